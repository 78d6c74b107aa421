import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { idOf, SessionWorld } from '../../testing/session-world.ts';
import { createFallbackStorage } from '../storage/fallback-storage.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import type { WebLocks } from '../tabs/tab-locks.ts';
import { readSession } from './session-state.ts';

describe('the session over tabs that slept, lost their lock or their storage', () => {
  let world: SessionWorld;
  beforeEach(() => (world = new SessionWorld()));

  /** Both believe to hold the lock: a lease runs out while its tab sleeps. */
  const noLocks: WebLocks = { request: async (_name, _options, task) => task() };

  it('lets two tabs renew in the same moment, and both go on', async () => {
    const [a, b] = [world.openTab({ locks: noLocks }), world.openTab({ locks: noLocks })];
    await a.poll();
    await b.poll();
    const before = idOf(a.session);
    await world.clock.advance(3_550_000);
    await Promise.all([a.poll(), b.poll()]);
    assert.equal(world.count('chat/session/refresh'), 2);
    for (let round = 0; round < 4; round++) {
      await world.clock.advance(3_550_000);
      await a.poll();
      await world.clock.advance(3_550_000);
      await b.poll();
    }
    assert.deepEqual([idOf(a.session), idOf(b.session)], [before, before]);
  });

  it('renews once for two tabs without Web Locks', async () => {
    const [a, b] = [world.openTab({ locks: null }), world.openTab({ locks: null })];
    await a.poll();
    await b.poll();
    await world.clock.advance(3_550_000);
    const polls = Promise.all([a.poll(), b.poll()]);
    await world.clock.advance(2_000);
    await polls;
    assert.equal(world.count('chat/session/refresh'), 1);
    assert.equal(a.session.current?.access_token, b.session.current?.access_token);
  });

  it('makes one session when two tabs make one in the same moment', async () => {
    const [a, b] = [world.openTab({ locks: noLocks }), world.openTab({ locks: noLocks })];
    await Promise.all([a.poll(), b.poll()]);
    await Promise.all([a.session.restore(), b.session.restore()]);
    assert.equal(idOf(a.session), idOf(b.session));
    assert.equal(a.session.current?.access_token, b.session.current?.access_token);
  });

  it('does not put a late answer in the place of a newer token', async () => {
    const [a, b] = [world.openTab({ locks: noLocks }), world.openTab({ locks: noLocks })];
    await a.poll();
    await b.poll();
    await world.clock.advance(3_550_000);
    world.server.nextFaults.push({ kind: 'late-answer', delayMs: 10_000, path: 'chat/session/refresh' });
    const late = a.poll();
    await world.clock.advance(1_000);
    await b.poll();
    await world.clock.advance(3_000);
    b.session.distrust(b.session.current?.access_token ?? '');
    await b.poll();
    const newest = b.session.current?.refresh_token;
    await world.clock.advance(10_000);
    await late;
    assert.equal(a.session.current?.refresh_token, newest);
    assert.equal((await readSession(world.browser.openStorage('chat')))?.refresh_token, newest);
  });

  it('wakes after hours and renews with what another tab has left', async () => {
    const [a, b] = [world.openTab(), world.openTab()];
    await a.poll();
    await b.poll();
    for (let hour = 0; hour < 5; hour++) {
      world.clock.sleep(3_600_000);
      await a.poll();
    }
    await b.poll();
    assert.equal(idOf(b.session), idOf(a.session));
    assert.equal(world.count('chat/session'), 1);
  });

  it('stands a world.clock that is set back, and forward again', async () => {
    const { poll, session } = world.openTab();
    await poll();
    const before = idOf(session);
    for (const change of [-7_200_000, 86_400_000, -86_400_000, 3_600_000]) {
      world.clock.turnBack(-change);
      await poll();
    }
    assert.equal(idOf(session), before);
    assert.equal(world.count('chat/session'), 1);
  });

  it('is not stopped by a world.clock that makes a dead token look alive', async () => {
    const { poll, session } = world.openTab();
    await poll();
    const before = idOf(session);
    world.server.sessions.expireAccessTokens();
    world.clock.turnBack(-600_000);
    await poll();
    assert.equal(idOf(session), before);
  });

  it('goes on in memory when storage refuses, and follows what another tab tells', async () => {
    const storageOfA = world.browser.openStorage('chat');
    let isBroken = false;
    const breaking: KeyValueStorage = {
      ...storageOfA,
      get: (key) => (isBroken ? Promise.reject(new Error('lost')) : storageOfA.get(key)),
      update: (key, change) => (isBroken ? Promise.reject(new Error('lost')) : storageOfA.update(key, change)),
    };
    const a = world.openTab({ storage: createFallbackStorage(breaking, world.clock, () => {}) });
    const b = world.openTab();
    await a.poll();
    await b.poll();
    const before = idOf(a.session);
    isBroken = true;
    for (const one of [a, b, b, b, a, a, a, b]) {
      await world.clock.advance(3_550_000);
      await one.poll();
      await (one === a ? b : a).session.hear(one.session.current);
    }
    assert.deepEqual([idOf(a.session), idOf(b.session)], [before, before]);
    assert.equal(world.count('chat/session'), 1);
  });
});
