import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../testing/fake-clock.ts';
import { TestWorld, visible } from '../testing/test-world.ts';
import type { KeyValueStorage } from './storage/key-value-storage.ts';
import { createMemoryStorage } from './storage/sync-storage.ts';
import type { SupportChat } from './support-chat.ts';

for (const kind of ['Web Locks', 'a lease in storage'] as const) {
  describe(`two tabs over ${kind}`, () => {
    let world: TestWorld;
    let a: SupportChat;
    let b: SupportChat;
    let locksOfA: { kill(): void };
    const openTab = (): SupportChat => world.open(kind === 'Web Locks' ? {} : { locks: null });
    beforeEach(async () => {
      world = new TestWorld();
      const locks = world.browser.openLocks();
      locksOfA = locks;
      a = world.open({ locks: kind === 'Web Locks' ? locks : null });
      b = openTab();
      for (const chat of [a, b]) chat.setOpen(true);
      await world.clock.advance(100);
    });
    afterEach(() => world.close());

    const both = (): (readonly string[])[] => [visible(a), visible(b)];

    it('show the same, from queued to sent', async () => {
      world.server.fault = { kind: 'down' };
      await a.send('one');
      await world.clock.advance(0);
      assert.deepEqual(both(), [['one (queued)'], ['one (queued)']]);
      world.server.fault = { kind: 'slow', delayMs: 1_000 };
      a.reconnect();
      await world.clock.until(() => visible(a)[0] === 'one (sending)');
      assert.deepEqual(both(), [['one (sending)'], ['one (sending)']]);
      world.server.fault = null;
      await world.clock.advance(3_000);
      assert.deepEqual(both(), [['one (sent)'], ['one (sent)']]);
    });

    it('make one session and send each message once', async () => {
      await Promise.all([a.send('from a'), b.send('from b')]);
      await world.clock.advance(5_000);
      assert.equal(world.server.sessions.count, 1);
      assert.deepEqual([...world.server.visitorTexts].sort(), ['from a', 'from b']);
      assert.equal(world.server.requestsTo('chat/message').length, 2);
      assert.deepEqual(visible(a), visible(b));
    });

    it('keep the order of each tab', async () => {
      world.server.fault = { kind: 'down' };
      for (const [chat, text] of [
        [a, 'a1'],
        [b, 'b1'],
        [a, 'a2'],
        [b, 'b2'],
      ] as const) {
        await chat.send(text);
        await world.clock.advance(10);
      }
      world.server.fault = null;
      await world.clock.until(() => world.server.visitorTexts.length === 4);
      assert.deepEqual(world.server.visitorTexts, ['a1', 'b1', 'a2', 'b2']);
      assert.equal(
        world.server.requestsTo('chat/message').filter(({ at }) => at === world.clock.now()).length <= 4,
        true,
      );
    });

    it('tell of a sent message once', async () => {
      const events: string[] = [];
      a.on('message:sent', ({ message }) => events.push(`a ${message.text}`));
      b.on('message:sent', ({ message }) => events.push(`b ${message.text}`));
      await a.send('one');
      await world.clock.advance(3_000);
      assert.equal(events.length, 1);
    });

    it('replace the one that sends when it dies', async () => {
      world.server.nextFaults.push({ kind: 'slow', delayMs: 3_600_000, path: 'chat/session' });
      await a.send('one');
      await world.clock.advance(100);
      // The rest of what a dead tab would do is nothing.
      if (kind === 'Web Locks') locksOfA.kill();
      else a.destroy();
      await world.clock.advance(15_000);
      assert.deepEqual(visible(b), ['one (sent)']);
      assert.deepEqual(world.server.visitorTexts, ['one']);
    });

    it('both hear the answer, and reading it in one counts in the other', async () => {
      await a.send('one');
      await world.clock.until(() => [a, b].every((chat) => chat.getSnapshot().connection === 'live'));
      world.server.team.reply('Hi');
      await world.clock.advance(0);
      assert.deepEqual(both(), [
        ['one (sent)', 'Mika: Hi'],
        ['one (sent)', 'Mika: Hi'],
      ]);
      await b.markRead();
      await world.clock.advance(0);
      assert.deepEqual(
        [a, b].map((chat) => chat.getSnapshot().unreadCount),
        [0, 0],
      );
    });

    it('hear of a visitor whom a tab has made that ended before it could tell', async () => {
      await b.loadDepartments();
      const { openTabChannel } = world.browser;
      const doomed = world.open({
        ...(kind === 'Web Locks' ? {} : { locks: null }),
        openTabChannel(name, onMessage) {
          const channel = openTabChannel(name, onMessage);
          return channel && { ...channel, post: (message) => message.type === 'session' || channel.post(message) };
        },
      });
      await doomed.send('one');
      await world.clock.advance(1_000);
      assert.deepEqual(visible(b), ['one (sent)']);
    });

    it('share a discarded message', async () => {
      await a.send('refuse me');
      await world.clock.advance(1_000);
      assert.deepEqual(both(), [['refuse me (failed)'], ['refuse me (failed)']]);
      await b.discard(b.getSnapshot().messages[0]?.id ?? '');
      await world.clock.advance(0);
      assert.deepEqual(both(), [[], []]);
    });

    it('renew their token once', async () => {
      await a.send('one');
      await world.clock.until(() => [a, b].every((chat) => chat.getSnapshot().connection === 'live'));
      await world.clock.advance(3_600_000);
      assert.equal(world.server.requestsTo('chat/session/refresh').length, 1);
      assert.deepEqual(
        [a, b].map((chat) => chat.getSnapshot().connection),
        ['live', 'live'],
      );
    });

    it('move to the same new session when theirs is revoked', async () => {
      await a.send('one');
      await world.clock.advance(1_000);
      world.server.sessions.revoke();
      await Promise.all([a.send('two'), b.send('three')]);
      await world.clock.advance(120_000);
      assert.equal(world.server.sessions.count, 2);
      assert.deepEqual(visible(a), visible(b));
      assert.equal(visible(a).length, 2);
    });

    it('do not disturb each other when one has no storage', async () => {
      const forgetful = world.open({}, { storage: 'memory' });
      await forgetful.send('private');
      await world.clock.advance(1_000);
      assert.deepEqual(both(), [[], []]);
      assert.deepEqual(visible(forgetful), ['private (sent)']);
    });
  });
}

