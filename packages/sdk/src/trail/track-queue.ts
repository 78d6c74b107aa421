import type { ClientParts } from '../client-parts.ts';
import { backoffMs, serverPauseMs } from '../connection/backoff.ts';
import { isChatError } from '../errors.ts';
import { onAbort } from '../lib/abort.ts';
import { transitionFor } from '../http/error-transition.ts';
import type { WireTrackedEvent } from '../protocol/trail.ts';

const GATHER_MS = 3_000;
/** What the server takes at once. */
const MAX_EVENTS = 50;
/** In one request, so that it may outlive its page. */
const MAX_CHARACTERS = 14_000;
/** While they can be sent, but there is no answer. */
const MAX_WAITING = 500;

/**
 * What waits to be told to the server. Guarantees:
 *
 * - nothing is sent unless the widget tracks and the visitor has agreed, and nothing is kept once they have denied it;
 * - no session is made for it: without one, or without a decision, the latest 50 wait in memory, never in storage;
 * - what got no answer is sent again, so the server may have it twice; what was refused is dropped.
 */
export function createTrackQueue(parts: ClientParts) {
  const { store, session, timers, random, wakers, onLeave, signal, logger } = parts;
  let waiting: readonly WireTrackedEvent[] = [];
  let isSending = false;
  let failures = 0;
  /** For how long the server has asked to be left alone. */
  let pauseMs = 0;
  let cancelTimer: (() => void) | null = null;
  /** Counts the visitors who have left. */
  let era = 0;
  /** For whom the server keeps nothing, whatever this client believes. */
  let unwanted: { readonly visitorId: string | null } | null = null;
  let { consent } = store.state;

  const isWelcome = (): boolean =>
    store.state.config?.features.tracking === true && store.state.consent !== 'denied' && !unwanted;
  const canSend = (): boolean =>
    isWelcome() && store.state.consent === 'granted' && store.state.visitorId !== null && !signal.aborted;

  const keep = (events: readonly WireTrackedEvent[]): void => {
    waiting = isWelcome() ? events.slice(canSend() ? -MAX_WAITING : -MAX_EVENTS) : [];
  };

  const schedule = (): void => {
    if (isSending || cancelTimer || waiting.length === 0 || !canSend()) return;
    const delayMs = failures > 0 ? 1_000 + backoffMs(failures, 1_000, 60_000, random) : GATHER_MS;
    cancelTimer = timers.after(Math.max(delayMs, pauseMs), () => void run());
  };

  const cancel = (): void => {
    cancelTimer?.();
    cancelTimer = null;
  };

  const take = (): readonly WireTrackedEvent[] => {
    let characters = 0;
    const tooFar = waiting.findIndex((event, index) => {
      characters += JSON.stringify(event).length + 1;
      return index >= MAX_EVENTS || (index > 0 && characters > MAX_CHARACTERS);
    });
    const batch = waiting.slice(0, tooFar < 0 ? undefined : tooFar);
    waiting = waiting.slice(batch.length);
    return batch;
  };

  const tell = async (events: readonly WireTrackedEvent[]): Promise<void> => {
    const since = era;
    const { visitorId } = store.state;
    try {
      const { stored } = await session.authorized('existing', 'chat/track', { body: { events } });
      failures = pauseMs = 0;
      if (stored === 0 && since === era) unwanted = { visitorId };
    } catch (error) {
      if (signal.aborted || since !== era) return;
      const isRefused = transitionFor(error) === 'refuse';
      logger('debug', isRefused ? 'What the visitor did was refused.' : 'What the visitor did was not told.', error);
      if (isChatError(error) && error.code === 'feature_disabled') unwanted = { visitorId };
      if (isRefused) return;
      failures += 1;
      pauseMs = serverPauseMs(error);
      keep([...events, ...waiting]);
      schedule();
    }
  };

  const run = async (): Promise<void> => {
    cancel();
    if (isSending) return;
    isSending = true;
    // What comes meanwhile is gathered first.
    for (let left = waiting.length; left > 0 && canSend();) {
      const batch = take();
      left -= batch.length;
      await tell(batch);
      if (failures > 0) break;
    }
    isSending = false;
    keep(waiting);
    schedule();
  };

  store.follow(() => {
    const { state } = store;
    const isNewsForServer =
      unwanted?.visitorId !== state.visitorId || (consent !== state.consent && state.consent === 'granted');
    if (isNewsForServer) unwanted = null;
    consent = state.consent;
    if (waiting.length === 0) return;
    keep(waiting);
    if (canSend()) schedule();
    else cancel();
  });
  onLeave(() => {
    era += 1;
    waiting = [];
    cancel();
  });
  wakers.add((isForced) => {
    if (failures > 0 && (isForced || pauseMs === 0)) void run();
  });
  onAbort(signal, cancel);

  return {
    /** False: nobody wants it. */
    add(event: WireTrackedEvent): boolean {
      keep([...waiting, event]);
      if (waiting.length >= MAX_EVENTS && failures === 0 && canSend()) void run();
      else schedule();
      return waiting.length > 0;
    },

    /** The page may end in this moment. */
    flush(): void {
      if (!canSend() || pauseMs > 0) return;
      cancel();
      // At once, and not after what is under way.
      while (waiting.length > 0) void tell(take());
    },
  };
}
