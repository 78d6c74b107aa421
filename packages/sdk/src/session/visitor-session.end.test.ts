import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { hasCode, idOf, SessionWorld } from '../../testing/session-world.ts';
import { readSession } from './session-state.ts';

describe('a session that is over', () => {
  let world: SessionWorld;
  beforeEach(() => (world = new SessionWorld()));

  it('is replaced by a clean one when it is revoked', async () => {
    const { poll, session, changes } = world.openTab();
    await poll();
    const before = idOf(session);
    world.server.sessions.revoke();
    await poll();
    assert.notEqual(idOf(session), before);
    assert.deepEqual(
      changes.map(([name]) => name),
      ['active', 'none', 'active'],
    );
  });

  it('is replaced when its refresh token is refused', async () => {
    const { poll, session } = world.openTab();
    await poll();
    const before = idOf(session);
    await world.clock.advance(3_700_000);
    world.server.sessions.revoke();
    await poll();
    assert.notEqual(idOf(session), before);
  });

  it('ends without a replacement for a call that needs none', async () => {
    const { poll, session } = world.openTab();
    await poll();
    world.server.sessions.revoke();
    await assert.rejects(session.authorized('existing', 'chat/poll', {}), hasCode('session_not_found'));
    assert.equal(session.current, null);
    assert.equal(await world.browser.openStorage('chat').get('session'), undefined);
    assert.equal(world.count('chat/session'), 1);
  });

  it('takes over the session that another tab has made in place of a revoked one', async () => {
    const [a, b] = [world.openTab(), world.openTab()];
    await a.poll();
    await b.poll();
    world.server.sessions.revoke();
    await a.poll();
    await b.poll();
    assert.equal(idOf(a.session), idOf(b.session));
    assert.equal(world.count('chat/session'), 2);
  });

  describe('of a visitor who has left', () => {
    it('answers nothing that was asked for them', async () => {
      const { poll, session } = world.openTab();
      await poll();
      world.server.nextFaults.push({ kind: 'slow', delayMs: 1_000, path: 'chat/poll' });
      const asked = poll();
      const refused = assert.rejects(asked, hasCode('session_revoked'));
      await world.clock.advance(500);
      session.leave();
      await world.clock.advance(1_000);
      await refused;
      assert.equal(session.current, null);
      assert.equal(world.count('chat/session'), 1);
    });

    it('sends nothing of them in the session of the next, when another tab has logged out unheard', async () => {
      const { poll, session } = world.openTab();
      await poll();
      await world.browser.openStorage('chat').delete('session');
      await world.clock.advance(3_600_000);
      await assert.rejects(poll(), hasCode('session_revoked'));
      assert.equal(session.current, null);
      await poll();
      assert.equal(world.count('chat/session'), 2);
    });

    it('does not bring them back out of what was read before they left', async () => {
      const [tab, other] = [world.openTab(), world.openTab()];
      await other.poll();
      const reading = tab.session.restore();
      tab.session.leave();
      await reading;
      assert.equal(tab.session.current, null);
    });

    it('does not put back a newer token of theirs that another tab has told of', async () => {
      const { poll, session } = world.openTab();
      await poll();
      const storage = world.browser.openStorage('chat');
      const stored = await readSession(storage);
      const hearing = session.hear(stored && { ...stored, refresh_token: 'newer', rotation: 7 });
      await storage.delete('session');
      await hearing;
      assert.equal(await readSession(storage), null);
      assert.equal(session.current, null);
    });
  });
});