it('a tab that was duplicated with its `sessionStorage` keeps the session, whichever of the two renews it', async () => {
  const world = new TestWorld();
  const open = (store: KeyValueStorage, timers: FakeClock): SupportChat => {
    const chat = world.open({ openStorage: () => store, timers }, { storage: 'session' });
    chat.setOpen(true);
    return chat;
  };
  const ofTab = (): KeyValueStorage => ({ ...createMemoryStorage(), scope: 'tab' });
  const [storeOfA, storeOfB] = [ofTab(), ofTab()];
  const a = open(storeOfA, world.clock);
  await a.send('one');
  await world.clock.advance(1_000);
  await storeOfB.set('session', await storeOfA.get('session'));
  // One of them is frozen while the other is looked at.
  const clockOfB = new FakeClock(world.clock.now());
  const b = open(storeOfB, clockOfB);
  await clockOfB.until(() => visible(b).length === 1);
  for (const isA of [true, true, true, false, false, false, true, false]) {
    const [awake, clock, frozen] = isA ? [a, world.clock, clockOfB] : [b, clockOfB, world.clock];
    for (const one of [clock, frozen]) one.sleep(3_700_000);
    awake.reconnect();
    await clock.advance(500);
    frozen.sleep(500);
  }
  assert.equal(world.server.sessions.reuses, 0);
  await b.send('two');
  await clockOfB.advance(5_000);
  assert.equal(world.server.sessions.count, 1);
  assert.deepEqual(visible(b), ['one (sent)', 'two (sent)']);
  world.close();
});

it('a tab that was open before the first message joins in', async () => {
  const world = new TestWorld();
  const early = world.open();
  early.setOpen(true);
  await world.clock.advance(100);
  const other = world.open();
  await other.send('one');
  await world.clock.until(() => early.getSnapshot().connection === 'live');
  assert.deepEqual(visible(early), ['one (sent)']);
  assert.equal(early.getSnapshot().conversation?.number, 1024);
  world.close();
});
