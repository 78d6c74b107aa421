import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FakeBrowser } from '../../testing/fake-browser.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { createMemoryStorage } from '../storage/sync-storage.ts';
import { createTabLocks, type RunLocked } from './tab-locks.ts';

const NEVER = new AbortController().signal;

for (const kind of ['Web Locks', 'a lease'] as const) {
  describe(`tab locks over ${kind}`, () => {
    let clock: FakeClock;
    let browser: FakeBrowser;
    let owners: number;
    beforeEach(() => {
      clock = new FakeClock();
      browser = new FakeBrowser();
      owners = 0;
    });

    const openTab = (): RunLocked =>
      createTabLocks({
        scope: 'chat',
        storage: browser.openStorage('chat'),
        locks: kind === 'Web Locks' ? browser.openLocks() : null,
        timers: clock,
        uuid: () => `owner-${++owners}`,
      });

    it('lets one tab in at a time', async () => {
      const [first, second] = [openTab(), openTab()];
      const log: string[] = [];
      const task = (name: string) => async (): Promise<void> => {
        log.push(`${name} in`);
        await new Promise<void>((resolve) => clock.after(20_000, resolve));
        log.push(`${name} out`);
      };
      const runs = Promise.all([first('outbox', task('a'), NEVER), second('outbox', task('b'), NEVER)]);
      await clock.advance(60_000);
      await runs;
      assert.deepEqual(log, ['a in', 'a out', 'b in', 'b out']);
      assert.equal(clock.pending, 0);
    });

    it('does not mix up two names', async () => {
      const runLocked = openTab();
      const inner = runLocked('outbox', () => runLocked('session', async () => 'both', NEVER), NEVER);
      await clock.advance(1_000);
      assert.equal(await inner, 'both');
    });

    it('is free again after a task that failed', async () => {
      const [first, second] = [openTab(), openTab()];
      await assert.rejects(
        first('outbox', () => Promise.reject(new Error('a defect')), NEVER),
        /a defect/,
      );
      assert.equal(await second('outbox', async () => 'in', NEVER), 'in');
    });

    it('can stop waiting', async () => {
      const [first, second] = [openTab(), openTab()];
      void first('outbox', () => new Promise(() => {}), NEVER);
      await clock.advance(0);
      const controller = new AbortController();
      const waiting = second('outbox', async () => 'in', controller.signal);
      const rejected = assert.rejects(waiting, { name: 'ChatError', code: 'aborted' });
      await clock.advance(100);
      controller.abort();
      await rejected;
    });
  });
}

