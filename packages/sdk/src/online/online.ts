/**
 * What a client does with a server besides asking for the configuration: the visitor's session, the connection, everything
 * that is heard. A chunk of its own, loaded when there is a visitor: an earlier visit has left something, or the visitor
 * does something now. What must hold without a network (a message is stored before it is shown) is in the core.
 */
import type { CoreParts, ClientParts } from '../client-parts.ts';
import { createConnection } from '../connection/connection-driver.ts';
import { answered, demanded, joined, lost, tokenChanged, unanswered } from '../connection/connection-machine.ts';
import type { ChatError } from '../errors.ts';
import { transitionFor } from '../http/error-transition.ts';
import { createEmitter } from '../lib/emitter.ts';
import { createLazy, type Lazy } from '../lib/lazy.ts';
import { deliverMessage } from '../outbox/deliver-message.ts';
import type { StoredSession } from '../session/session-state.ts';
import { createVisitorSession } from '../session/visitor-session.ts';
import {
  type ChatState,
  conversationCame,
  failed,
  messageCame,
  read,
  recovered,
  visitorChanged,
  visitorLeft,
} from '../store/chat-reducer.ts';
import { selectDemand } from '../store/selectors.ts';
import { createConversationSync } from '../sync/conversation-sync.ts';
import { loadOlderMessages } from '../sync/history.ts';
import { createReadReceipts } from '../sync/read-receipts.ts';
import type { TabMessage, TabNews } from '../tabs/tab-channel.ts';
import { createRealtimeTransport, isRealtimeEvent } from '../transport/realtime-transport.ts';

export type Online = ReturnType<typeof goOnline>;

