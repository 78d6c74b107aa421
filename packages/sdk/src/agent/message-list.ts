/**
 * The messages of one conversation as the snapshot shows them, made from the list before: what did not change keeps its
 * identity, and a message at the end costs no more in a long conversation than in a short one, but for copying the list.
 */
import type { WireTeamMessage } from '../protocol/agent/message.ts';
import type { Thread } from '../store/thread.ts';
import type { AgentMessage } from './agent-message.ts';
import { toAgentMessage } from './wire/message.ts';

export interface MessageList {
  readonly thread: Thread;
  /** Those that the server has. */
  readonly messages: readonly AgentMessage[];
}

export function createMessageLists(isOwn: (message: WireTeamMessage) => boolean) {
  /** The message made of each, so that it is the same object in the next list. */
  const made = new WeakMap<object, AgentMessage>();

  const show = (wire: object): AgentMessage => {
    const known = made.get(wire);
    if (known) return known;
    // Whatever is put into an agent's thread has been looked at by `soundMessage`.
    const message = toAgentMessage(wire as WireTeamMessage, isOwn(wire as WireTeamMessage));
    made.set(wire, message);
    return message;
  };

  return (thread: Thread, previous: MessageList | null): MessageList => {
    const before = previous?.thread.conversationId === thread.conversationId ? previous : null;
    if (before?.thread.messages === thread.messages) return before;
    const changes = before ? thread.rewrites - before.thread.rewrites : Infinity;
    const kept = before && changes === 0 ? before.messages.length : before && changes === 1 ? thread.rewrittenAt : 0;
    const head = before ? before.messages.slice(0, kept) : [];
    return { thread, messages: [...head, ...thread.messages.slice(head.length).map(show)] };
  };
}
