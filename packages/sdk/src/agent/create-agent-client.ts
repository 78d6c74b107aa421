/**
 * The agent's client: puts the parts together and keeps no state of its own. What flows where:
 *
 * ```
 *   send ──▶ outbox (this browser, all tabs) ──▶ session (the host's token) ──▶ HTTP
 *                                                                                │ answers
 *   Realtime, polling, other tabs ──▶ book (what is known of each conversation) ◀┘
 *                                        │
 *                                        ├──▶ inbox (which of them, in which order)
 *                                        ├──▶ thread (the messages of one)         ──▶ snapshot
 *                                        └──▶ events
 * ```
 *
 * The session, the standing (what the server says of whoever is signed in) and the link (Realtime, or polling) decide
 * whether anything flows. One client is one account and one organization.
 */
import { defaultEnvironment } from '../chat-environment.ts';
import { isChatError } from '../errors.ts';
import { createHttp } from '../http/http-client.ts';
import { createEmitter } from '../lib/emitter.ts';
import { defaultLogger } from '../lib/logger.ts';
import { openBroadcastChannel } from '../tabs/tab-channel.ts';
import { createAgentActions } from './agent-actions.ts';
import type { AgentClient } from './agent-client.ts';
import type { AgentEventMap } from './agent-events.ts';
import { createAgentKeeper } from './agent-keeper.ts';
import { createAgentLink } from './agent-link.ts';
import type { AgentClientOptions } from './agent-options.ts';
import { createAgentPresence } from './agent-presence.ts';
import { createAgentReads } from './agent-reads.ts';
import { createAgentSession } from './agent-session.ts';
import { createAgentStanding } from './agent-standing.ts';
import { createAgentStore } from './agent-store.ts';
import { createAgentThreads } from './agent-thread.ts';
import { assertAlive } from './assert-alive.ts';
import { createConversationBook } from './conversation-book.ts';
import { createHearing } from './hear-news.ts';
import { createInbox } from './inbox.ts';
import { createOneAccount } from './one-account.ts';
import { createOwnResponses } from './own-responses.ts';
import { createTeamFigures } from './team-figures.ts';
import { browserSignsOfLife } from './signs-of-life.ts';
import { createMoveTeller } from './tell-moves.ts';
import { createThreadActions } from './thread-actions.ts';
import { createUnsent } from './unsent.ts';
import { whenSettled } from './when-settled.ts';

/**
 * Makes a client for whoever is signed in on this page. Nothing happens before `start`: no request, no storage, no socket.
 *
 * @example
 * const agent = createAgentClient({
 *   apiUrl: 'https://abcdefgh.supabase.co/functions/v1/support-chat',
 *   getAccessToken: async () => (await supabase.auth.getSession()).data.session?.access_token ?? null,
 * });
 * agent.subscribe(() => render(agent.getSnapshot()));
 * await agent.start();
 */
