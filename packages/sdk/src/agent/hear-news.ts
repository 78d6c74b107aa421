/**
 * Everything that is heard, by Realtime, from other tabs or in answers, on its way to the book and to the shown
 * conversation; and the questions that follow when it is not enough.
 */
import type { WireTeamMessage } from '../protocol/agent/message.ts';
import type { AgentStore } from './agent-store.ts';
import type { AgentThreads } from './agent-thread.ts';
import type { ConversationBook } from './conversation-book.ts';
import type { Inbox } from './inbox.ts';
import { createLookups } from './lookups.ts';
import type { Timers } from '../lib/timers.ts';
import type { TeamEvent } from './team-events.ts';
import { createTypingWatch } from './typing-watch.ts';
import { toConversationNews } from './wire/conversation.ts';
import { soundMessage } from './wire/message.ts';

export interface HearingOptions {
  readonly store: AgentStore;
  readonly book: ConversationBook;
  readonly inbox: Inbox;
  readonly threads: AgentThreads;
  readonly timers: Timers;
  readonly myId: () => string | null;
  /** An event has told of a conversation that will be known soon. */
  readonly onExpected: (conversationId: string) => void;
  /** The figures of the team may have changed. */
  readonly onFigures: () => void;
  readonly onError: (error: unknown) => void;
  readonly signal: AbortSignal;
}

export type Hearing = ReturnType<typeof createHearing>;

export function createHearing(options: HearingOptions) {
  const { store, book, inbox, threads, myId, onError } = options;
  const typing = createTypingWatch(options);
  const hasGap = (id: string): boolean => book.hasGap(id) || (threads.id === id && threads.isBehind());

  const lookups = createLookups({
    ...options,
    async lookUp(id) {
      if (book.get(id) !== undefined && !hasGap(id)) return;
      await (threads.id === id ? threads.refresh() : threads.loadDetails(id)).catch(onError);
    },
    lookAround: () => inbox.refresh().catch(onError),
  });

  const hearMessage = (heard: WireTeamMessage | null): void => {
    if (!heard) return;
    const { conversation_id: id, sender } = heard;
    // The answer to a change does not say who wrote it; the message that is here knows.
    const message = { ...heard, agent_id: heard.agent_id ?? threads.known(heard)?.agent_id ?? null };
    threads.hear(message);
    typing.end(message);
    const isKnown = book.hearMessage(message);
    if (!isKnown && sender.kind === 'visitor') options.onExpected(id);
    if (!isKnown || hasGap(id)) lookups.want(id);
  };

  const hearConversation = (value: unknown, isAnswer: boolean): void => {
    const news = toConversationNews(value);
    if (!news) return;
    const { id } = news;
    threads.hearRevision(id, news.revision, isAnswer);
    const before = book.get(id);
    if (book.hear(news, isAnswer)) {
      if (hasGap(id)) lookups.want(id);
      // Since when it waits an event does not say.
      else if (news.status === 'queued' && before?.status !== 'queued') inbox.refreshSoon();
      return;
    }
    const isOurs = news.status === 'queued' || news.agent?.id === myId();
    // At once: a look at the list may bring it before it is looked up, and it is news all the same.
    if (isOurs) options.onExpected(id);
    if (isOurs || store.getSnapshot().inbox.filter.scope === 'all') lookups.want(id);
  };

  return {
    hearMessage,

    /** Another conversation is shown. */
    showColleagues: typing.showColleagues,

    /** Where a conversation stands after a call; which changes brought it there has to come by itself. */
    hearAnswer: (conversation: unknown): void => hearConversation(conversation, true),

    /** The book may have learned more about the shown conversation than was heard of it. */
    checkShown(): void {
      if (threads.id !== null && threads.isBehind()) lookups.want(threads.id);
    },

    /** The answer to a change of a message, which does not say whether that is a note. */
    hearChangedMessage(value: unknown): void {
      const message = soundMessage(value);
      hearMessage(message && { ...message, is_internal: threads.known(message)?.is_internal ?? false });
    },

    hearEvent({ event, payload }: TeamEvent): void {
      if ('message' in payload) hearMessage(soundMessage(payload.message, payload.is_internal));
      else if ('conversation_id' in payload) typing.hear(payload.conversation_id, payload.sender, payload.is_typing);
      else {
        if (event !== 'read.updated') options.onFigures();
        if ('conversation' in payload) hearConversation(payload.conversation, false);
      }
    },
  };
}
