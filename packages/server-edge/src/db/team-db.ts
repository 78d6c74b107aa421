/** What an agent may find out and do besides answering: the visitor's facts, handing over, blocking, canned texts. */
import type {
  WireNewOwnResponse,
  WireOwnResponse,
  WireOwnResponseChange,
  WireOwnResponseDeletion,
  WireVisitorChange,
  WireVisitorChangeResponse,
} from '@support-chat/sdk/protocol/agent';
import type { AgentOnConversation, StateChangeResult, TeamConversation } from './agent-db.ts';
import type { DatabaseCaller } from './database-caller.ts';
import { namedArguments } from './named-arguments.ts';

/** Everything the team may know of a conversation and its visitor. */
export interface TeamView {
  readonly conversation: TeamConversation & { readonly snoozed_until: string | null };
  readonly visitor: TeamVisitor;
  readonly is_banned: boolean;
  /** What the form before the chat asked, by the field's name. */
  readonly prechat: Readonly<Record<string, unknown>>;
  readonly widget_name: string;
  /** Null when no agent was named. */
  readonly agent_role: 'agent' | 'admin' | 'owner' | null;
  /** Null when nobody answers in Telegram. */
  readonly group_chat_id: number | null;
  readonly topic: TeamTopic | null;
  readonly past_conversations: number;
  /** The ten before this one, newest first. */
  readonly last_conversations: readonly PastConversation[];
}

export interface TeamVisitor {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly locale: string | null;
  readonly traits: Readonly<Record<string, unknown>>;
  /** page_url, page_title, referrer, language, time_zone, country, device, browser, system; what is not known is left out. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly banned_until: string | null;
  readonly ban_reason: string | null;
}

export interface TeamTopic {
  readonly chat_id: number;
  readonly thread_id: number;
  readonly name: string;
  /** The id of the icon it was given last. */
  readonly icon: string | null;
}

export interface PastConversation {
  readonly number: number;
  readonly status: TeamConversation['status'];
  readonly created_at: string;
  readonly rating: number | null;
  readonly agent_name: string | null;
  readonly first_words: string | null;
}

export interface TeamMember {
  readonly id: string;
  readonly name: string;
  /** Without `@`. */
  readonly telegram_username: string | null;
}

export interface CannedResponse {
  readonly id: string;
  readonly shortcut: string;
  readonly title: string;
  readonly body: string;
}

/** What is left out stays; null forgets. */
export type VisitorProfileChange = Omit<WireVisitorChange, 'visitor_id'>;

export interface TeamDb {
  /** Null when there is no such conversation. Refuses (SC050) an agent of another organization. */
  getTeamView(view: { conversationId: string; agentId?: string | undefined }): Promise<TeamView | null>;
  /** Active agents, by name. */
  listAgents(asked: { agentId: string; organizationId: string }): Promise<readonly TeamMember[]>;
  assignConversation(
    change: AgentOnConversation & { readonly byAgentId: string },
  ): Promise<StateChangeResult<'assigned' | 'already_theirs'>>;
  /** `until` in ISO 8601; left out: for good. */
  banVisitor(ban: {
    visitorId: string;
    agentId: string;
    reason?: string | undefined;
    until?: string | undefined;
  }): Promise<{ readonly outcome: 'banned' | 'already' }>;
  unbanVisitor(ban: { visitorId: string; agentId: string }): Promise<{ readonly outcome: 'unbanned' | 'already' }>;
  /** `until` in ISO 8601, null to end it. */
  snoozeConversation(
    change: AgentOnConversation & { readonly until: string | null },
  ): Promise<StateChangeResult<'updated' | 'unchanged'>>;
  updateVisitorByAgent(change: {
    agentId: string;
    visitorId: string;
    profile: VisitorProfileChange;
  }): Promise<WireVisitorChangeResponse>;
  /** What is used most comes first. */
  listCannedResponses(asked: {
    agentId: string;
    departmentId?: string | undefined;
    search?: string | undefined;
  }): Promise<readonly CannedResponse[]>;
  /** Filled in for the conversation; posts nothing. */
  useCannedResponse(use: {
    agentId: string;
    conversationId: string;
    shortcutOrId: string;
  }): Promise<{ readonly id: string; readonly text: string }>;
  /** Only this agent's; a change names the text. */
  saveOwnResponse(saved: {
    agentId: string;
    response: WireNewOwnResponse | WireOwnResponseChange;
  }): Promise<WireOwnResponse>;
  deleteOwnResponse(deletion: { agentId: string; id: string }): Promise<WireOwnResponseDeletion>;
  setTopicIcon(change: { chatId: number; threadId: number; icon: string | null }): Promise<void>;
}

export function createTeamDb(caller: DatabaseCaller): TeamDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    getTeamView: (view) => call('support_get_team_view', view),
    async listAgents({ agentId, organizationId }) {
      const actor = { kind: 'agent', agent_id: agentId };
      const answer = await call<{ agents: readonly TeamMember[] }>('support_list_agents', {
        actor,
        organizationId,
        withInactive: false,
      });
      return answer.agents;
    },
    assignConversation: (change) => call('support_assign_conversation', change),
    banVisitor: (ban) => call('support_ban_visitor', ban),
    unbanVisitor: (ban) => call('support_unban_visitor', ban),
    snoozeConversation: ({ until, ...who }) =>
      call('support_update_conversation', { ...who, change: { snoozed_until: until } }),
    updateVisitorByAgent: (change) => call('support_update_visitor_by_agent', change),
    async listCannedResponses(asked) {
      const answer = await call<{ canned_responses: readonly CannedResponse[] }>(
        'support_list_canned_responses',
        asked,
      );
      return answer.canned_responses;
    },
    useCannedResponse: (use) => call('support_use_canned_response', use),
    saveOwnResponse: (saved) => call('support_save_own_response', saved),
    deleteOwnResponse: (deletion) => call('support_delete_own_response', deletion),
    setTopicIcon: async (change) => void (await call('support_set_topic_icon', change)),
  };
}