export function createAgentClient(options: AgentClientOptions): AgentClient {
  const environment = {
    ...defaultEnvironment(),
    openTabChannel: openBroadcastChannel,
    signsOfLife: browserSignsOfLife(),
    ...options.environment,
  };
  const logger = options.logger ?? defaultLogger;
  const apiUrl = options.apiUrl.replace(/\/+$/, '');
  const life = new AbortController();
  const { signal } = life;
  const onListenerError = (error: unknown): void => logger('error', 'A listener failed.', error);
  const events = createEmitter<AgentEventMap>(onListenerError);
  const store = createAgentStore(onListenerError);
  const unsent = createUnsent(store);
  const account = createOneAccount(options);
  const me = () => store.getSnapshot().me;
  const myId = (): string | null => me()?.agent.id ?? null;
  const onError = (error: unknown): void => {
    if (signal.aborted) return;
    if (isChatError(error)) events.emit('error', { error });
    else logger('error', 'A part of the inbox failed.', error);
  };
  const parts = { ...environment, logger, signal, store, unsent, myId, onError };

  const session = createAgentSession({
    ...parts,
    send: createHttp({ ...parts, apiUrl, onOutcome: (isAnswered) => link.hearOutcome(isAnswered) }),
    getAccessToken: account.getAccessToken,
    organizationId: options.organizationId,
    onSignedIn: () => standing.signedIn(),
    onSignedOut: () => standing.signedOut(),
    onToken: (token) => link.useToken(token),
  });
  const { call } = session;
  const standing = createAgentStanding({
    ...parts,
    call,
    onReady() {
      presence.start();
      link.follow();
      keeper.keep?.wake(false);
    },
    onAway() {
      presence.pause();
      link.follow();
    },
  });

  const moves = createMoveTeller({
    me,
    isInView: (conversation) => threads.id === conversation.id || inbox.shows(conversation),
    tell: events.emit,
  });
  const book = createConversationBook(myId, (move) => {
    inbox.follow(move);
    threads.follow(move.next);
    moves.follow(move);
  });
  const inbox = createInbox({
    ...parts,
    call,
    book,
    onLook(isLooking) {
      moves.look(isLooking);
      if (!isLooking) hearing.checkShown();
    },
  });
  const threads = createAgentThreads({ ...parts, call, book });
  const reads = createAgentReads({
    call,
    book,
    onRead: (conversationId, seq) => keeper.keep?.share({ type: 'read', conversationId, seq }),
  });
  const presence = createAgentPresence({ ...parts, session, connectionId: environment.uuid() });
  const figures = createTeamFigures({ ...parts, call });
  const hearing = createHearing({
    ...parts,
    book,
    inbox,
    threads,
    onExpected: moves.expect,
    onFigures: figures.want,
  });
  const keeper = createAgentKeeper({
    ...parts,
    session,
    threads,
    book,
    hearing,
    mode: options.storage === 'memory' ? 'memory' : 'auto',
    scope: () => `support-chat-agent/${apiUrl}/${options.organizationId ?? ''}/${account.subject}`,
    emit: events.emit,
    onWaiting: () => link.follow(),
  });
  const link = createAgentLink({
    ...parts,
    session,
    standing,
    isWaiting: () => unsent.entries.length > 0,
    sync,
    onEvent: hearing.hearEvent,
    onGap: inbox.refreshSoon,
  });

  /** Everything that may have changed. What was not possible before, the sign-in among it, is tried as well. */
  async function sync(): Promise<void> {
    await keeper.open();
    await standing.identify();
    try {
      await inbox.refresh();
    } catch (error) {
      standing.doubted(error);
      throw error;
    }
    standing.accepted();
    // It may be in no page of the list.
    if (threads.id !== null) await threads.loadDetails(threads.id);
    if (threads.isBehind()) await threads.refresh();
    void reads.flush();
    figures.want();
  }

  let starting: Promise<void> | null = null;

  function reconnect(): void {
    if (!starting || signal.aborted) return;
    session.forgive();
    keeper.keep?.wake(true);
    link.reconnect();
  }

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    on: events.on,

    async start() {
      assertAlive(signal);
      if (starting) {
        reconnect();
        return starting;
      }
      store.changeInbox({ isLoading: true });
      starting = whenSettled(store, signal);
      link.start();
      return starting;
    },
    reconnect,

    async setFilter(filter) {
      assertAlive(signal);
      await inbox.setFilter(filter);
    },
    async loadMore() {
      assertAlive(signal);
      await inbox.loadMore();
    },
    setPresence: presence.setPresence,

    ...createThreadActions({ ...parts, call, threads, reads, keeper, onShown: hearing.showColleagues }),
    ...createAgentActions({
      ...parts,
      call,
      hearConversation(conversation) {
        hearing.hearAnswer(conversation);
        figures.wantNow();
      },
      hearMessage: hearing.hearChangedMessage,
    }),

    ...createOwnResponses({ ...parts, call }),

    destroy() {
      if (signal.aborted) return;
      presence.stop();
      life.abort();
      link.stop();
      keeper.keep?.close();
      store.clear();
      events.clear();
    },
  };
}
