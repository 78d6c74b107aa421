import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { WireRealtimeEvent } from '../protocol/realtime-event.ts';
import type { Transport, TransportListener, TransportLoss } from './transport.ts';

/** What a test may do with a transport and the world behind it. */
export interface TransportHarness {
  readonly transport: Transport;
  /** Somebody changes something on the server; each change has the next revision, beginning with 1. */
  change(): void;
  /** The last change is told once more. */
  repeat(): void;
  /** The way breaks: what is joined is lost, and nobody can join. */
  break(): void;
  mend(): void;
  /** Whoever asks with this token is turned away, until `mend`. What is joined is ended. */
  refuse(): void;
  /** The session has a new token, and the old one is not good any more. */
  renewToken(): void;
  /** Lets this much time pass. */
  pass(durationMs: number): Promise<void>;
  /** The longest a change may take to be reported. */
  readonly latencyMs: number;
  /** Requests and frames sent so far. */
  traffic(): number;
  /** Timers that are set. */
  timers(): number;
  close(): void;
}

export interface TransportLog extends TransportListener {
  readonly joins: number;
  readonly losses: readonly TransportLoss[];
  readonly events: readonly WireRealtimeEvent[];
  /** Anything that tells of a change: events, gaps. */
  readonly signs: number;
}

