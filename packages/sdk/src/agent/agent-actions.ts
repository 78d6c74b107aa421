/** What an agent does besides writing: one call each, and what its answer means for what is shown. */
import { createFileAddresses } from '../actions/file-addresses.ts';
import { ChatError } from '../errors.ts';
import type { Timers } from '../lib/timers.ts';
import type { WireFileResponse } from '../protocol/attachments.ts';
import type { AgentClient } from './agent-client.ts';
import type { ConversationOutcome } from './agent-conversation.ts';
import type { AgentEndpoints, CallAgent } from './agent-endpoints.ts';
import type { AgentStore } from './agent-store.ts';
import { toCannedResponse, toTeam } from './wire/team.ts';
import { fieldsOf, list, named, text } from './wire/read-value.ts';
import { toTrailEvent, toVisitor } from './wire/visitor.ts';

export interface AgentActionsOptions {
  readonly call: CallAgent;
  readonly store: AgentStore;
  readonly timers: Timers;
  /** What an answer says about a conversation, or a message. */
  readonly hearConversation: (conversation: unknown) => void;
  readonly hearMessage: (message: unknown) => void;
}

type Actions = Pick<
  AgentClient,
  | 'editMessage'
  | 'deleteMessage'
  | 'fileUrl'
  | 'claim'
  | 'pass'
  | 'assign'
  | 'unassign'
  | 'transfer'
  | 'resolve'
  | 'close'
  | 'reopen'
  | 'updateConversation'
  | 'loadTeam'
  | 'loadCannedResponses'
  | 'useCannedResponse'
  | 'updateVisitor'
  | 'loadTrail'
  | 'ban'
  | 'unban'
>;

/** Calls that take nothing but the conversation. */
type PlainCall = `agent/${'claim' | 'pass' | 'unassign' | 'resolve' | 'close' | 'reopen'}`;

const TRAIL_PAGE = 50;