describe('a lease', () => {
  it('of a dead tab runs out after ten seconds', async () => {
    const clock = new FakeClock();
    const storage = new FakeBrowser().openStorage('chat');
    const deadClock = new FakeClock(clock.now());
    const dead = createTabLocks({ scope: 'chat', storage, locks: null, timers: deadClock, uuid: () => 'dead' });
    void dead('outbox', () => new Promise(() => {}), NEVER);
    await clock.advance(0);
    const alive = createTabLocks({ scope: 'chat', storage, locks: null, timers: clock, uuid: () => 'alive' });
    let isIn = false;
    void alive('outbox', async () => void (isIn = true), NEVER);
    await clock.advance(9_500);
    assert.equal(isIn, false);
    await clock.advance(1_000);
    assert.equal(isIn, true);
  });

  it('of a dead tab runs out, too, when the clock was set back by an hour meanwhile', async () => {
    const clock = new FakeClock();
    const storage = new FakeBrowser().openStorage('chat');
    const deadClock = new FakeClock(clock.now());
    const dead = createTabLocks({ scope: 'chat', storage, locks: null, timers: deadClock, uuid: () => 'dead' });
    void dead('outbox', () => new Promise(() => {}), NEVER);
    await clock.advance(0);
    clock.turnBack(3_600_000);
    const alive = createTabLocks({ scope: 'chat', storage, locks: null, timers: clock, uuid: () => 'alive' });
    let isIn = false;
    void alive('outbox', async () => void (isIn = true), NEVER);
    await clock.advance(4_500);
    assert.equal(isIn, true);
  });

  for (const [direction, backMs] of [
    ['back', 7_200_000],
    ['forth', -7_200_000],
  ] as const) {
    it(`of a living tab stays its own when the clock of the device is set ${direction}`, async () => {
      const clock = new FakeClock();
      const storage = new FakeBrowser().openStorage('chat');
      const [owner, other] = ['owner', 'other'].map((uuid) =>
        createTabLocks({ scope: 'chat', storage, locks: null, timers: clock, uuid: () => uuid }),
      ) as [RunLocked, RunLocked];
      let lost: AbortSignal | undefined;
      void owner('outbox', (signal) => ((lost = signal), new Promise(() => {})), NEVER);
      await clock.advance(0);
      clock.turnBack(backMs);
      let isIn = false;
      void other('outbox', async () => void (isIn = true), NEVER);
      await clock.advance(30_000);
      assert.deepEqual([isIn, lost?.aborted], [false, false]);
    });
  }

  it('tells its task when a tab that was asleep has lost it', async () => {
    const clock = new FakeClock();
    const storage = new FakeBrowser().openStorage('chat');
    const sleepyClock = new FakeClock(clock.now());
    const sleepy = createTabLocks({ scope: 'chat', storage, locks: null, timers: sleepyClock, uuid: () => 'sleepy' });
    let signal: AbortSignal | undefined;
    void sleepy(
      'outbox',
      (lost) => {
        signal = lost;
        return new Promise(() => {});
      },
      NEVER,
    );
    const other = createTabLocks({ scope: 'chat', storage, locks: null, timers: clock, uuid: () => 'other' });
    void other('outbox', () => new Promise(() => {}), NEVER);
    await clock.advance(20_000);
    assert.equal(signal?.aborted, false);
    sleepyClock.sleep(20_000);
    await sleepyClock.advance(3_000);
    assert.equal(signal?.aborted, true);
  });
});

it('a lease takes the place of Web Locks that are there but forbidden', async () => {
  const locks = { request: () => Promise.reject(new DOMException('No.', 'SecurityError')) };
  const storage = new FakeBrowser().openStorage('chat');
  const runLocked = createTabLocks({ scope: 'chat', storage, locks, timers: new FakeClock(), uuid: () => 'a' });
  assert.equal(await runLocked('outbox', async () => 'in', NEVER), 'in');
});

it('tabs that share no storage have nothing to wait for', async () => {
  const clock = new FakeClock();
  const locks = { request: () => Promise.reject(new Error('not asked')) };
  const options = { scope: 'chat', storage: createMemoryStorage(), locks, timers: clock, uuid: () => 'a' };
  const [first, second] = [createTabLocks(options), createTabLocks(options)];
  void first('outbox', () => new Promise(() => {}), NEVER);
  assert.equal(await second('outbox', async () => 'in', NEVER), 'in');
});

for (const kind of ['Web Locks', 'a lease', 'no shared storage'] as const) {
  it(`tasks of one tab follow each other, also after one has failed (${kind})`, async () => {
    const clock = new FakeClock();
    const browser = new FakeBrowser();
    const runLocked = createTabLocks({
      scope: 'chat',
      storage: kind === 'no shared storage' ? createMemoryStorage() : browser.openStorage('chat'),
      locks: kind === 'Web Locks' ? browser.openLocks() : null,
      timers: clock,
      uuid: () => 'a',
    });
    const log: string[] = [];
    const task = (name: string) => async (): Promise<void> => {
      log.push(`${name} in`);
      await new Promise<void>((resolve) => clock.after(1_000, resolve));
      log.push(`${name} out`);
      if (name === 'a') throw new Error('a defect');
    };
    const failed = assert.rejects(runLocked('session', task('a'), NEVER), /a defect/);
    const run = runLocked('session', task('b'), NEVER);
    await clock.advance(10_000);
    await Promise.all([failed, run]);
    assert.deepEqual(log, ['a in', 'a out', 'b in', 'b out']);
  });
}
