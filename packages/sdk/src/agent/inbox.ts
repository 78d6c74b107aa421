/**
 * The list of conversations: its pages, and how news change it. Guarantees:
 *
 * - what a filter shows follows from what the book knows, at once; only a search needs the server for it;
 * - however many events come, the server is asked at most every few seconds, and only for what events do not say: a
 *   conversation that nobody here knows, news that were missed, the hits of a search;
 * - a search that finds nothing stops after some pages or seconds, and says so; whoever wants more asks for more;
 * - an answer for a filter that was left changes nothing.
 */
import { isChatError } from '../errors.ts';
import { createCoalesced } from '../lib/coalesce.ts';
import type { ChatLogger } from '../lib/logger.ts';
import type { Timers } from '../lib/timers.ts';
import type { WireInboxPage } from '../protocol/agent/conversation.ts';
import type { AgentConversation, InboxFilter } from './agent-conversation.ts';
import type { CallAgent } from './agent-endpoints.ts';
import type { AgentStore } from './agent-store.ts';
import type { ConversationBook, ConversationMove } from './conversation-book.ts';
import { compare, has, matches, moved, withPage } from './inbox-list.ts';
import { toConversationRecord } from './wire/conversation.ts';
import { fieldsOf, list, textOrNull } from './wire/read-value.ts';

export interface InboxOptions {
  readonly call: CallAgent;
  readonly store: AgentStore;
  readonly book: ConversationBook;
  /** Around what the book learns by a look at a list that was seen before. */
  readonly onLook: (isLooking: boolean) => void;
  readonly timers: Timers;
  readonly logger: ChatLogger;
  readonly signal: AbortSignal;
}

const PAGE_SIZE = 50;
/** Of what is here, so many are looked at again. */
const MOST = 100;
/** A page of a search may be one of thousands of conversations of which none matches. So many are asked for in a row … */
const MOST_EMPTY_PAGES = 10;
/** … and for so long, in milliseconds. */
const LONGEST_SEARCH_MS = 5_000;
/** From so many on, what is in no list is let go of when the filter changes. */
const BOOK_SIZE = 5_000;

export type Inbox = ReturnType<typeof createInbox>;

