import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../testing/fake-clock.ts';
import { ChatError } from '../errors.ts';
import { transitionFor } from '../http/error-transition.ts';
import type { WireRealtimeEvent } from '../protocol/realtime-event.ts';
import { createPolling } from './polling-transport.ts';
import type { Transport, TransportListener } from './transport.ts';
import { transportContract } from './transport-contract.ts';

const NO_ANSWER = new ChatError('network_unavailable', 'No.', { retryable: true });

const REFUSED = new ChatError('visitor_banned', 'No.', { status: 403 });

/** What the connection makes of polling, as a transport: joined with the first answer, lost with the first failure. */
function asTransport(clock: FakeClock, listener: TransportListener, fetchNews: () => readonly WireRealtimeEvent[]) {
  let isJoined = false;
  /** Which start it is; null while stopped. */
  let current: object | null = null;
  const polling = createPolling({
    timers: clock,
    random: () => 1,
    paceMs: () => 2_500,
    async ask() {
      const run = current;
      try {
        const news = fetchNews();
        await Promise.resolve();
        if (run !== current) return;
        if (!isJoined) listener.onJoined();
        isJoined = true;
        news.forEach(listener.onEvent);
      } catch (error) {
        isJoined = false;
        listener.onLost({ isRefusal: transitionFor(error) === 'refuse', reason: String(error) });
        throw error;
      }
    },
  });
  const transport: Transport = {
    start: () => {
      current ??= {};
      polling.start();
    },
    stop: () => {
      current = null;
      isJoined = false;
      polling.stop();
    },
  };
  return transport;
}

transportContract('polling', async (listener) => {
  const clock = new FakeClock();
  let failure: ChatError | null = null;
  let requests = 0;
  let revision = 0;
  let news: WireRealtimeEvent[] = [];
  const tell = (): void => {
    const message = { id: `m${revision}`, revision };
    news.push({ event: 'message.created', payload: { message } } as WireRealtimeEvent);
  };
  const transport = asTransport(clock, listener, () => {
    requests += 1;
    if (failure) throw failure;
    return news.splice(0);
  });
  return {
    transport: {
      start: () => {
        // What happened before the way was open is asked for on another one.
        if (requests === 0) news = [];
        transport.start();
      },
      stop: transport.stop,
    },
    change: () => {
      revision += 1;
      tell();
    },
    repeat: tell,
    break: () => void (failure = NO_ANSWER),
    mend: () => void (failure = null),
    refuse: () => void (failure = REFUSED),
    renewToken: () => {}, // every request carries the one of its time
    pass: (durationMs) => clock.advance(durationMs),
    latencyMs: 2_500,
    traffic: () => requests,
    timers: () => clock.pending,
    close: () => transport.stop(),
  };
});

describe('polling', () => {
  let clock: FakeClock;
  let asked: number[];
  let paceMs: number;
  let answer: () => Promise<void>;
  let polling: ReturnType<typeof createPolling>;
  beforeEach(() => {
    clock = new FakeClock(0);
    asked = [];
    paceMs = 2_500;
    answer = async () => {};
    polling = createPolling({
      timers: clock,
      random: () => 1,
      paceMs: () => paceMs,
      ask: () => {
        asked.push(clock.now());
        return answer();
      },
    });
  });
  afterEach(() => polling.stop());

  it('asks nothing before it is started, nor when it is stopped or poked before', async () => {
    polling.stop();
    polling.poke(true);
    polling.repace();
    await clock.advance(10_000);
    assert.deepEqual(asked, []);
  });

  it('asks nothing after it was stopped, and at once when it is started again', async () => {
    polling.start();
    await clock.advance(1_000);
    polling.stop();
    polling.stop();
    await clock.advance(10_000);
    assert.deepEqual(asked, [0]);
    polling.start();
    await clock.advance(2_500);
    assert.deepEqual(asked, [0, 11_000, 13_500]);
  });

  it('is one series of questions however often it is started', async () => {
    polling.start();
    polling.start();
    await clock.advance(2_500);
    assert.deepEqual(asked, [0, 2_500]);
  });

  it('asks at once, then at its pace', async () => {
    polling.start();
    await clock.advance(5_000);
    assert.deepEqual(asked, [0, 2_500, 5_000]);
  });

  it('counts the pause from the answer, so that a slow server is not asked twice at once', async () => {
    answer = () => new Promise((resolve) => clock.after(4_000, resolve));
    polling.start();
    await clock.advance(7_000);
    assert.deepEqual(asked, [0, 6_500]);
  });

  it('waits longer with every failure, up to 15.5 s, until the first answer', async () => {
    answer = () => Promise.reject(NO_ANSWER);
    polling.start();
    await clock.advance(60_000);
    const pauses = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
    assert.deepEqual(pauses.slice(0, 6), [1_500, 2_500, 4_500, 8_500, 15_500, 15_500]);
    answer = async () => {};
    await clock.advance(15_500);
    const count = asked.length;
    await clock.advance(2_500);
    assert.equal(asked.length, count + 1, 'back to its pace');
  });

  it('waits as long as the server asks', async () => {
    answer = () =>
      Promise.reject(new ChatError('rate_limited', '', { status: 429, retryable: true, retryAfterMs: 20_000 }));
    polling.start();
    await clock.advance(20_000);
    assert.deepEqual(asked, [0, 20_000]);
  });

  it('asks rarely while it is refused', async () => {
    answer = () => Promise.reject(new ChatError('visitor_banned', '', { status: 403 }));
    polling.start();
    await clock.advance(60_000);
    assert.deepEqual(asked, [0, 60_000]);
  });

  it('asks at once when it is poked, and only once', async () => {
    polling.start();
    await clock.advance(1_000);
    polling.poke();
    polling.poke();
    await clock.advance(2_400);
    assert.deepEqual(asked, [0, 1_000]);
    await clock.advance(100);
    assert.deepEqual(asked, [0, 1_000, 3_500]);
  });

  it('asks once more after the answer when that would be too old', async () => {
    answer = () => new Promise((resolve) => clock.after(300, resolve));
    polling.start();
    await clock.advance(100);
    polling.poke(true);
    await clock.advance(500);
    assert.deepEqual(asked, [0, 300]);
  });

  it('takes up a new pace in the middle of a pause', async () => {
    paceMs = 60_000;
    polling.start();
    await clock.advance(10_000);
    paceMs = 2_500;
    polling.repace();
    await clock.advance(2_500);
    assert.deepEqual(asked, [0, 12_500]);
  });

  for (const newPaceMs of [100, 60_000]) {
    it(`leaves the pause after a failure as it is, also when the new pace is ${newPaceMs} ms`, async () => {
      answer = () => Promise.reject(NO_ANSWER);
      polling.start();
      await clock.advance(0);
      paceMs = newPaceMs;
      polling.repace();
      await clock.advance(1_499);
      assert.deepEqual(asked, [0]);
      await clock.advance(1);
      assert.deepEqual(asked, [0, 1_500]);
    });
  }

  it('forgets an answer that comes after it was stopped', async () => {
    let release = (): void => {};
    answer = () => new Promise((resolve) => (release = resolve));
    polling.start();
    await clock.advance(0);
    polling.stop();
    release();
    await clock.advance(60_000);
    assert.deepEqual(asked, [0]);
    assert.equal(clock.pending, 0);
  });
});
