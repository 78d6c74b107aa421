import type { WireErasure } from '@support-chat/sdk/protocol';
import type {
  WireAnalytics,
  WireAnalyticsByAgent,
  WireAnalyticsByWidget,
  WireAuditEntry,
  WireTeamVisitorExport,
  WireTelegramChat,
  WireTelegramChatDeletion,
  WireTelegramMode,
} from '@support-chat/sdk/protocol/admin';
import type { DatabaseCaller } from '../database-caller.ts';
import { namedArguments } from '../named-arguments.ts';
import type { ByAdmin, InOrganization } from './admin-actor.ts';

/** Both `YYYY-MM-DD`, both included. */
interface OfDays extends InOrganization {
  readonly from: string;
  readonly to: string;
}

/** What it holds beyond these fields is not for the wire. */
export type TelegramChatRow = WireTelegramChat;

export interface AuditFilter extends InOrganization {
  readonly action?: string | undefined;
  readonly entityId?: string | undefined;
  readonly actorId?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly beforeId?: number | undefined;
  readonly limit?: number | undefined;
}

/** The log's own numbers, which the wire has as texts. */
export interface AuditPage {
  readonly audit_logs: readonly (Omit<WireAuditEntry, 'id'> & { readonly id: number })[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** What admins look at, and what is asked of them: figures, the log, groups in Telegram, a visitor's data. */
export interface InsightDb {
  getAnalytics(asked: OfDays & { readonly widgetId?: string | undefined }): Promise<WireAnalytics>;
  getWidgetAnalytics(asked: OfDays): Promise<WireAnalyticsByWidget>;
  getAgentPerformance(
    asked: OfDays & { readonly agentId?: string | undefined; readonly widgetId?: string | undefined },
  ): Promise<WireAnalyticsByAgent>;
  listAuditLogs(filter: AuditFilter): Promise<AuditPage>;
  listTelegramChats(asked: InOrganization): Promise<readonly TelegramChatRow[]>;
  updateTelegramChat(
    change: InOrganization & {
      readonly chatId: number;
      readonly change: { readonly mode?: WireTelegramMode; readonly department_id?: string | null };
    },
  ): Promise<TelegramChatRow>;
  deleteTelegramChat(deletion: InOrganization & { readonly chatId: number }): Promise<WireTelegramChatDeletion>;
  exportVisitorByAgent(asked: ByAdmin & { readonly visitorId: string }): Promise<WireTeamVisitorExport>;
  eraseVisitorByAgent(asked: ByAdmin & { readonly visitorId: string }): Promise<WireErasure>;
}

export function createInsightDb(caller: DatabaseCaller): InsightDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    getAnalytics: (asked) => call('support_get_analytics', asked),
    getWidgetAnalytics: (asked) => call('support_get_widget_analytics', asked),
    getAgentPerformance: (asked) => call('support_get_agent_performance', asked),
    listAuditLogs: (filter) => call('support_list_audit_logs', filter),
    async listTelegramChats(asked) {
      const answer = await call<{ telegram_chats: readonly TelegramChatRow[] }>('support_list_telegram_chats', asked);
      return answer.telegram_chats;
    },
    updateTelegramChat: async (change) =>
      (await call<{ telegram_chat: TelegramChatRow }>('support_update_telegram_chat', change)).telegram_chat,
    deleteTelegramChat: (deletion) => call('support_delete_telegram_chat', deletion),
    exportVisitorByAgent: (asked) => call('support_export_visitor_by_agent', asked),
    eraseVisitorByAgent: (asked) => call('support_erase_visitor_by_agent', asked),
  };
}
