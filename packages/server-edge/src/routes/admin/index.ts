/**
 * What owners and admins do: every route below `admin-config/`. Each needs the sign-in of an owner or admin, but accepting
 * an invitation, which makes one of somebody who is signed in.
 *
 * Their handlers, with the schemas of what they read, are a file of their own that is loaded when the first admin calls: no
 * visitor waits for it at a cold start (docs/decisions/0013-admins-in-a-file-of-their-own.md). Hence everything here is
 * named by a name, and imports none of it.
 */
import type { Handler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { SupportHono } from '../../create-hono.ts';
import type { SupportDeps } from '../../deps.ts';
import { methodNotAllowed } from '../../middleware/allow-method.ts';
import { anyOrigin } from '../../middleware/any-origin.ts';
import { authenticateAccount } from '../../middleware/authenticate-account.ts';
import { authenticateAdmin } from '../../middleware/authenticate-admin.ts';
import { limitBody } from '../../middleware/limit-body.ts';
import { noStore } from '../../middleware/no-store.ts';
import type { AdminHandlers } from './handlers.ts';

/** All settings of a widget at their largest, which the database allows, with room for how JSON is written. */
const MAX_BODY_BYTES = 256 * 1024;

type Method = 'get' | 'post' | 'put' | 'delete';

/** By path, what its methods are handled by. */
const ROUTES: Readonly<Record<string, Partial<Readonly<Record<Method, keyof AdminHandlers>>>>> = {
  widgets: { get: 'getWidgets' },
  widget: { get: 'getWidget', post: 'postWidget', put: 'putWidget', delete: 'deleteWidget' },
  'refresh-key': { post: 'postRefreshKey' },
  snippet: { get: 'getSnippet' },
  'trigger/dry-run': { post: 'postDryRun' },
  customer: { get: 'getCustomer', put: 'putCustomer' },
  'identity-secret': { post: 'postIdentitySecret' },
  'identity-secret/retire': { post: 'postIdentitySecretRetirement' },
  departments: { get: 'getDepartments' },
  department: { post: 'postDepartment', put: 'putDepartment', delete: 'deleteDepartment' },
  'department/members': { put: 'putDepartmentMembers' },
  agents: { get: 'getAgents' },
  agent: { put: 'putAgent' },
  'agent/deactivate': { post: 'postDeactivation' },
  'agent/activate': { post: 'postActivation' },
  'agent/telegram-link': { post: 'postTelegramLink' },
  invitations: { get: 'getInvitations' },
  invitation: { post: 'postInvitation', delete: 'deleteInvitation' },
  'canned-responses': { get: 'getSharedResponses' },
  'canned-response': { post: 'postSharedResponse', put: 'putSharedResponse', delete: 'deleteSharedResponse' },
  'telegram/chats': { get: 'getTelegramChats' },
  'telegram/chat': { put: 'putTelegramChat', delete: 'deleteTelegramChat' },
  'telegram/group-link': { post: 'postGroupLink' },
  'telegram/doctor': { get: 'getTelegramDoctor' },
  analytics: { get: 'getAnalytics' },
  'analytics/widgets': { get: 'getAnalyticsByWidget' },
  'analytics/agents': { get: 'getAnalyticsByAgent' },
  'analytics.csv': { get: 'getAnalyticsFile' },
  'audit-log': { get: 'getAuditLog' },
  'visitor/export': { post: 'postVisitorExport' },
  'visitor/erase': { post: 'postVisitorErasure' },
};

export function addAdminRoutes(app: SupportHono, deps: SupportDeps): void {
  const body = limitBody(MAX_BODY_BYTES);
  const handlers = loadOnce(deps);
  const run =
    (name: keyof AdminHandlers): Handler<AppEnv> =>
    async (c, next) =>
      (await handlers())[name](c, next);
  const add = (path: string, methods: Partial<Readonly<Record<Method, keyof AdminHandlers>>>) => {
    const entries = Object.entries(methods) as [Method, keyof AdminHandlers][];
    for (const [method, name] of entries) app[method](`/admin-config/${path}`, run(name));
    const allowed = entries.map(([method]) => method.toUpperCase() as Uppercase<Method>);
    app.all(`/admin-config/${path}`, methodNotAllowed(...allowed));
  };

  app.use('/admin-config/*', noStore, anyOrigin);
  app.use('/admin-config/accept-invitation', authenticateAccount(deps), body);
  add('accept-invitation', { post: 'postAcceptance' });
  app.use('/admin-config/*', authenticateAdmin(deps), body);
  for (const [path, methods] of Object.entries(ROUTES)) add(path, methods);
}

/** A load that failed is tried again with the next call. */
function loadOnce(deps: SupportDeps): () => Promise<AdminHandlers> {
  let loading: Promise<AdminHandlers> | undefined;
  return () => {
    loading ??= import('./handlers.ts').then(
      ({ createAdminHandlers }) => createAdminHandlers(deps),
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
}
