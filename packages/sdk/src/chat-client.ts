/**
 * The client: puts the parts together and keeps no state of its own. What flows where:
 *
 * ```
 *   send ──▶ outbox ──▶ session ──▶ HTTP            Realtime, polling, other tabs
 *               │                    │                        │
 *               └────────┬───────────┴────────────────────────┘
 *                        ▼
 *                 store: (state, action) → state ──▶ snapshot, events
 *                        │
 *                        └──▶ connection: what the state asks for (nothing, polls, a socket)
 * ```
 */
import { resolveOptions, type ChatClientOptions } from './chat-options.ts';
import type { ClientParts } from './client-parts.ts';
import { createConfigLoader } from './config-loader.ts';
import { createConnection } from './connection/connection-driver.ts';
import { answered, demanded, joined, lost, tokenChanged, unanswered } from './connection/connection-machine.ts';
import { ChatError } from './errors.ts';
import { type ChatEventMap, tellChanges } from './events.ts';
import { transitionFor } from './http/error-transition.ts';
import { createHttp } from './http/http-client.ts';
import { createEmitter } from './lib/emitter.ts';
import { createLazy, delegate, type Lazy } from './lib/lazy.ts';
import { checkText } from './outbox/check-text.ts';
import { deliverMessage } from './outbox/deliver-message.ts';
import { createOutbox } from './outbox/outbox.ts';
import type { StoredSession } from './session/session-state.ts';
import { createVisitorSession } from './session/visitor-session.ts';
import { createFallbackStorage } from './storage/fallback-storage.ts';
import type { ChatMessage } from './store/chat-state.ts';
import {
  type ChatState,
  conversationCame,
  failed,
  messageCame,
  messageSent,
  recovered,
  shown,
  visitorChanged,
} from './store/chat-reducer.ts';
import { createChatStore } from './store/chat-store.ts';
import { selectDemand } from './store/selectors.ts';
import type { SupportChat } from './support-chat.ts';
import { createConversationSync } from './sync/conversation-sync.ts';
import { loadOlderMessages } from './sync/history.ts';
import { createReadReceipts } from './sync/read-receipts.ts';
import type { TabChannel, TabMessage, TabNews } from './tabs/tab-channel.ts';
import { createTabLocks } from './tabs/tab-locks.ts';
import { createRealtimeTransport } from './transport/realtime-transport.ts';

/**
 * Makes a client for one widget. Nothing happens until its methods are called: no request, no storage, no socket.
 *
 * @throws {ChatError} `widget_key_invalid`
 * @example
 * const chat = createSupportChat({ widgetKey: 'wk_ab12@abcdefgh' });
 * chat.subscribe(() => render(chat.getSnapshot()));
 * await chat.load();
 * chat.setOpen(true);
 * await chat.send('Hello!');
 */