/** What every transport guarantees; see transport.ts. `setup` is given the listener that the transport must report to. */
export function transportContract(
  name: string,
  setup: (listener: TransportListener) => Promise<TransportHarness>,
): void {
  describe(`${name} as a transport`, () => {
    let harness: TransportHarness;
    let log: TransportLog;
    beforeEach(async () => {
      log = createTransportLog();
      harness = await setup(log);
    });
    afterEach(() => harness.close());

    const total = (): number => log.joins + log.losses.length + log.signs;

    it('does nothing before it is started', async () => {
      harness.change();
      await harness.pass(1_000);
      assert.equal(total(), 0);
      assert.equal(harness.traffic(), 0);
    });

    it('says once that it has joined', async () => {
      harness.transport.start();
      await harness.pass(1_000);
      assert.equal(log.joins, 1);
    });

    it('shows a sign of every change after it has joined', async () => {
      harness.transport.start();
      await harness.pass(1_000);
      const before = log.signs;
      harness.change();
      await harness.pass(harness.latencyMs);
      assert.ok(log.signs > before);
    });

    it('reports nothing after it was stopped, and sends nothing', async () => {
      harness.transport.start();
      await harness.pass(1_000);
      harness.transport.stop();
      await harness.pass(1_000);
      const [reports, traffic] = [total(), harness.traffic()];
      harness.change();
      harness.break();
      await harness.pass(10_000);
      assert.equal(total(), reports);
      assert.equal(harness.traffic(), traffic);
    });

    it('can be stopped while it is starting', async () => {
      harness.transport.start();
      harness.transport.stop();
      await harness.pass(10_000);
      assert.equal(log.joins, 0);
      assert.equal(log.losses.length, 0);
    });

    it('can be stopped twice, and before it was started', () => {
      harness.transport.stop();
      harness.transport.stop();
    });

    it('can be started again after it was stopped', async () => {
      harness.transport.start();
      await harness.pass(1_000);
      harness.transport.stop();
      harness.transport.start();
      await harness.pass(1_000);
      assert.equal(log.joins, 2);
      const before = log.signs;
      harness.change();
      await harness.pass(harness.latencyMs);
      assert.ok(log.signs > before);
    });

    it('reports that the way is lost', async () => {
      harness.transport.start();
      await harness.pass(1_000);
      harness.break();
      await harness.pass(5_000);
      assert.ok(log.losses.length >= 1);
      assert.equal(log.losses[0]?.isRefusal, false);
      assert.ok(log.losses[0]?.reason);
    });

    it('joins again, by itself or started again, once the way is open', async () => {
      harness.transport.start();
      await harness.pass(1_000);
      harness.break();
      await harness.pass(5_000);
      harness.mend();
      harness.transport.start();
      await harness.pass(10_000);
      assert.equal(log.joins, 2);
    });

    it('passes on what comes in the order in which it came', async () => {
      harness.transport.start();
      await harness.pass(1_000);
      for (let count = 0; count < 3; count++) harness.change();
      await harness.pass(harness.latencyMs);
      assert.deepEqual(revisions(log), [1, 2, 3]);
    });

    it('stands a change that is told twice', async () => {
      harness.transport.start();
      await harness.pass(1_000);
      harness.change();
      harness.repeat();
      harness.change();
      await harness.pass(harness.latencyMs);
      assert.deepEqual([...new Set(revisions(log))], [1, 2]);
      assert.deepEqual(log.losses, []);
    });

    it('says after a loss that it has joined again, so that what fell between is asked for', async () => {
      harness.transport.start();
      await harness.pass(1_000);
      harness.break();
      harness.change();
      await harness.pass(5_000);
      assert.equal(log.joins, 1);
      harness.mend();
      harness.transport.start();
      await harness.pass(10_000);
      assert.equal(log.joins, 2);
      const before = log.signs;
      harness.change();
      await harness.pass(harness.latencyMs);
      assert.ok(log.signs > before);
    });

    it('stays open when the token is renewed', async () => {
      harness.transport.start();
      await harness.pass(1_000);
      harness.renewToken();
      await harness.pass(1_000);
      harness.change();
      await harness.pass(harness.latencyMs);
      assert.equal(revisions(log).at(-1), 1);
      assert.equal(log.joins, 1);
      assert.deepEqual(log.losses, []);
    });

    it('says that it was refused, and does not knock on and on', async () => {
      harness.refuse();
      harness.transport.start();
      await harness.pass(1_000);
      assert.deepEqual(
        log.losses.map(({ isRefusal }) => isRefusal),
        [true],
      );
      assert.equal(log.joins, 0);
      const before = harness.traffic();
      await harness.pass(30_000);
      assert.equal(harness.traffic(), before);
    });

    it('can be refused after it had joined', async () => {
      harness.transport.start();
      await harness.pass(1_000);
      harness.refuse();
      await harness.pass(harness.latencyMs);
      assert.equal(log.losses[0]?.isRefusal, true);
      harness.mend();
      harness.transport.start();
      await harness.pass(60_000);
      assert.equal(log.joins, 2);
    });

    const STATES: Readonly<Record<string, () => Promise<void>>> = {
      'it has not begun': async () => {},
      'it is starting': async () => harness.transport.start(),
      'it has joined': async () => {
        harness.transport.start();
        await harness.pass(1_000);
      },
      'the way is lost': async () => {
        harness.transport.start();
        await harness.pass(1_000);
        harness.break();
        await harness.pass(5_000);
      },
      'it was refused': async () => {
        harness.refuse();
        harness.transport.start();
        await harness.pass(5_000);
      },
    };
    for (const [state, reach] of Object.entries(STATES)) {
      it(`leaves nothing behind when it is stopped while ${state}`, async () => {
        await reach();
        harness.transport.stop();
        await harness.pass(1_000);
        const before = [total(), harness.traffic()];
        harness.mend();
        harness.change();
        await harness.pass(120_000);
        assert.deepEqual([total(), harness.traffic()], before);
        assert.equal(harness.timers(), 0);
      });
    }
  });
}

export function createTransportLog(): TransportLog {
  const losses: TransportLoss[] = [];
  const events: WireRealtimeEvent[] = [];
  const log = { joins: 0, losses, events, signs: 0 };
  return Object.assign(log, {
    onJoined: () => void (log.joins += 1),
    onGap: () => void (log.signs += 1),
    onEvent: (event: WireRealtimeEvent) => {
      log.signs += 1;
      events.push(event);
    },
    onLost: (loss: TransportLoss) => void losses.push(loss),
  });
}

function revisions({ events }: TransportLog): readonly number[] {
  return events.map(({ payload }) => ('message' in payload ? payload.message.revision : NaN));
}
