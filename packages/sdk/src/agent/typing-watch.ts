/** Who is writing, as far as others tell: a sign is good for six seconds, and over with a message. */
import { SIGN_MS } from '../actions/typing-sign.ts';
import type { Timers } from '../lib/timers.ts';
import type { WireTeamMessage } from '../protocol/agent/message.ts';
import type { AgentStore } from './agent-store.ts';
import type { ConversationBook } from './conversation-book.ts';
import { fieldsOf, textOrNull } from './wire/read-value.ts';

export interface TypingWatchOptions {
  readonly store: AgentStore;
  readonly book: ConversationBook;
  readonly timers: Timers;
  readonly myId: () => string | null;
  readonly signal: AbortSignal;
}

/** Somebody writes somewhere. */
interface Sign {
  readonly conversationId: string;
  /** Null: the visitor, of whom there is one. */
  readonly agentId: string | null;
  readonly name: string;
}

export function createTypingWatch({ store, book, timers, myId, signal }: TypingWatchOptions) {
  /** By who writes where: their sign, and how to stop waiting for the next one. */
  const signs = new Map<string, Sign & { readonly cancel: () => void }>();

  /** The colleagues who write in the shown conversation, in the order in which they began. */
  const showColleagues = (): void => {
    const { thread } = store.getSnapshot();
    if (!thread) return;
    const here = [...signs.values()].filter(({ conversationId }) => conversationId === thread.conversationId);
    const names = here.flatMap(({ agentId, name }) => (agentId === null ? [] : name));
    const before = thread.otherAgentsTyping;
    if (names.length === before.length && names.every((name, at) => name === before[at])) return;
    store.changeThread({ otherAgentsTyping: Object.freeze(names) });
  };

  const set = (sign: Sign, isTyping: boolean): void => {
    const { conversationId, agentId } = sign;
    const key = `${conversationId}/${agentId ?? ''}`;
    signs.get(key)?.cancel();
    if (isTyping) signs.set(key, { ...sign, cancel: timers.after(SIGN_MS, () => set(sign, false)) });
    else signs.delete(key);
    if (agentId === null) book.type(conversationId, isTyping);
    else showColleagues();
  };

  signal.addEventListener('abort', () => signs.forEach(({ cancel }) => cancel()));

  return {
    /** Another conversation is shown. */
    showColleagues,

    hear(conversationId: unknown, sender: unknown, isTyping: unknown): void {
      const { kind, name, agent_id } = fieldsOf<{ kind: string; name: string; agent_id: string }>(sender);
      if (typeof conversationId !== 'string') return;
      const isColleague = kind === 'agent' && typeof agent_id === 'string' && agent_id !== myId();
      if (kind !== 'visitor' && !isColleague) return;
      set({ conversationId, agentId: isColleague ? agent_id : null, name: textOrNull(name) ?? '' }, isTyping === true);
    },

    /** They have written. */
    end({ conversation_id, agent_id, sender }: WireTeamMessage): void {
      const agentId = sender.kind === 'visitor' ? '' : agent_id;
      const sign = signs.get(`${conversation_id}/${agentId ?? 'nobody'}`);
      if (sign) set(sign, false);
    },
  };
}
