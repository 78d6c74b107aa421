import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { hasCode, idOf, SessionWorld } from '../../testing/session-world.ts';
import { isFresh } from './session-state.ts';

describe('a session that needs a new token', () => {
  let world: SessionWorld;
  beforeEach(() => (world = new SessionWorld()));

  it('renews its token 90 s before the end, once for many calls', async () => {
    const { poll } = world.openTab();
    await poll();
    await world.clock.advance((3600 - 90) * 1000);
    await poll();
    assert.equal(world.count('chat/session/refresh'), 0);
    await world.clock.advance(1);
    await Promise.all([poll(), poll(), poll()]);
    assert.equal(world.count('chat/session/refresh'), 1);
  });

  it('renews once for two tabs', async () => {
    const [a, b] = [world.openTab(), world.openTab()];
    await a.poll();
    await b.poll();
    await world.clock.advance(3_550_000);
    await Promise.all([a.poll(), b.poll()]);
    assert.equal(world.count('chat/session/refresh'), 1);
  });

  it('uses a token that is still good when the renewal gets no answer', async () => {
    const { poll } = world.openTab();
    await poll();
    await world.clock.advance(3_550_000);
    world.server.nextFaults.push({ kind: 'down', path: 'chat/session/refresh' });
    await poll();
    assert.equal(world.count('chat/session/refresh'), 1);
    await poll();
    assert.equal(world.count('chat/session/refresh'), 2, 'and tries again with the next call');
  });

  it('is not lost when the renewal gets no answer and the token is dead', async () => {
    const { poll, session } = world.openTab();
    await poll();
    const before = idOf(session);
    await world.clock.advance(3_700_000);
    world.server.fault = { kind: 'down' };
    await assert.rejects(poll(), hasCode('network_unavailable'));
    world.server.fault = null;
    await poll();
    assert.equal(idOf(session), before);
    assert.equal(world.count('chat/session'), 1);
  });

  it('survives a renewal whose answer got lost', async () => {
    const { poll, session } = world.openTab();
    await poll();
    const before = idOf(session);
    await world.clock.advance(3_700_000);
    world.server.nextFaults.push({ kind: 'lost-answer', path: 'chat/session/refresh' });
    await assert.rejects(poll(), hasCode('network_unavailable'));
    await poll();
    assert.equal(idOf(session), before);
  });

  it('renews a token that the world.server does not accept, and repeats the call once', async () => {
    const { poll, session } = world.openTab();
    await poll();
    const before = idOf(session);
    world.server.sessions.expireAccessTokens();
    await poll();
    assert.equal(world.count('chat/session/refresh'), 1);
    assert.equal(idOf(session), before);
  });

  it('does not go round in circles when no token is accepted', async () => {
    const { poll } = world.openTab();
    await poll();
    for (let index = 0; index < 10; index++) {
      world.server.nextFaults.push({ kind: 'status', status: 401, code: 'token_invalid', path: 'chat/poll' });
    }
    await assert.rejects(poll(), hasCode('token_invalid'));
    assert.equal(world.count('chat/poll'), 3);
  });

  describe('kept fresh for a socket', () => {
    it('renews by itself, again and again', async () => {
      const { poll, session } = world.openTab();
      await poll();
      session.keepFresh(true);
      await world.clock.advance(2 * 3_600_000);
      assert.equal(world.count('chat/session/refresh'), 2);
      session.keepFresh(false);
      assert.equal(world.clock.pending, 0);
    });

    it('goes on trying when there is no answer', async () => {
      const { poll, session } = world.openTab();
      await poll();
      session.keepFresh(true);
      world.server.fault = { kind: 'down' };
      await world.clock.advance(3_530_000);
      const tries = world.count('chat/session/refresh');
      assert.ok(tries >= 2, `${tries} tries`);
      world.server.fault = null;
      await world.clock.advance(10_000);
      assert.ok(session.current && isFresh(session.current, world.clock.now()));
      session.keepFresh(false);
    });
  });
});