/** `unansweredCount`: how many requests in a row got no answer until now. */
export function goOnline(core: CoreParts, unansweredCount: number) {
  const { store, storage, share, signal, logger, events, outbox } = core;
  const { dispatch } = store;
  const onListenerError = (error: unknown): void => logger('error', 'A listener failed.', error);
  const heard = createEmitter<{ news: TabNews }>(onListenerError);
  const farewells = createEmitter<{ leave: undefined }>(onListenerError);
  /** Whether anybody has said who the visitor is, or what they have agreed to. */
  let hasIdentity = core.identityToken !== undefined;

  const session = createVisitorSession({ ...core, onChange: followSession });
  const online = { ...core, session };
  const sync = createConversationSync(online);
  const receipts = createReadReceipts({
    ...online,
    onRead: (conversationId, seq) => share({ type: 'read', conversationId, seq }),
    onTold: (conversation) => share({ type: 'news', news: { conversation } }),
  });
  const realtime = createRealtimeTransport({
    ...online,
    address: core.realtimeAddress,
    isEvent: isRealtimeEvent,
    onJoined: () => connection.dispatch(joined),
    onEvent({ payload }) {
      // Joined with another visitor on another device, or subdomain: the next call brings the token that says whom.
      if ('visitor_id' in payload) return sync.fillGap(true);
      if ('message' in payload || 'conversation' in payload) return hear(payload);
      const { state } = store;
      soon(actions, (part) => part.hearSign(payload, state));
    },
    onGap: () => sync.fillGap(true),
    onLost({ isRefusal, reason }) {
      logger('debug', 'Realtime is away.', reason);
      connection.dispatch(lost(isRefusal));
    },
  });
  const connection = createConnection({ ...core, sync: catchUp, link: realtime, onStatus: core.onStatus });
  core.onStatus('idle'); // from here on the connection says how things stand
  for (let count = 0; count < unansweredCount; count += 1) connection.dispatch(unanswered);
  followState(store.state);

  // What most visitors never do comes with its first use.
  const parts: ClientParts = {
    ...online,
    sync,
    emit: events.emit,
    tell,
    onNews: (listener) => heard.on('news', listener),
    leave,
    onLeave: (listener) => farewells.on('leave', listener),
    openConversation: async (id) => (await actions()).openConversation(id),
  };
  const actions = createLazy(async () => (await import('../actions/actions.ts')).createActions(parts));
  const identity = createLazy(async () => {
    const { createIdentity } = await import('../identity/identity.ts');
    hasIdentity = true;
    return createIdentity(parts);
  });
  const uploads = createLazy(async () => (await import('../uploads/uploads.ts')).createUploads(parts));
  const trail = createLazy(async () => (await import('../trail/trail.ts')).createTrail(parts));

  /** What an earlier visit or another tab has left. */
  async function restore(): Promise<void> {
    await session.restore();
    hasIdentity ||= !!(await storage.get('visitor'));
    if (hasIdentity) soon(identity, (part) => part.attend(true));
  }

  /** The connection is a function of the state. */
  function followState(state: ChatState): void {
    if (signal.aborted) return;
    const canLink = state.conversation !== null && core.realtimeAddress() !== null;
    connection.dispatch(demanded(selectDemand(state), canLink, core.isWaiting(state)));
  }

  function followSession(next: StoredSession | null, isOwn: boolean, isNew: boolean): void {
    const visitorId = next && next.visitor_id;
    // By way of "nobody", so that whatever listens to the visitor before lets go.
    if (store.state.visitorId !== visitorId) dispatch(visitorChanged(null, false));
    dispatch(visitorChanged(visitorId, isNew));
    if (isOwn) share({ type: 'session', session: next });
    if (!next) return;
    if (hasIdentity || store.state.consent !== 'unknown') soon(identity, (part) => part.attend(isOwn));
    realtime.setToken(next.access_token);
    connection.dispatch(tokenChanged);
  }

  async function catchUp(): Promise<void> {
    try {
      await sync.now();
    } catch (error) {
      if (transitionFor(error) === 'refuse') dispatch(failed(error as ChatError));
      throw error;
    }
    dispatch(recovered);
    void receipts.flush();
    const { messages, readSeq, hasOlderMessages } = store.state;
    const isReadHere = !hasOlderMessages || (messages[0]?.seq ?? 0) <= readSeq + 1;
    if (!isReadHere) soon(actions, (part) => part.countUnread());
  }

  /** What an answer has told is news for the other tabs as well. */
  function tell(news: TabNews): void {
    hear(news);
    share({ type: 'news', news });
  }

  function hear(news: TabNews): void {
    const isMessage = 'message' in news;
    heard.emit('news', news);
    dispatch(isMessage ? messageCame(news.message) : conversationCame(news.conversation));
    const id = isMessage ? news.message.conversation_id : news.conversation.id;
    const { conversationId, other } = store.state;
    sync.fillGap(id !== conversationId && id !== other?.conversationId);
  }

  function hearTab(message: TabMessage): void {
    if (message.type === 'session') void session.hear(message.session);
    else if (message.type === 'visitor') soon(identity, (part) => part.hearTab(message.consent));
    // A tab that keeps everything to itself (no storage, no consent) has a visitor of its own.
    else if (!core.isShared()) return;
    else if (message.type === 'leave') leave();
    else if (message.type === 'read') dispatch(read(message.conversationId, message.seq));
    else if (message.type !== 'news') return;
    else if (session.current) hear(message.news);
    // Late news of a visitor who is gone; or of one whom a tab has made that ended before it could tell.
    else void session.restore();
  }

  /** The visitor has logged out, here or in another tab: nothing of them stays on the page. */
  function leave(): void {
    session.leave();
    outbox.forget();
    dispatch(visitorLeft);
    farewells.emit('leave', undefined);
  }

  /** For what nobody waits for. */
  function soon<Part>(part: Lazy<Part>, act: (part: Part) => void): void {
    if (signal.aborted) return;
    part()
      .then(act)
      .catch((error: unknown) => logger('warn', 'A call had no effect.', error));
  }

  return {
    actions,
    identity,
    uploads,
    trail,
    restore,
    leave,
    followState,
    hearTab,
    deliver: deliverMessage.bind(null, online),
    loadOlder: () => loadOlderMessages(online),
    markRead: receipts.markAllRead,
    hearOutcome: (isAnswered: boolean): void => connection.dispatch(isAnswered ? answered : unanswered),
    reconnect: connection.reconnect,
    stop(): void {
      connection.stop();
      sync.stop();
      farewells.clear();
      heard.clear();
    },
  };
}
