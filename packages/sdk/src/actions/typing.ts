import type { ClientParts } from '../client-parts.ts';
import { keepIfEqual } from '../lib/keep-if-equal.ts';
import type { WireTeamTyping } from '../protocol/realtime-event.ts';
import { type ChatState, shown } from '../store/chat-reducer.ts';
import { selectThread } from '../store/selectors.ts';
import { createTypingSign, SIGN_MS } from './typing-sign.ts';

/** Tells the team that the visitor is writing: every few seconds, and once when they stop or send. */
export function createOwnTyping({ session, store, timers, logger, signal }: ClientParts) {
  let waiting = store.state.outbox.length;

  const say = (conversationId: string, isTyping: boolean): void => {
    const body = { conversation_id: conversationId, is_typing: isTyping };
    session
      .authorized('existing', 'chat/typing', { body })
      .catch((error: unknown) => logger('debug', 'The team was not told of the writing.', error));
  };

  const typing = createTypingSign({ timers, say });

  store.follow(() => {
    const { length } = store.state.outbox;
    const isSending = length > waiting;
    waiting = length;
    if (isSending) typing.stop();
  });
  signal.addEventListener('abort', typing.end);

  return {
    setTyping(isTyping: boolean): void {
      const { conversation } = selectThread(store.state);
      const isOpen = conversation?.status === 'queued' || conversation?.status === 'active';
      if (!isTyping || !isOpen || store.state.config?.features.typing === false) return typing.stop();
      typing.sign(conversation.id);
    },
  };
}

/** Shows who of the team is writing, until they stop, have written, or were not heard of for six seconds. */
export function createTeamTyping({ store, timers, signal }: ClientParts) {
  /** What it was shown for, and the newest answer then. */
  let subject: { readonly conversationId: string; readonly answerSeq: number } | null = null;
  let cancelTimeout = (): void => {};

  const end = (): void => {
    cancelTimeout();
    subject = null;
    store.dispatch(shown({ typing: null }));
  };

  store.follow(() => {
    const { state } = store;
    if (!subject) return;
    const { conversationId, conversation } = selectThread(state);
    const isOver = conversation?.status === 'resolved' || conversation?.status === 'closed';
    const isElsewhere = conversationId !== subject.conversationId || !state.isOpen;
    if (isOver || isElsewhere || answerSeqOf(state) > subject.answerSeq) end();
  });
  signal.addEventListener('abort', () => cancelTimeout());

  return {
    /** `then` is what was known when the sign came. */
    hearTyping({ conversation_id: conversationId, agent }: WireTeamTyping, then: ChatState): void {
      const { state } = store;
      if (signal.aborted || conversationId !== selectThread(state).conversationId) return;
      const answerSeq = answerSeqOf(then);
      if (agent === null || typeof agent.name !== 'string' || answerSeqOf(state) > answerSeq || !state.isOpen)
        return end();
      cancelTimeout();
      cancelTimeout = timers.after(SIGN_MS, end);
      subject = { conversationId, answerSeq };
      const typing = Object.freeze({ name: agent.name, avatarUrl: agent.avatar_url });
      store.dispatch(shown({ typing: keepIfEqual(state.typing, typing) }));
    },
  };
}

function answerSeqOf(state: ChatState): number {
  return selectThread(state).messages.findLast(({ sender }) => sender.kind !== 'visitor')?.seq ?? 0;
}
