/**
 * The client: puts the parts together and keeps no state of its own. What flows where:
 *
 * ```
 *   send ──▶ outbox ──▶ online: session ──▶ HTTP      Realtime, polling, other tabs
 *               │                     │                        │
 *               └────────┬────────────┴────────────────────────┘
 *                        ▼
 *                 store: (state, action) → state ──▶ snapshot, events
 *                        │
 *                        └──▶ online: the connection that the state asks for (nothing, polls, a socket)
 * ```
 *
 * Here is what every page needs, and what must hold without a network: the configuration, the store, and the outbox, which
 * has a message safe before anything else has to be loaded. `online/` comes when there is a visitor to be online for.
 */
import { PRECHAT_KEY } from './actions/prechat-key.ts';
import { resolveOptions, type ChatClientOptions } from './chat-options.ts';
import type { CoreParts } from './client-parts.ts';
import { createConfigLoader } from './config-loader.ts';
import { OFFLINE_AFTER } from './connection/outage.ts';
import type { PageSignal } from './connection/page-signals.ts';
import { ChatError } from './errors.ts';
import { type ChatEventMap, tellChanges } from './events.ts';
import { createHttp } from './http/http-client.ts';
import { createEmitter } from './lib/emitter.ts';
import { createLazy, delegate, type Lazy } from './lib/lazy.ts';
import { composeMessage } from './outbox/compose-message.ts';
import { createOutbox } from './outbox/outbox.ts';
import type { Online } from './online/online.ts';
import { SESSION_KEY } from './session/session-key.ts';
import { createFallbackStorage } from './storage/fallback-storage.ts';
import type { ChatMessage } from './store/chat-state.ts';
import { toMessage } from './store/from-wire.ts';
import { type ChatState, messageSent, outboxChanged, shown, visitorLeft } from './store/chat-reducer.ts';
import { createChatStore } from './store/chat-store.ts';
import { selectNeedsPrechat } from './store/selectors.ts';
import type { PrechatAnswers, SupportChat } from './support-chat.ts';
import type { TabChannel, TabMessage } from './tabs/tab-channel.ts';
import { createTabLocks } from './tabs/tab-locks.ts';

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
  let live: Online | null = null;
  let isNetworkDown = !environment.page.isOnline();
  /** Requests in a row that got no answer. */
  let unansweredCount = 0;

  const onListenerError = (error: unknown): void => logger('error', 'A listener failed.', error);
  const events = createEmitter<ChatEventMap>(onListenerError);
  const wakers = new Set<(isForced: boolean) => void>();
  const store = createChatStore({
    onState(state) {
      if (live) live.followState(state);
      else showOutage();
    },
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
  const parts = { ...environment, ...options, signal, store, scope, storage, kept };
  const runLocked = createTabLocks(parts);
  const send = createHttp({
    ...parts,
    onOutcome(isAnswered) {
      unansweredCount = isAnswered ? 0 : unansweredCount + 1;
      if (isAnswered) isNetworkDown = false;
      if (live) live.hearOutcome(isAnswered);
      else showOutage();
    },
  });
  const config = createConfigLoader({ ...parts, send });
  const outbox = createOutbox({
    ...parts,
    runLocked,
    prepare: async ({ files = [] }) => (await uploads()).settle(files),
    async deliver(entry, attachmentIds) {
      const { deliver } = await online();
      if (!store.state.outbox.some(({ id }) => id === entry.id))
        throw new ChatError('session_revoked', 'The visitor has left.');
      try {
        return await deliver(entry, attachmentIds);
      } catch (error) {
        throw entry.files ? (await uploads()).judge(error, entry.files) : error;
      }
    },
    onEntries: (entries) => dispatch(outboxChanged(entries)),
    onSent(message, entries) {
      dispatch(messageSent(message, entries));
      share({ type: 'news', news: { message } });
      events.emit('message:sent', { message: messageOf(message.id) ?? toMessage(message, 'sent') });
    },
    onRefused: ({ id }, error) => events.emit('message:failed', { message: messageOf(id) as ChatMessage, error }),
    onShare: (sendingId) => share({ type: 'outbox', sendingId }),
  });
  const core: CoreParts = {
    ...parts,
    isShared,
    runLocked,
    send,
    outbox,
    events,
    share,
    wakers,
    realtimeAddress: () => config.realtimeAddress,
    onStatus: (connection) => dispatch(shown({ connection })),
    isWaiting,
  };
  const online = createLazy(async () => {
    const { goOnline } = await import('./online/online.ts');
    assertAlive();
    const part = goOnline(core, unansweredCount);
    live = part;
    await part.restore();
    return part;
  });
  const actions: Lazy<Awaited<ReturnType<Online['actions']>>> = async () => (await online()).actions();
  const identity: Lazy<Awaited<ReturnType<Online['identity']>>> = async () => (await online()).identity();
  const uploads: Lazy<Awaited<ReturnType<Online['uploads']>>> = async () => (await online()).uploads();
  const trail: Lazy<Awaited<ReturnType<Online['trail']>>> = async () => {
    await isReady;
    await restore();
    return (await online()).trail();
  };
  // What there is to track, and what to wait for, the configuration says.
  const isReady = new Promise<void>((resolve) =>
    events.on('ready', ({ config: { features } }) => {
      resolve();
      if (store.state.triggers.length > 0 || (options.trackPages && features.tracking)) soon(trail, () => {});
    }),
  );
  const stopSignals = environment.page.subscribe(hearPage);
  if (storage.scope === 'memory') showMemory();
  if (options.consent) dispatch(shown({ consent: options.consent }));

  /** What an earlier visit or another tab has left. Reads only. */
  function restore(): Promise<void> {
    restoring ??= (async () => {
      if (kept) tabs = environment.openTabChannel(scope, hearTab);
      if (kept && (options.consent || options.shareOn)) await guardStorage();
      const prechatAnswers = (await storage.get(PRECHAT_KEY)) as PrechatAnswers | undefined;
      dispatch(shown({ prechatAnswers: prechatAnswers ?? null }));
      if (options.identityToken || (await storage.get(SESSION_KEY)) || (await storage.get('visitor'))) comeOnline();
      await outbox.reread();
    })();
    return restoring;
  }

  /** For a visitor who is known from before. Tried again with everything else that waits. */
  function comeOnline(): void {
    const tryIt = (): void => soon(online, () => wakers.delete(tryIt));
    wakers.add(tryIt);
    tryIt();
  }

  /** Whatever waits should try now: the page came back, or (`isForced`) a person asked for it. */
  function wake(isForced: boolean): void {
    outbox.wake(isForced);
    wakers.forEach((waker) => waker(isForced));
    if (store.state.status === 'failed') config.loadQuietly();
  }

  function hearPage(news: PageSignal): void {
    if (news === 'online' || news === 'offline') isNetworkDown = news === 'offline';
    if (!live) showOutage();
    if (news === 'online' || news === 'visible') wake(false);
    if (news === 'leaving') outbox.flush();
  }

  /** As long as there is no connection to say how things stand. */
  function showOutage(): void {
    if (live || signal.aborted) return;
    const { state } = store;
    const isOut = isNetworkDown || (unansweredCount >= OFFLINE_AFTER && isWaiting(state));
    dispatch(shown({ connection: state.isOpen && isOut ? 'offline' : 'idle' }));
  }

  function isWaiting({ status, outbox: entries }: ChatState): boolean {
    return status !== 'ready' || entries.some(({ delivery }) => delivery.state !== 'failed');
  }

  function hearTab(message: TabMessage): void {
    if (message.type === 'outbox') {
      if (isShared()) void outbox.reread(message.sendingId);
    } else if (live) live.hearTab(message);
    else {
      // Nothing of a visitor who has left may be sent by the one who comes after.
      if (message.type === 'leave' && isShared()) outbox.forget();
      soon(online, (part) => part.hearTab(message));
    }
  }

  function share(message: TabMessage): void {
    // News of a tab that keeps everything to itself are about a visitor that the others may not be.
    if (!signal.aborted && (isShared() || message.type !== 'news')) tabs?.post(message);
  }

  /** Storage that takes more than to be there: an agreement, or a domain that shares the session. */
  async function guardStorage(): Promise<void> {
    try {
      await (await import('./session/storage-guard.ts')).guardStorage(parts);
    } catch (error) {
      logger('warn', 'The storage could not be looked into; memory takes its place.', error);
    }
  }

  /** Where the part that tells the server of a logout does not load: from this browser, at least, the visitor is gone. */
  function forget(): Promise<void> {
    const wipe = async (): Promise<void> => {
      await storage.delete(SESSION_KEY);
      // A lease is the tab's that holds it.
      for (const key of (await storage.list('')).keys()) if (!key.startsWith('lease:')) await storage.delete(key);
      live?.leave();
      outbox.forget();
      dispatch(visitorLeft);
      share({ type: 'leave' });
    };
    return runLocked('session', wipe, signal);
  }

  function messageOf(id: string): ChatMessage | undefined {
    return getSnapshot().messages.findLast((candidate) => candidate.id === id);
  }

  /** For what nobody waits for. */
  function soon<Part>(part: Lazy<Part>, act: (part: Part) => void): void {
    if (signal.aborted) return;
    part()
      .then(act)
      .catch((error: unknown) => {
        if (!signal.aborted) logger('warn', 'A call had no effect.', error);
      });
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
    ...delegate(alive(identity), ['identify', 'resume', 'setConsent', 'exportData', 'deleteData']),
    ...delegate(
      alive<Pick<SupportChat, 'logout'>>(() => identity().catch(() => ({ logout: forget }))),
      ['logout'],
    ),
    ...delegate(alive(uploads), ['upload', 'cancelUpload']),
    ...delegate(alive(trail), ['trigger']),
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
      return messageOf(id) as ChatMessage;
    },

    retry: outbox.retry,
    discard: outbox.discard,

    async loadOlder() {
      await live?.loadOlder();
    },

    async markRead() {
      await live?.markRead();
    },

    reconnect() {
      if (signal.aborted) return;
      live?.reconnect();
      wake(true);
    },

    destroy() {
      life.abort();
      stopSignals();
      live?.stop();
      config.stop();
      tabs?.close();
      store.clear();
      events.clear();
    },
  };
}
