import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { hasCode, idOf, SessionWorld } from '../../testing/session-world.ts';

describe('the session', () => {
  let world: SessionWorld;
  beforeEach(() => (world = new SessionWorld()));

  it('is not made by looking', async () => {
    const { session } = world.openTab();
    await session.restore();
    await assert.rejects(session.fresh('existing'), hasCode('session_not_found'));
    assert.equal(world.server.requests.length, 0);
    assert.equal(world.browser.writes, 0);
  });

  it('is made with the first call that needs it, with what the page tells', async () => {
    const { poll, changes } = world.openTab();
    await poll();
    assert.deepEqual(world.server.requestsTo('chat/session')[0]?.body, { context: { language: 'de' } });
    assert.deepEqual(changes, [['active', true]]);
  });

  it('is made once, however many calls need it at once', async () => {
    const { poll } = world.openTab();
    await Promise.all([poll(), poll(), poll()]);
    assert.equal(world.count('chat/session'), 1);
  });

  it('is made once, however many tabs need it at once', async () => {
    const [a, b] = [world.openTab(), world.openTab()];
    await Promise.all([a.poll(), b.poll()]);
    assert.equal(world.count('chat/session'), 1);
    assert.equal(idOf(a.session), idOf(b.session));
    assert.deepEqual(
      [a.changes, b.changes]
        .flat()
        .map(([, isOwn]) => isOwn)
        .sort(),
      [false, true],
    );
  });

  it('is found again after a reload', async () => {
    const first = world.openTab();
    await first.poll();
    first.close();
    const second = world.openTab();
    await second.session.restore();
    assert.equal(idOf(second.session), idOf(first.session));
    await second.poll();
    assert.equal(world.count('chat/session'), 1);
  });

  it('is not taken from a record of another shape', async () => {
    await world.browser.openStorage('chat').set('session', { jwt: 'old' });
    const { session } = world.openTab();
    await session.restore();
    assert.equal(session.current, null);
  });

  it('passes refusals on', async () => {
    world.server.nextFaults.push({ kind: 'status', status: 403, code: 'widget_disabled' });
    await assert.rejects(world.openTab().poll(), hasCode('widget_disabled'));
  });

  it('says which visitors are new and so have no history', async () => {
    const { session, poll, news } = world.openTab();
    await poll();
    await session.replace((stored) => stored && { ...stored, visitor_id: 'somebody known' });
    await world.clock.advance(3_600_000);
    await poll();
    assert.deepEqual(news, [true, false, false]);
  });

  it('is left alone by a change that has nothing to say', async () => {
    const { session, poll, news } = world.openTab();
    await poll();
    const before = session.current;
    await session.replace(() => null);
    assert.equal(session.current, before);
    assert.equal(news.length, 1);
  });
});