export function createAgentActions({
  call,
  store,
  timers,
  hearConversation,
  hearMessage,
}: AgentActionsOptions): Actions {
  interface Result {
    readonly outcome: string;
    readonly conversation: unknown;
    readonly agent: unknown;
    readonly message: unknown;
    readonly visitor: unknown;
  }
  let trailCursor: string | null = null;

  const ask = async <Path extends keyof AgentEndpoints>(path: Path, request: AgentEndpoints[Path]) =>
    fieldsOf<Result>(await call(path, request));

  const change = async <Path extends keyof AgentEndpoints>(path: Path, request: AgentEndpoints[Path]) => {
    const answer = await ask(path, request);
    hearConversation(answer.conversation);
    // A newer server may have words of its own.
    return { ...answer, outcome: text(answer.outcome) as ConversationOutcome };
  };

  const plain =
    (path: PlainCall) =>
    async (conversationId: string): Promise<ConversationOutcome> =>
      (await change(path, { body: { conversation_id: conversationId } })).outcome;

  const showVisitor = (value: unknown): void => {
    const visitor = toVisitor(value);
    const details = store.getSnapshot().thread?.details;
    if (visitor && details?.visitor.id === visitor.id) {
      store.changeThread({ details: Object.freeze({ ...details, visitor }) });
    }
  };

  return {
    ...createFileAddresses({
      ask: async (id) => toFile(await call('agent/file', { query: { attachment_id: id } })),
      asker: () => store.getSnapshot().me?.agent.id ?? null,
      timers,
    }),

    async editMessage(id, changed) {
      const trimmed = changed.trim();
      if (!trimmed) throw new ChatError('message_empty', 'A message needs a text.');
      hearMessage((await ask('PATCH agent/message', { id, body: { text: trimmed } })).message);
    },

    async deleteMessage(id) {
      hearMessage((await ask('DELETE agent/message', { id })).message);
    },

    async claim(conversationId) {
      const { outcome, agent } = await change('agent/claim', { body: { conversation_id: conversationId } });
      return Object.freeze({ outcome, agent: named(agent) });
    },

    pass: plain('agent/pass'),
    unassign: plain('agent/unassign'),
    resolve: plain('agent/resolve'),
    close: plain('agent/close'),
    reopen: plain('agent/reopen'),

    async assign(conversation_id, agent_id) {
      return (await change('agent/assign', { body: { conversation_id, agent_id } })).outcome;
    },

    async transfer(conversation_id, { agentId, departmentId, note }) {
      const body = {
        conversation_id,
        to_agent_id: agentId,
        to_department_id: departmentId,
        note: note?.trim() || undefined,
      };
      return (await change('agent/transfer', { body })).outcome;
    },

    async updateConversation(conversation_id, { subject, category, priority, tags, requiredSkills, snoozedUntil }) {
      const body = {
        conversation_id,
        subject,
        category,
        priority,
        tags,
        required_skills: requiredSkills,
        snoozed_until: snoozedUntil === undefined ? undefined : toIso(snoozedUntil),
      };
      return (await change('PATCH agent/conversation', { body })).outcome;
    },

    async loadTeam() {
      store.change({ team: toTeam(await call('agent/team', {})) });
    },

    async loadCannedResponses() {
      const { canned_responses } = fieldsOf<{ canned_responses: unknown }>(await call('agent/canned-responses', {}));
      store.change({ cannedResponses: list(canned_responses, toCannedResponse) });
    },

    async useCannedResponse(conversation_id, response) {
      return text(
        fieldsOf<{ text: string }>(await call('agent/canned-response', { body: { conversation_id, response } })).text,
      );
    },

    async updateVisitor(visitor_id, profile) {
      showVisitor((await ask('PATCH agent/visitor', { body: { visitor_id, ...profile } })).visitor);
    },

    async loadTrail() {
      const { thread } = store.getSnapshot();
      const visitorId = thread?.details?.visitor.id;
      if (!thread || visitorId === undefined || thread.trail?.isLoading || thread.trail?.hasMore === false) return;
      const before = thread.trail?.events ?? [];
      if (before.length === 0) trailCursor = null;
      const show = (events: typeof before, hasMore: boolean, isLoading: boolean): void => {
        if (store.getSnapshot().thread?.conversationId !== thread.conversationId) return;
        store.changeThread({ trail: Object.freeze({ events, hasMore, isLoading }) });
      };
      show(before, true, true);
      try {
        const query = { visitor_id: visitorId, cursor: trailCursor, limit: TRAIL_PAGE };
        const answer = fieldsOf<{ events: unknown; has_more: boolean; next_cursor: string }>(
          await call('agent/events', { query }),
        );
        trailCursor = typeof answer.next_cursor === 'string' ? answer.next_cursor : null;
        const events = Object.freeze([...before, ...list(answer.events, toTrailEvent)]);
        show(events, answer.has_more === true && trailCursor !== null, false);
      } catch (error) {
        show(before, true, false);
        throw error;
      }
    },

    async ban(visitor_id, { reason, until } = {}) {
      const body = {
        visitor_id,
        reason: reason?.trim() || undefined,
        until: until === undefined ? undefined : new Date(until).toISOString(),
      };
      showVisitor((await ask('agent/ban', { body })).visitor);
    },

    async unban(visitor_id) {
      showVisitor((await ask('agent/unban', { body: { visitor_id } })).visitor);
    },
  };
}

function toIso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** @throws {ChatError} when the answer is none */
function toFile(answer: unknown): WireFileResponse {
  const { url, expires_in, disposition } = fieldsOf<WireFileResponse>(answer);
  if (typeof url !== 'string' || !/^https?:/i.test(url) || typeof expires_in !== 'number') {
    throw new ChatError('network_unavailable', 'The answer is not readable.', { retryable: true });
  }
  return { url, expires_in, disposition: disposition === 'inline' ? 'inline' : 'attachment' };
}
