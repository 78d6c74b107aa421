/**
 * Everything an admin changes, as a thin typed client without a user interface: `<support-chat-console>` is made of it, and
 * an admin page or a script of yours can be too.
 *
 * ```ts
 * const admin = createAdminClient({ apiUrl, getAccessToken: async () => (await supabase.auth.getSession()).data.session?.access_token ?? null });
 * const { widgets } = await admin.listWidgets();
 * ```
 */
export { ChatError, isChatError, type ChatErrorCode } from '../errors.ts';
export {
  createAdminClient,
  type AdminClient,
  type AdminClientOptions,
  type AnalyticsQuery,
  type AuditLogQuery,
  type Done,
} from './admin-client.ts';
export { previewConfig } from './preview-config.ts';
