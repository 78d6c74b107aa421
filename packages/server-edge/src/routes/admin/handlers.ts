/** Everything that admins may ask for, by name. Loaded with the first call of an admin; see index.ts. */
import type { Context, Handler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import { getAnalytics, getAnalyticsByAgent, getAnalyticsByWidget } from './analytics.ts';
import { getAnalyticsFile } from './analytics-file.ts';
import { getAuditLog } from './audit-log.ts';
import { deleteSharedResponse, getSharedResponses, postSharedResponse, putSharedResponse } from './canned-responses.ts';
import { getCustomer, postIdentitySecret, postIdentitySecretRetirement, putCustomer } from './customer.ts';
import {
  deleteDepartment,
  getDepartments,
  postDepartment,
  putDepartment,
  putDepartmentMembers,
} from './departments.ts';
import { deleteInvitation, getInvitations, postAcceptance, postInvitation } from './invitations.ts';
import { limitWrites } from './limit-writes.ts';
import { getAgents, postActivation, postDeactivation, postTelegramLink, putAgent } from './members.ts';
import { getSnippet } from './snippet.ts';
import { deleteTelegramChat, getTelegramChats, getTelegramDoctor, postGroupLink, putTelegramChat } from './telegram.ts';
import { postDryRun } from './trigger-dry-run.ts';
import { postVisitorErasure, postVisitorExport } from './visitor-data.ts';
import { deleteWidget, getWidget, getWidgets, postRefreshKey, postWidget, putWidget } from './widgets.ts';

export type AdminHandlers = ReturnType<typeof createAdminHandlers>;

export function createAdminHandlers(deps: SupportDeps) {
  const limited = (handler: Handler<AppEnv>, ...caps: Parameters<typeof limitWrites>[2][]) => {
    return async (c: Context<AppEnv>, next: () => Promise<void>) => {
      for (const cap of caps) await limitWrites(c, deps, cap);
      return handler(c, next);
    };
  };
  const write = (handler: Handler<AppEnv>) => limited(handler, 'changes');
  return {
    getWidgets: getWidgets(deps),
    getWidget: getWidget(deps),
    postWidget: write(postWidget(deps)),
    putWidget: write(putWidget(deps)),
    deleteWidget: write(deleteWidget(deps)),
    postRefreshKey: write(postRefreshKey(deps)),
    getSnippet: getSnippet(deps),
    postDryRun: write(postDryRun(deps)),
    getCustomer: getCustomer(deps),
    putCustomer: write(putCustomer(deps)),
    postIdentitySecret: write(postIdentitySecret(deps)),
    postIdentitySecretRetirement: write(postIdentitySecretRetirement(deps)),
    getDepartments: getDepartments(deps),
    postDepartment: write(postDepartment(deps)),
    putDepartment: write(putDepartment(deps)),
    deleteDepartment: write(deleteDepartment(deps)),
    putDepartmentMembers: write(putDepartmentMembers(deps)),
    getAgents: getAgents(deps),
    putAgent: write(putAgent(deps)),
    postDeactivation: write(postDeactivation(deps)),
    postActivation: write(postActivation(deps)),
    postTelegramLink: limited(postTelegramLink(deps), 'changes', 'invitations'),
    getInvitations: getInvitations(deps),
    postInvitation: limited(postInvitation(deps), 'changes', 'invitations'),
    deleteInvitation: write(deleteInvitation(deps)),
    postAcceptance: postAcceptance(deps),
    getSharedResponses: getSharedResponses(deps),
    postSharedResponse: write(postSharedResponse(deps)),
    putSharedResponse: write(putSharedResponse(deps)),
    deleteSharedResponse: write(deleteSharedResponse(deps)),
    getTelegramChats: getTelegramChats(deps),
    putTelegramChat: write(putTelegramChat(deps)),
    deleteTelegramChat: write(deleteTelegramChat(deps)),
    postGroupLink: write(postGroupLink(deps)),
    getTelegramDoctor: limited(getTelegramDoctor(deps), 'examinations'),
    getAnalytics: getAnalytics(deps),
    getAnalyticsByWidget: getAnalyticsByWidget(deps),
    getAnalyticsByAgent: getAnalyticsByAgent(deps),
    getAnalyticsFile: getAnalyticsFile(deps),
    getAuditLog: getAuditLog(deps),
    postVisitorExport: limited(postVisitorExport(deps), 'visitorData'),
    postVisitorErasure: limited(postVisitorErasure(deps), 'visitorData'),
  } satisfies Readonly<Record<string, Handler<AppEnv>>>;
}
