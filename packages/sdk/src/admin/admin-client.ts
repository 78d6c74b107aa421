import type { FetchLike } from '../http/http-client.ts';
import { toNetworkError } from '../http/http-client.ts';
import type * as Wire from '../protocol/admin/index.ts';
import { createAdminHttp, textOf, type AdminRequest, type Query } from './admin-http.ts';

export interface AdminClientOptions {
  /** Base URL of the API: `https://<project>.supabase.co/functions/v1/support-chat`. */
  readonly apiUrl: string;
  /**
   * The access token of whoever is signed in; null: nobody. Asked before each call, and once more, with `isRejected`, when
   * the server does not accept one.
   */
  readonly getAccessToken: (isRejected: boolean) => string | null | Promise<string | null>;
  /** For people who belong to several; default: the one they joined first. */
  readonly organizationId?: string | undefined;
  /** Default: the global one. */
  readonly fetch?: FetchLike | undefined;
}

/** The page of an audit log: what is left out does not matter. */
export interface AuditLogQuery {
  readonly action?: string | undefined;
  readonly entity_id?: string | undefined;
  readonly actor_id?: string | undefined;
  /** ISO 8601 */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** `next_cursor` of the page before. */
  readonly cursor?: string | null | undefined;
  /** 1 to 200; default 50. */
  readonly limit?: number | undefined;
}

/** Days (`YYYY-MM-DD`) in the organization's time zone, both included, and one widget if not all of them. */
export interface AnalyticsQuery extends Wire.WireDayRange {
  readonly widget_id?: string | undefined;
}

/** Of an answer without anything to say. */
export interface Done {
  readonly outcome?: string;
}

/**
 * What owners and admins change from a page: one method for each endpoint of `admin-config/*`, with the wire types as they
 * are. It keeps nothing and repeats nothing but a call whose token was too old.
 *
 * Every method rejects with a {@link ChatError} and nothing else: `version_conflict` has the current version in
 * `details.version`, `invalid_request` the setting that was wrong in `details.parameter`, `not_permitted` is for agents
 * who are no admins.
 */
export type AdminClient = ReturnType<typeof createAdminClient>;