export function createInbox({ call, store, book, onLook, timers, logger, signal }: InboxOptions) {
  let cursor: string | null = null;
  /** Which filter an answer is for. */
  let edition = 0;
  /** What the book learns now comes from a page, whose place the page says. */
  let isReading = false;
  /** The page behind the list that is on its way. */
  let loadingMore: Promise<void> | null = null;

  const shown = () => store.getSnapshot().inbox;

  /** Puts one page into the list. */
  const load = async (from: string | null, limit: number, isRefresh = false): Promise<void> => {
    const asked = edition;
    const { filter } = shown();
    const ask = async (at: string | null) =>
      fieldsOf<WireInboxPage>(await call('agent/conversations', { query: { ...queryOf(filter), cursor: at, limit } }));
    try {
      const until = timers.now() + LONGEST_SEARCH_MS;
      const isKnown = isRefresh && (cursor !== null || shown().conversations.length > 0);
      // Where nothing is shown there is nothing to take away, and what is new stands on the first page.
      const most = isKnown && shown().conversations.length === 0 ? 1 : MOST_EMPTY_PAGES;
      let answer = await ask(from);
      for (let pages = 1; asked === edition && isEmpty(answer) && pages < most && timers.now() < until; pages += 1)
        answer = await ask(textOrNull(answer.next_cursor));
      if (asked !== edition) return;
      // No news: how far back the list reaches is known better than from here.
      if (isKnown && isEmpty(answer)) return store.changeInbox({ error: null });
      isReading = true;
      onLook(isRefresh);
      const page = list(answer.conversations, toConversationRecord).map((record) => book.learn(record));
      isReading = false;
      onLook(false);
      const isLast = answer.has_more !== true;
      const isFirst = from === null;
      // A page in front says nothing about where the list ends, unless it is all there is.
      const isLonger = isFirst && !isLast && shown().conversations.length >= page.length && cursor !== null;
      if (!isLonger) cursor = isLast ? null : textOrNull(answer.next_cursor);
      store.changeInbox({
        conversations: withPage(shown().conversations, filter.scope, page, { isFirst, isLast }),
        hasMore: cursor !== null,
        isSearchPaused: isLonger ? shown().isSearchPaused : isEmpty(answer),
        isLoading: false,
        error: null,
      });
    } catch (error) {
      if (asked === edition && isChatError(error)) store.changeInbox({ isLoading: false, error });
      throw error;
    }
  };

  /** Asks for what is shown once more, as far as one question can. */
  const refresh = (): Promise<void> =>
    load(null, Math.min(MOST, Math.max(PAGE_SIZE, shown().conversations.length)), true);

  const quietly = createCoalesced({
    timers,
    waitMs: 300,
    everyMs: 3_000,
    run: () => refresh().catch((error: unknown) => logger('debug', 'The list was not refreshed.', error)),
  });
  signal.addEventListener('abort', quietly.stop);

  return {
    refresh,
    refreshSoon: quietly.want,

    async setFilter(filter: InboxFilter): Promise<void> {
      edition += 1;
      cursor = null;
      loadingMore = null;
      store.changeInbox({
        filter: Object.freeze({ ...filter }),
        conversations: Object.freeze([]),
        hasMore: false,
        isSearchPaused: false,
        isLoading: true,
        error: null,
      });
      if (book.size > BOOK_SIZE) {
        const { thread, me } = store.getSnapshot();
        book.keepOnly(
          ({ id, agent, status }) =>
            id === thread?.conversationId || (agent?.id === me?.agent.id && status === 'active'),
        );
      }
      await load(null, PAGE_SIZE);
    },

    async loadMore(): Promise<void> {
      if (cursor === null || shown().isLoading) return loadingMore ?? undefined;
      const { changeInbox } = store;
      changeInbox({ isLoading: true });
      const run = load(cursor, PAGE_SIZE).finally(() => {
        if (loadingMore === run) loadingMore = null;
      });
      loadingMore = run;
      return run;
    },

    /** The book has something new. */
    follow({ previous, next }: ConversationMove): void {
      if (isReading && previous === null) return;
      const { filter, conversations } = shown();
      const wasThere = previous !== null && has(conversations, filter.scope, previous);
      const isMatch = matches(filter, next, store.getSnapshot().me, timers.now());
      if (isMatch === null && !isReading) quietly.want();
      // Behind the end of what is here it comes with its page.
      const last = shown().hasMore && !wasThere && conversations.at(-1);
      const isBehind = last && compare(filter.scope, next, last) > 0;
      const isShown = isMatch === null ? wasThere : isMatch && !isBehind;
      store.changeInbox({
        conversations: moved(conversations, filter.scope, wasThere ? previous : null, isShown ? next : null),
      });
    },

    /** Whether it is in the list. */
    shows(conversation: AgentConversation): boolean {
      const { filter, conversations } = shown();
      return has(conversations, filter.scope, conversation);
    },
  };
}

/** Whether nothing on the page matched, and there is another one. */
function isEmpty(page: Partial<Record<keyof WireInboxPage, unknown>>): boolean {
  const { conversations, has_more, next_cursor } = page;
  return (
    has_more === true && Array.isArray(conversations) && conversations.length === 0 && textOrNull(next_cursor) !== null
  );
}

function queryOf({ scope, status, departmentId, tag, priority, isSnoozed, search }: InboxFilter) {
  return {
    scope,
    status: status?.length ? status.join(',') : null,
    department_id: departmentId,
    tag,
    priority,
    is_snoozed: isSnoozed === undefined ? null : String(isSnoozed),
    search: search?.trim() || null,
  };
}
