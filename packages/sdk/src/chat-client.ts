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
import { PRECHAT_KEY } from './actions/prechat-key.ts';
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
import { composeMessage } from './outbox/compose-message.ts';
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
  read,
  recovered,
  shown,
  visitorChanged,
  visitorLeft,
} from './store/chat-reducer.ts';
import { createChatStore } from './store/chat-store.ts';
import { selectDemand, selectNeedsPrechat } from './store/selectors.ts';
import type { PrechatAnswers, SupportChat } from './support-chat.ts';
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
  /** Whether anybody has said who the visitor is, or what they have agreed to. */
  let hasIdentity = options.identityToken !== undefined;

  const onListenerError = (error: unknown): void => logger('error', 'A listener failed.', error);
  const events = createEmitter<ChatEventMap>(onListenerError);
  const heard = createEmitter<{ news: TabNews }>(onListenerError);
  const wakers = new Set<(isForced: boolean) => void>();
  const farewells = createEmitter<{ leave: undefined }>(onListenerError);
  const store = createChatStore({
    onState: followState,
    onChange: (previous, next) => tellChanges(previous, next, events.emit),
    onListenerError,
  });
  const { dispatch, getSnapshot } = store;

  const scope = `support-chat/${options.widgetId}/${options.apiUrl}`;
  const showMemory = (): void => dispatch(shown({ storage: 'memory' }));
  const kept = environment.openStorage(options.storage, scope);
  const storage = createFallbackStorage(
    // Not before the visitor has agreed, where they have to be asked.
    (options.consent ?? 'granted') === 'granted' ? kept : null,
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
    prepare: async ({ files = [] }) => (await uploads()).settle(files),
    async deliver(entry, attachmentIds) {
      try {
        return await deliverMessage(online, entry, attachmentIds);
      } catch (error) {
        throw entry.files ? (await uploads()).judge(error, entry.files) : error;
      }
    },
    onEntries: (entries) =>
      dispatch(shown({ outbox: entries, ...(entries.some(({ prechat }) => prechat) && { prechatAnswers: null }) })),
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
    onRead: (conversationId, seq) => share({ type: 'read', conversationId, seq }),
    onTold: (conversation) => share({ type: 'news', news: { conversation } }),
  });
  const realtime = createRealtimeTransport({
    ...online,
    address: () => config.realtimeAddress,
    onJoined: () => connection.dispatch(joined),
    onEvent({ payload }) {
      // Joined with another visitor on another device, or subdomain: the next call brings the token that says whom.
      if ('visitor_id' in payload) return sync.fillGap(true);
      if (!('agent' in payload)) return hear(payload);
      const { state } = store;
      soon(actions, (part) => part.hearTyping(payload, state));
    },
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
    onPageEnd: outbox.flush,
    onWake(isForced) {
      outbox.wake(isForced);
      wakers.forEach((wake) => wake(isForced));
      if (store.state.status === 'failed') config.loadQuietly();
    },
  });
  if (storage.scope === 'memory') showMemory();
  if (options.consent) dispatch(shown({ consent: options.consent }));

  // What most visitors never do comes with its first use.
  const lazyParts: ClientParts = {
    ...online,
    send,
    runLocked,
    outbox,
    sync,
    wakers,
    emit: events.emit,
    tell,
    onNews: (listener) => heard.on('news', listener),
    kept,
    share,
    leave,
    onLeave: (listener) => farewells.on('leave', listener),
    openConversation: async (id) => (await actions()).openConversation(id),
  };
  const actions = createLazy(async () => (await import('./actions/actions.ts')).createActions(lazyParts));
  const identity = createLazy(async () => {
    const { createIdentity } = await import('./identity/identity.ts');
    hasIdentity = true;
    return createIdentity(lazyParts);
  });
  const uploads = createLazy(async () => (await import('./uploads/uploads.ts')).createUploads(lazyParts));
  const trail = createLazy(async () => {
    await isReady;
    await restore();
    return (await import('./trail/trail.ts')).createTrail(lazyParts);
  });
  // What there is to track, and what to wait for, the configuration says.
  const isReady = new Promise<void>((resolve) =>
    events.on('ready', ({ config: { features } }) => {
      resolve();
      if (store.state.triggers.length > 0 || (options.trackPages && features.tracking)) soon(trail, () => {});
    }),
  );

  /** What an earlier visit or another tab has left. Reads only. */
  function restore(): Promise<void> {
    restoring ??= (async () => {
      if (kept) tabs = environment.openTabChannel(scope, hearTab);
      if (kept && (options.consent || options.shareOn)) await guardStorage();
      await session.restore();
      dispatch(shown({ prechatAnswers: ((await storage.get(PRECHAT_KEY)) as PrechatAnswers | undefined) ?? null }));
      await outbox.reread();
      hasIdentity ||= !!(await storage.get('visitor'));
      if (hasIdentity) soon(identity, (part) => part.attend(true));
    })();
    return restoring;
  }

  /** The connection is a function of the state. */
  function followState(state: ChatState): void {
    if (signal.aborted) return;
    const canLink = state.conversation !== null && config.realtimeAddress !== null;
    connection.dispatch(demanded(selectDemand(state), canLink, state.outbox.length > 0 || state.status !== 'ready'));
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
    else if (!isShared()) return;
    else if (message.type === 'leave') leave();
    else if (message.type === 'outbox') void outbox.reread(message.sendingId);
    else if (message.type === 'read') dispatch(read(message.conversationId, message.seq));
    // Of a visitor who is gone by now there may be late news.
    else if (session.current) hear(message.news);
  }

  function share(message: TabMessage): void {
    // News of a tab that keeps everything to itself are about a visitor that the others may not be.
    if (!signal.aborted && (isShared() || message.type !== 'news')) tabs?.post(message);
  }

  /** Storage that takes more than to be there: an agreement, or a domain that shares the session. */
  async function guardStorage(): Promise<void> {
    try {
      await (await import('./session/storage-guard.ts')).guardStorage(lazyParts);
    } catch (error) {
      logger('warn', 'The storage could not be looked into; memory takes its place.', error);
    }
  }

  /** The visitor has logged out, here or in another tab: nothing of them stays on the page. */
  function leave(): void {
    session.leave();
    outbox.forget();
    dispatch(visitorLeft);
    farewells.emit('leave', undefined);
  }

  /** Of one that was just put there. */
  function messageOf(id: string): ChatMessage {
    return getSnapshot().messages.findLast((candidate) => candidate.id === id) as ChatMessage;
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
      assertAlive();
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
    track: (name, data, here = globalThis.location?.href) => soon(trail, (part) => part.track(name, data, here)),
    page: (url, title, here = globalThis.location?.href) => soon(trail, (part) => part.page(url, title, here)),
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
      const [content, uploadIds] = composeMessage(message, getSnapshot());
      await restore();
      assertAlive();
      if (selectNeedsPrechat(store.state)) throw (await actions()).refusePrechat(store.state);
      const { id, prechat } = await outbox.add(async () => {
        const files = uploadIds.length > 0 && { files: await (await uploads()).take(uploadIds) };
        const { prechatAnswers } = store.state;
        return { ...content, ...files, ...(prechatAnswers && { prechat: prechatAnswers }) };
      });
      if (prechat) await storage.delete(PRECHAT_KEY);
      return messageOf(id);
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
      farewells.clear();
      heard.clear();
    },
  };
}