export function createAdminClient(options: AdminClientOptions) {
  const send = createAdminHttp(options);
  const ask = async <Answer>(request: AdminRequest): Promise<Answer> => {
    const text = await textOf(await send(request));
    try {
      return JSON.parse(text) as Answer;
    } catch (cause) {
      // A page of something in between that answered in place of our server.
      throw toNetworkError(cause);
    }
  };
  const get = <Answer>(path: string, query?: Query) => ask<Answer>({ method: 'GET', path, query });
  const post = <Answer>(path: string, body: object) => ask<Answer>({ method: 'POST', path, body });
  const put = <Answer>(path: string, body: object) => ask<Answer>({ method: 'PUT', path, body });
  const remove = <Answer>(path: string, query: Query) => ask<Answer>({ method: 'DELETE', path, query });

  return {
    listWidgets: () => get<Wire.WireAdminWidgets>('widgets'),
    getWidget: (widget_id: string) => get<Wire.WireAdminWidgetResponse>('widget', { widget_id }),
    createWidget: (widget: Wire.WireNewWidget) => post<Wire.WireAdminWidgetResponse>('widget', widget),
    updateWidget: (change: Wire.WireWidgetChange) => put<Wire.WireAdminWidgetResponse>('widget', change),
    deleteWidget: (widget_id: string) => remove<Wire.WireWidgetDeletion>('widget', { widget_id }),
    refreshKey: (request: Wire.WireRefreshKeyRequest) => post<Wire.WireRefreshedKey>('refresh-key', request),
    getSnippets: (query: { widget_id: string; target?: Wire.WireSnippetTarget; cdn_url?: string }) =>
      get<Wire.WireSnippets>('snippet', query),

    getCustomer: () => get<Wire.WireCustomerResponse>('customer'),
    updateCustomer: (change: Wire.WireCustomerChange) => put<Wire.WireCustomerResponse>('customer', change),
    createIdentitySecret: (secret: Wire.WireNewIdentitySecret = {}) =>
      post<Wire.WireNewIdentitySecretResponse>('identity-secret', secret),
    retireIdentitySecret: (retirement: Wire.WireIdentitySecretRetirement) =>
      post<Wire.WireIdentitySecretResponse>('identity-secret/retire', retirement),

    listDepartments: () => get<Wire.WireAdminDepartments>('departments'),
    createDepartment: (department: Wire.WireNewDepartment) =>
      post<Wire.WireDepartmentResponse>('department', department),
    updateDepartment: (change: Wire.WireDepartmentChange) => put<Wire.WireDepartmentResponse>('department', change),
    setDepartmentMembers: (members: Wire.WireDepartmentMembers) =>
      put<Wire.WireDepartmentResponse>('department/members', members),
    deleteDepartment: (department_id: string) => remove<Wire.WireDepartmentDeletion>('department', { department_id }),

    listAgents: () => get<Wire.WireManagedAgents>('agents'),
    updateAgent: (change: Wire.WireManagedAgentChange) => put<Wire.WireManagedAgentResponse>('agent', change),
    activateAgent: (agent_id: string) => post<Wire.WireManagedAgentResponse>('agent/activate', { agent_id }),
    deactivateAgent: (agent_id: string) => post<Wire.WireDeactivatedAgent>('agent/deactivate', { agent_id }),
    createTelegramLink: (agent_id: string) => post<Wire.WireTelegramLink>('agent/telegram-link', { agent_id }),
    listInvitations: () => get<Wire.WireInvitations>('invitations'),
    createInvitation: (invitation: Wire.WireNewInvitation) =>
      post<Wire.WireNewInvitationResponse>('invitation', invitation),
    deleteInvitation: (invitation_id: string) => remove<Wire.WireInvitationDeletion>('invitation', { invitation_id }),
    acceptInvitation: (acceptance: Wire.WireInvitationAcceptance) =>
      post<Wire.WireAcceptedInvitation>('accept-invitation', acceptance),

    listResponses: () => get<Wire.WireSharedResponses>('canned-responses'),
    createResponse: (response: Wire.WireNewSharedResponse) =>
      post<Wire.WireSharedResponse>('canned-response', response),
    updateResponse: (change: Wire.WireSharedResponseChange) => put<Wire.WireSharedResponse>('canned-response', change),
    deleteResponse: (id: string) => remove<Wire.WireSharedResponseDeletion>('canned-response', { id }),

    dryRunTriggers: (request: Wire.WireTriggerDryRun) => post<Wire.WireTriggerDryRunResult>('trigger/dry-run', request),

    listTelegramChats: () => get<Wire.WireTelegramChats>('telegram/chats'),
    updateTelegramChat: (change: Wire.WireTelegramChatChange) =>
      put<Wire.WireTelegramChatResponse>('telegram/chat', change),
    deleteTelegramChat: (chat_id: number) => remove<Wire.WireTelegramChatDeletion>('telegram/chat', { chat_id }),
    createGroupLink: (request: Wire.WireGroupLinkRequest = {}) =>
      post<Wire.WireGroupLink>('telegram/group-link', request),
    examineTelegram: () => get<Wire.WireTelegramDoctor>('telegram/doctor'),

    getAnalytics: (query: AnalyticsQuery) => get<Wire.WireAnalytics>('analytics', { ...query }),
    getAnalyticsByWidget: (query: Wire.WireDayRange) =>
      get<Wire.WireAnalyticsByWidget>('analytics/widgets', { ...query }),
    getAnalyticsByAgent: (query: AnalyticsQuery) => get<Wire.WireAnalyticsByAgent>('analytics/agents', { ...query }),
    /** The text of a CSV file. */
    getAnalyticsFile: async (query: AnalyticsQuery & { readonly by: Wire.WireAnalyticsFileBy }) =>
      textOf(await send({ method: 'GET', path: 'analytics.csv', query: { ...query } })),

    listAuditLog: (query: AuditLogQuery = {}) => get<Wire.WireAuditLog>('audit-log', { ...query }),

    exportVisitor: (visitor_id: string) => post<Wire.WireTeamVisitorExport>('visitor/export', { visitor_id }),
    eraseVisitor: (visitor_id: string) => post<Done>('visitor/erase', { visitor_id }),
  };
}
