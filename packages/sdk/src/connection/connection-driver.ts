/**
 * Timers and I/O around the connection machine. Guarantees:
 *
 * - no socket unless the chat is open with a conversation, no poll unless there is a session to ask for;
 * - polling runs whenever Realtime does not, and checks on it now and then when it does;
 * - every way out of trouble is automatic: pauses end by themselves, and at once when the page comes back to life.
 */
import type { Timers } from '../lib/timers.ts';
import type { ConnectionStatus } from '../store/chat-state.ts';
import { createPolling } from '../transport/polling-transport.ts';
import type { Transport } from '../transport/transport.ts';
import { backoffMs } from './backoff.ts';
import {
  type ConnectionEvent,
  demanded,
  fellAsleep,
  joinSlow,
  pageEvents,
  reconnect,
  retryDue,
  slept,
  synced,
} from './connection-machine.ts';
import { type ConnectionState, initialConnectionState, pollPaceOf, statusOf } from './connection-state.ts';
import type { PageSignals } from './page-signals.ts';

export interface ConnectionOptions {
  readonly timers: Timers;
  readonly random: () => number;
  readonly page: PageSignals;
  /** Asks for everything that changed. Rejects with `ChatError`. */
  readonly sync: () => Promise<void>;
  /** The way over Realtime. What it reports comes back as events. */
  readonly link: Transport;
  readonly onStatus: (status: ConnectionStatus) => void;
}

/** Realtime refuses after five seconds; people should not wait that long for polling to take over. */
const SLOW_JOIN_MS = 3_000;
const DORMANT_AFTER_MS = 5 * 60_000;

export function createConnection({ timers, random, page, sync, link, onStatus }: ConnectionOptions) {
  let state = initialConnectionState;
  let cancelLinkTimer = (): void => {};
  let cancelSleepTimer = (): void => {};

  /** When this page last noticed that time passes. */
  let seenAt = timers.now();
  /** A laptop that was closed sends no signal when it is opened: the gap has to do. A clock set forth costs one join. */
  const notice = (): void => {
    const isLong = timers.now() - seenAt > DORMANT_AFTER_MS;
    seenAt = timers.now();
    if (isLong) dispatch(slept);
  };

  const polling = createPolling({
    async ask() {
      notice();
      await sync();
      dispatch(synced);
    },
    paceMs: () => pollPaceOf(state) ?? 0,
    timers,
    random,
  });

  const dispatch = (event: ConnectionEvent): void => {
    const previous = state;
    state = event(previous);
    if (state !== previous) follow(previous, state);
  };

  /** Makes the world look like the state. */
  const follow = (previous: ConnectionState, next: ConnectionState): void => {
    if (next.link !== previous.link) followLink(previous, next);
    if (next.page !== previous.page) {
      cancelSleepTimer();
      if (next.page === 'hidden') cancelSleepTimer = timers.after(DORMANT_AFTER_MS, () => dispatch(fellAsleep));
    }
    followPace(previous, next);
    const status = statusOf(next);
    if (status !== statusOf(previous)) onStatus(status);
  };

  const followLink = ({ link: before }: ConnectionState, { link: now }: ConnectionState): void => {
    const isSameAttempt = before.name === 'joining' && now.name === 'joining' && before.attempt === now.attempt;
    if (isSameAttempt) return;
    cancelLinkTimer();
    if (now.name === 'off') link.stop();
    if (now.name === 'joining') {
      link.start();
      cancelLinkTimer = timers.after(SLOW_JOIN_MS, () => dispatch(joinSlow));
    }
    if (now.name === 'waiting') {
      const delayMs = 500 + backoffMs(now.attempt, 1_000, 30_000, random);
      cancelLinkTimer = timers.after(delayMs, () => dispatch(retryDue));
    }
  };

  const followPace = (previous: ConnectionState, next: ConnectionState): void => {
    const pace = pollPaceOf(next);
    if (pace === null) return polling.stop();
    polling.start();
    const isTurn = (next.link.name === 'joined') !== (previous.link.name === 'joined');
    // Around a join and a loss something may have fallen between the two ways.
    if (isTurn) polling.poke(true);
    else if (next.demand !== previous.demand) polling.poke();
    else if (pace !== pollPaceOf(previous)) polling.repace();
  };

  if (!page.isOnline()) dispatch(pageEvents.offline);
  if (!page.isVisible()) dispatch(pageEvents.hidden);
  const stopSignals = page.subscribe((signal) => {
    notice();
    dispatch(pageEvents[signal]);
    if (signal === 'online' || signal === 'visible') polling.poke();
  });

  return {
    dispatch,

    /** Tries everything now. */
    reconnect(): void {
      dispatch(reconnect);
      polling.poke();
    },

    stop(): void {
      stopSignals();
      dispatch(demanded('none', false));
      cancelLinkTimer();
      cancelSleepTimer();
    },
  };
}
