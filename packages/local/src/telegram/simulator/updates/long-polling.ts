import { conflict } from '../bot-api-error.ts';
import type { SimulatorClock } from '../simulator-clock.ts';
import { renderUpdate } from './update-queue.ts';
import type { UpdateQueue } from './update-queue.ts';

const MAX_TIMEOUT_SECONDS = 50;
const MAX_UPDATES = 100;
const CONFLICT_INTERVAL_MS = 3_000;

export interface PollRequest {
  readonly offset: number;
  readonly limit: number;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  /** [SRC] Polls that repeat an offset too fast are slowed down; tests without rate limits go without. */
  readonly isThrottled: boolean;
}

interface WaitingPoll {
  readonly answer: () => void;
  readonly refuse: (error: Error) => void;
}

/** `getUpdates`: one waiting poll per bot; a second one ends the first with 409 [SRC do_get_updates, abort_long_poll]. */
export class LongPolling {
  readonly #updates: UpdateQueue;
  readonly #clock: SimulatorClock;
  #waiting: WaitingPoll | undefined;
  #previous: { offset: number; startedAt: number } | undefined;
  #nextConflictAt = 0;

  constructor(updates: UpdateQueue, clock: SimulatorClock) {
    this.#updates = updates;
    this.#clock = clock;
    updates.onPush(() => this.#waiting?.answer());
  }

  async poll(request: PollRequest): Promise<unknown[]> {
    const { limit, timeoutSeconds } = this.#throttle(request);
    this.#updates.confirm(request.offset);
    const read = () => this.#updates.pending().slice(0, limit).map(renderUpdate);
    const ready = read();
    if (ready.length > 0 || timeoutSeconds === 0) return ready;
    this.#abort('terminated by other getUpdates request; make sure that only one bot instance is running');
    await this.#wait(timeoutSeconds * 1000, request.signal);
    return read();
  }

  /** A webhook takes over: the waiting poll fails. */
  endForWebhook(): void {
    this.#abort('terminated by setWebhook request');
  }

  close(): void {
    this.#waiting?.answer();
  }

  #throttle({ offset, limit, timeoutSeconds, isThrottled }: PollRequest): { limit: number; timeoutSeconds: number } {
    const now = this.#clock.now();
    const previous = this.#previous;
    this.#previous = { offset, startedAt: now };
    const isRepeat = isThrottled && previous?.offset === offset;
    return {
      limit: isRepeat && now < previous.startedAt + 500 ? 1 : Math.min(Math.max(limit, 1), MAX_UPDATES),
      timeoutSeconds:
        isRepeat && timeoutSeconds < 3 && now < previous.startedAt + 3_000
          ? 3
          : Math.min(Math.max(timeoutSeconds, 0), MAX_TIMEOUT_SECONDS),
    };
  }

  #wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        cancelTimer();
        signal.removeEventListener('abort', onAbort);
        if (this.#waiting === waiting) this.#waiting = undefined;
        settle();
      };
      const waiting: WaitingPoll = { answer: () => finish(resolve), refuse: (error) => finish(() => reject(error)) };
      const onAbort = () => waiting.answer();
      const cancelTimer = this.#clock.setTimer(waiting.answer, timeoutMs);
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting = waiting;
      if (signal.aborted) onAbort();
    });
  }

  /** [SRC fail_query_conflict] At most one conflict in three seconds is answered at once; others wait their turn. */
  #abort(reason: string): void {
    const poll = this.#waiting;
    if (!poll) return;
    this.#waiting = undefined;
    const now = this.#clock.now();
    const refuse = () => poll.refuse(conflict(reason));
    if (now < this.#nextConflictAt) {
      this.#clock.setTimer(refuse, CONFLICT_INTERVAL_MS);
    } else {
      this.#nextConflictAt = now + CONFLICT_INTERVAL_MS;
      refuse();
    }
  }
}
