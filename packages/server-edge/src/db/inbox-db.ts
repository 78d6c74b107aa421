/** What agents do on the web beyond what they do in Telegram. The acting agent comes from a verified sign-in, never from a body. */
import type {
  WireAgentPresence,
  WireConversationChange,
  WireConversationDetails,
  WireConversationResult,
  WireInboxPage,
  WireOrganization,
  WireTeamMember,
  WireTeamMessageChange,
  WireTeamMessagePage,
  WireTeamRole,
  WireTeamStats,
  WireVisitorTrail,
} from '@support-chat/sdk/protocol/agent';
import type { Typing } from '../schemas/typing.ts';
import type { AgentOnConversation } from './agent-db.ts';
import type { DatabaseCaller } from './database-caller.ts';
import type { FileRow } from './files-db.ts';
import { namedArguments } from './named-arguments.ts';

/** A row of the team as SQL answers it; what it holds beyond these fields is not for the wire. */
export interface TeamMemberRow extends Omit<WireTeamMember, 'is_in_telegram'> {
  readonly telegram_user_id: number | null;
}

export interface DepartmentRow {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly is_active: boolean;
  readonly agent_ids: readonly string[];
}

export interface FoundAgent {
  readonly agent: TeamMemberRow;
  readonly organization: WireOrganization;
  readonly organizations: readonly (WireOrganization & { readonly role: WireTeamRole })[];
}

export interface InboxFilter {
  readonly scope?: 'mine' | 'queued' | 'all';
  readonly status?: readonly string[];
  readonly department_id?: string;
  readonly tag?: string;
  readonly priority?: string;
  readonly search?: string;
  readonly is_snoozed?: boolean;
}

/** An agent, and the organization they act for. */
export interface AgentInOrganization {
  readonly agentId: string;
  readonly organizationId: string;
}

interface OnMessage {
  readonly agentId: string;
  readonly messageId: string;
}

export interface InboxDb {
  /** By their account; in the organization that is named, or in the one they joined first. */
  findAgent(account: { userId: string; organizationId?: string | undefined }): Promise<FoundAgent>;
  heartbeatAgent(beat: {
    agentId: string;
    connectionId: string;
    status: 'online' | 'away' | 'offline';
    ttlSeconds?: number | undefined;
  }): Promise<{ readonly agent: WireAgentPresence; readonly expires_at: string | null }>;
  /** `snoozedUntil` in ISO 8601. */
  setAgentPresence(change: {
    agentId: string;
    presence: 'auto' | 'away';
    snoozedUntil?: string | undefined;
  }): Promise<{ readonly agent: WireAgentPresence }>;
  /** `before` is the parsed `next_cursor` of the page before. */
  listConversations(asked: {
    agentId: string;
    filter: InboxFilter;
    before?: unknown;
    limit?: number | undefined;
  }): Promise<WireInboxPage>;
  getConversation(asked: AgentOnConversation): Promise<WireConversationDetails>;
  listConversationMessages(
    asked: AgentOnConversation & {
      readonly afterSeq?: number | undefined;
      readonly beforeSeq?: number | undefined;
      readonly limit?: number | undefined;
    },
  ): Promise<WireTeamMessagePage>;
  updateConversation(
    change: AgentOnConversation & { readonly change: Omit<WireConversationChange, 'conversation_id'> },
  ): Promise<WireConversationResult>;
  unassignConversation(change: { conversationId: string; byAgentId: string }): Promise<WireConversationResult>;
  transferConversation(change: {
    conversationId: string;
    byAgentId: string;
    toAgentId?: string | undefined;
    toDepartmentId?: string | undefined;
    note?: string | undefined;
  }): Promise<WireConversationResult>;
  resolveConversation(change: AgentOnConversation): Promise<WireConversationResult>;
  editMessageByAgent(edit: OnMessage & { readonly text: string }): Promise<WireTeamMessageChange>;
  deleteMessageByAgent(deletion: OnMessage): Promise<WireTeamMessageChange>;
  setAgentTyping(sign: AgentOnConversation & { readonly isTyping: boolean }): Promise<Typing>;
  listVisitorEvents(asked: {
    agentId: string;
    visitorId: string;
    beforeId?: number | undefined;
    limit?: number | undefined;
  }): Promise<WireVisitorTrail>;
  /** Active and former members. */
  listTeam(asked: AgentInOrganization): Promise<readonly TeamMemberRow[]>;
  listDepartments(asked: AgentInOrganization): Promise<readonly DepartmentRow[]>;
  getLiveState(asked: AgentInOrganization): Promise<WireTeamStats>;
  /** Their own upload in whatever state. */
  getAgentUpload(asked: { agentId: string; attachmentId: string }): Promise<FileRow>;
  /** What was sent in one of the team's conversations, or what they are about to send. */
  getAttachmentForAgent(asked: { agentId: string; attachmentId: string }): Promise<FileRow>;
}

export function createInboxDb(caller: DatabaseCaller): InboxDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  const asTeam = <Result>(name: string, { agentId, organizationId }: AgentInOrganization) =>
    call<Result>(name, { actor: { kind: 'agent', agent_id: agentId }, organizationId });
  return {
    findAgent: (account) => call('support_find_agent', account),
    heartbeatAgent: (beat) => call('support_heartbeat_agent', beat),
    setAgentPresence: (change) => call('support_set_agent_presence', change),
    listConversations: (asked) => call('support_list_conversations', asked),
    getConversation: (asked) => call('support_get_conversation', asked),
    listConversationMessages: (asked) => call('support_list_conversation_messages', asked),
    updateConversation: (change) => call('support_update_conversation', change),
    unassignConversation: (change) => call('support_unassign_conversation', change),
    transferConversation: (change) => call('support_transfer_conversation', change),
    resolveConversation: (change) => call('support_resolve_conversation', change),
    editMessageByAgent: (edit) => call('support_edit_message_by_agent', edit),
    deleteMessageByAgent: (deletion) => call('support_delete_message_by_agent', deletion),
    setAgentTyping: (sign) => call('support_set_agent_typing', sign),
    listVisitorEvents: (asked) => call('support_list_visitor_events', asked),
    listTeam: async (asked) =>
      (await asTeam<{ agents: readonly TeamMemberRow[] }>('support_list_agents', asked)).agents,
    listDepartments: async (asked) =>
      (await asTeam<{ departments: readonly DepartmentRow[] }>('support_list_departments', asked)).departments,
    getLiveState: (asked) => asTeam('support_get_live_state', asked),
    getAgentUpload: (asked) => call('support_get_agent_upload', asked),
    getAttachmentForAgent: (asked) => call('support_get_attachment_for_agent', asked),
  };
}