export function createSupportChat(clientOptions: ChatClientOptions): SupportChat {
  const options = resolveOptions(clientOptions);
  const { environment, logger } = options;
  const life = new AbortController();
  const { signal } = life;
  let tabs: TabChannel | null = null;
  let restoring: Promise<void> | null = null;

  const onListenerError = (error: unknown): void => logger('error', 'A listener failed.', error);
  const events = createEmitter<ChatEventMap>(onListenerError);
  const store = createChatStore({
    onState: followState,
    onChange: (previous, next) => tellChanges(previous, next, events.emit),
    onListenerError,
  });
  const { dispatch, getSnapshot } = store;

  const scope = `support-chat/${options.widgetId}/${options.apiUrl}`;
  const showMemory = (): void => dispatch(shown({ storage: 'memory' }));
  const storage = createFallbackStorage(
    environment.openStorage(options.storage, scope),
    environment.timers,
    (cause) => {
      logger('warn', 'Storage failed; memory takes its place.', cause);
      showMemory();
    },
  );
  const isShared = (): boolean => storage.scope === 'shared';

  // What the parts share; each takes from it what it declares.
  const parts = { ...environment, ...options, signal, store, scope, storage };
  const runLocked = createTabLocks(parts);
  const send = createHttp({
    ...parts,
    onOutcome: (isAnswered) => connection.dispatch(isAnswered ? answered : unanswered),
  });
  const config = createConfigLoader({ ...parts, send });
  const session = createVisitorSession({ ...parts, send, runLocked, onChange: followSession });
  const online = { ...parts, session };
  const outbox = createOutbox({
    ...parts,
    runLocked,
    deliver: (entry) => deliverMessage(online, entry),
    onEntries: (entries) => dispatch(shown({ outbox: entries })),
    onSent(message, entries) {
      dispatch(messageSent(message, entries));
      share({ type: 'news', news: { message } });
      events.emit('message:sent', { message: messageOf(message.id) });
    },
    onRefused: ({ id }, error) => events.emit('message:failed', { message: messageOf(id), error }),
    onShare: (sendingId) => share({ type: 'outbox', sendingId }),
  });
  const sync = createConversationSync(online);
  const receipts = createReadReceipts({
    ...online,
    onTold: (conversation) => share({ type: 'news', news: { conversation } }),
  });
  const realtime = createRealtimeTransport({
    ...online,
    address: () => config.realtimeAddress,
    onJoined: () => connection.dispatch(joined),
    onEvent: ({ payload }) => hear(payload),
    onGap: () => sync.fillGap(true),
    onLost({ isRefusal, reason }) {
      logger('debug', 'Realtime is away.', reason);
      connection.dispatch(lost(isRefusal));
    },
  });
  const connection = createConnection({
    ...environment,
    sync: catchUp,
    link: realtime,
    onStatus: (status) => dispatch(shown({ connection: status })),
    onWake(isForced) {
      outbox.wake(isForced);
      if (store.state.status === 'failed') config.loadQuietly();
    },
  });
  if (storage.scope === 'memory') showMemory();

  // What most visitors never do comes with its first use.
  const lazyParts: ClientParts = { ...online, send, runLocked, outbox, sync, emit: events.emit, tell };
  const actions = createLazy(async () => (await import('./actions/actions.ts')).createActions(lazyParts));
  const identity = createLazy(async () => (await import('./identity/identity.ts')).createIdentity(lazyParts));
  const uploads = createLazy(async () => (await import('./uploads/uploads.ts')).createUploads(lazyParts));
  const trail = createLazy(async () => (await import('./trail/trail.ts')).createTrail(lazyParts));

  /** What an earlier visit or another tab has left. Reads only. */
  function restore(): Promise<void> {
    restoring ??= (async () => {
      if (isShared()) tabs = environment.openTabChannel(scope, hearTab);
      await session.restore();
      await outbox.reread();
    })();
    return restoring;
  }

  /** The connection is a function of the state. */
  function followState(state: ChatState): void {
    if (signal.aborted) return;
    const canLink = state.conversation !== null && config.realtimeAddress !== null;
    connection.dispatch(demanded(selectDemand(state), canLink));
  }

  function followSession(next: StoredSession | null, isOwn: boolean): void {
    const visitorId = next && next.visitor_id;
    // By way of "nobody", so that whatever listens to the visitor before lets go.
    if (store.state.visitorId !== visitorId) dispatch(visitorChanged(null, false));
    dispatch(visitorChanged(visitorId, isOwn));
    if (isOwn) share({ type: 'session' });
    if (!next) return;
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
  }

  /** What an answer has told is news for the other tabs as well. */
  function tell(news: TabNews): void {
    hear(news);
    share({ type: 'news', news });
  }

  function hear(news: TabNews): void {
    const isMessage = 'message' in news;
    dispatch(isMessage ? messageCame(news.message) : conversationCame(news.conversation));
    const id = isMessage ? news.message.conversation_id : news.conversation.id;
    sync.fillGap(id !== store.state.conversationId);
  }

  function hearTab(message: TabMessage): void {
    if (!isShared()) return;
    if (message.type === 'session') void session.restore();
    else if (message.type === 'outbox') void outbox.reread(message.sendingId);
    else hear(message.news);
  }

  function share(message: TabMessage): void {
    if (isShared() && !signal.aborted) tabs?.post(message);
  }

  /** Of one that was just put there. */
  function messageOf(id: string): ChatMessage {
    return getSnapshot().messages.find((candidate) => candidate.id === id) as ChatMessage;
  }

  /** For what nobody waits for. */
  function soon<Part>(part: Lazy<Part>, act: (part: Part) => void): void {
    if (signal.aborted) return;
    part()
      .then(act)
      .catch((error: unknown) => logger('warn', 'A call had no effect.', error));
  }

  /** What nothing can be asked of after the end. What an earlier visit has left comes first. */
  function alive<Part>(part: Lazy<Part>): Lazy<Part> {
    return async () => {
      assertAlive();
      await restore();
      return part();
    };
  }

  function assertAlive(): void {
    if (signal.aborted) throw new ChatError('client_destroyed', 'This client was destroyed.');
  }

  return {
    subscribe: store.subscribe,
    getSnapshot,
    on: events.on,
    ...delegate(alive(actions), [
      'edit',
      'unsend',
      'fileUrl',
      'loadConversations',
      'openConversation',
      'startConversation',
      'submitPrechat',
      'loadDepartments',
      'end',
      'rate',
      'requestTranscript',
    ]),
    ...delegate(alive(identity), ['identify', 'logout', 'resume', 'setConsent', 'exportData', 'deleteData']),
    ...delegate(alive(uploads), ['upload', 'cancelUpload']),
    setTyping: (isTyping) => soon(actions, (part) => part.setTyping(isTyping)),
    pauseUpload: (id) => soon(uploads, (part) => part.pauseUpload(id)),
    resumeUpload: (id) => soon(uploads, (part) => part.resumeUpload(id)),
    track: (name, data) => soon(trail, (part) => part.track(name, data)),
    page: (url, title) => soon(trail, (part) => part.page(url, title)),
    dismissProactive: () => soon(trail, (part) => part.dismissProactive()),

    async load() {
      assertAlive();
      await Promise.all([config.load(), restore()]);
    },

    setOpen(isOpen) {
      if (signal.aborted) return;
      dispatch(shown({ isOpen }));
      if (!isOpen) return;
      void restore();
      config.loadQuietly();
    },

    async send(message) {
      assertAlive();
      const text = typeof message === 'string' ? message : (message.text ?? '');
      const checked = checkText(text, store.state.config);
      await restore();
      assertAlive();
      return messageOf((await outbox.add(checked)).id);
    },

    retry: outbox.retry,
    discard: outbox.discard,
    loadOlder: () => loadOlderMessages(online),
    markRead: receipts.markAllRead,

    reconnect() {
      if (!signal.aborted) connection.reconnect();
    },

    destroy() {
      life.abort();
      connection.stop();
      sync.stop();
      config.stop();
      tabs?.close();
      store.clear();
      events.clear();
    },
  };
}
