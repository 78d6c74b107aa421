import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FakeBrowser } from '../../testing/fake-browser.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { FakeServer } from '../../testing/fake-server.ts';
import { ChatError } from '../errors.ts';
import { createHttp } from '../http/http-client.ts';
import type { WireSync } from '../protocol/sync.ts';
import { createFallbackStorage } from '../storage/fallback-storage.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import { createTabLocks, type WebLocks } from '../tabs/tab-locks.ts';
import { isFresh, readSession } from './session-state.ts';
import { createVisitorSession, type VisitorSession } from './visitor-session.ts';

describe('the session', () => {
  let clock: FakeClock;
  let server: FakeServer;
  let browser: FakeBrowser;
  let tabs = 0;
  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer(clock);
    browser = new FakeBrowser();
  });

  interface Tab {
    readonly session: VisitorSession;
    readonly changes: ['active' | 'none', boolean][];
    readonly news: boolean[];
    poll(): Promise<WireSync>;
    close(): void;
  }

  /** `locks: null`: a browser without Web Locks. */
  function openTab({
    storage = browser.openStorage('chat'),
    locks = browser.openLocks(),
  }: {
    readonly storage?: KeyValueStorage;
    readonly locks?: WebLocks | null;
  } = {}): Tab {
    const controller = new AbortController();
    const owner = `tab-${++tabs}`;
    const send = createHttp({
      apiUrl: 'https://x.test/support-chat',
      widgetId: 'wk_demo',
      fetch: server.fetch,
      timers: clock,
      onOutcome: () => {},
      signal: controller.signal,
    });
    const changes: ['active' | 'none', boolean][] = [];
    const news: boolean[] = [];
    const session = createVisitorSession({
      send,
      storage,
      runLocked: createTabLocks({
        scope: 'chat',
        storage,
        locks,
        timers: clock,
        uuid: () => owner,
      }),
      timers: clock,
      context: () => ({ language: 'de' }),
      onChange: (current, isOwn, isNew) => {
        changes.push([current ? 'active' : 'none', isOwn]);
        news.push(isNew);
      },
      signal: controller.signal,
    });
    const poll = (): Promise<WireSync> => session.authorized('create', 'chat/poll', {});
    return { session, changes, news, poll, close: () => controller.abort() };
  }

  const count = (path: string): number => server.requestsTo(path).length;
  const idOf = ({ current }: VisitorSession): string | null => current?.session_id ?? null;
  const code =
    (expected: string) =>
    (error: unknown): boolean =>
      error instanceof ChatError && error.code === expected;

  it('is not made by looking', async () => {
    const { session } = openTab();
    await session.restore();
    await assert.rejects(session.fresh('existing'), code('session_not_found'));
    assert.equal(server.requests.length, 0);
    assert.equal(browser.writes, 0);
  });

  it('is made with the first call that needs it, with what the page tells', async () => {
    const { poll, changes } = openTab();
    await poll();
    assert.deepEqual(server.requestsTo('chat/session')[0]?.body, { context: { language: 'de' } });
    assert.deepEqual(changes, [['active', true]]);
  });

  it('is made once, however many calls need it at once', async () => {
    const { poll } = openTab();
    await Promise.all([poll(), poll(), poll()]);
    assert.equal(count('chat/session'), 1);
  });

  it('is made once, however many tabs need it at once', async () => {
    const [a, b] = [openTab(), openTab()];
    await Promise.all([a.poll(), b.poll()]);
    assert.equal(count('chat/session'), 1);
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
    const first = openTab();
    await first.poll();
    first.close();
    const second = openTab();
    await second.session.restore();
    assert.equal(idOf(second.session), idOf(first.session));
    await second.poll();
    assert.equal(count('chat/session'), 1);
  });

  it('is not taken from a record of another shape', async () => {
    await browser.openStorage('chat').set('session', { jwt: 'old' });
    const { session } = openTab();
    await session.restore();
    assert.equal(session.current, null);
  });

  it('renews its token 90 s before the end, once for many calls', async () => {
    const { poll } = openTab();
    await poll();
    await clock.advance((3600 - 90) * 1000);
    await poll();
    assert.equal(count('chat/session/refresh'), 0);
    await clock.advance(1);
    await Promise.all([poll(), poll(), poll()]);
    assert.equal(count('chat/session/refresh'), 1);
  });

  it('renews once for two tabs', async () => {
    const [a, b] = [openTab(), openTab()];
    await a.poll();
    await b.poll();
    await clock.advance(3_550_000);
    await Promise.all([a.poll(), b.poll()]);
    assert.equal(count('chat/session/refresh'), 1);
  });

  it('uses a token that is still good when the renewal gets no answer', async () => {
    const { poll } = openTab();
    await poll();
    await clock.advance(3_550_000);
    server.nextFaults.push({ kind: 'down', path: 'chat/session/refresh' });
    await poll();
    assert.equal(count('chat/session/refresh'), 1);
    await poll();
    assert.equal(count('chat/session/refresh'), 2, 'and tries again with the next call');
  });

  it('is not lost when the renewal gets no answer and the token is dead', async () => {
    const { poll, session } = openTab();
    await poll();
    const before = idOf(session);
    await clock.advance(3_700_000);
    server.fault = { kind: 'down' };
    await assert.rejects(poll(), code('network_unavailable'));
    server.fault = null;
    await poll();
    assert.equal(idOf(session), before);
    assert.equal(count('chat/session'), 1);
  });

  it('survives a renewal whose answer got lost', async () => {
    const { poll, session } = openTab();
    await poll();
    const before = idOf(session);
    await clock.advance(3_700_000);
    server.nextFaults.push({ kind: 'lost-answer', path: 'chat/session/refresh' });
    await assert.rejects(poll(), code('network_unavailable'));
    await poll();
    assert.equal(idOf(session), before);
  });

  it('renews a token that the server does not accept, and repeats the call once', async () => {
    const { poll, session } = openTab();
    await poll();
    const before = idOf(session);
    server.expireAccessTokens();
    await poll();
    assert.equal(count('chat/session/refresh'), 1);
    assert.equal(idOf(session), before);
  });

  it('does not go round in circles when no token is accepted', async () => {
    const { poll } = openTab();
    await poll();
    for (let index = 0; index < 10; index++) {
      server.nextFaults.push({ kind: 'status', status: 401, code: 'token_invalid', path: 'chat/poll' });
    }
    await assert.rejects(poll(), code('token_invalid'));
    assert.equal(count('chat/poll'), 3);
  });

  it('is replaced by a clean one when it is revoked', async () => {
    const { poll, session, changes } = openTab();
    await poll();
    const before = idOf(session);
    server.revokeSessions();
    await poll();
    assert.notEqual(idOf(session), before);
    assert.deepEqual(
      changes.map(([name]) => name),
      ['active', 'none', 'active'],
    );
  });

  it('is replaced when its refresh token is refused', async () => {
    const { poll, session } = openTab();
    await poll();
    const before = idOf(session);
    await clock.advance(3_700_000);
    server.revokeSessions();
    await poll();
    assert.notEqual(idOf(session), before);
  });

  it('ends without a replacement for a call that needs none', async () => {
    const { poll, session } = openTab();
    await poll();
    server.revokeSessions();
    await assert.rejects(session.authorized('existing', 'chat/poll', {}), code('session_not_found'));
    assert.equal(session.current, null);
    assert.equal(await browser.openStorage('chat').get('session'), undefined);
    assert.equal(count('chat/session'), 1);
  });

  it('takes over the session that another tab has made in place of a revoked one', async () => {
    const [a, b] = [openTab(), openTab()];
    await a.poll();
    await b.poll();
    server.revokeSessions();
    await a.poll();
    await b.poll();
    assert.equal(idOf(a.session), idOf(b.session));
    assert.equal(count('chat/session'), 2);
  });

  it('passes refusals on', async () => {
    server.nextFaults.push({ kind: 'status', status: 403, code: 'widget_disabled' });
    await assert.rejects(openTab().poll(), code('widget_disabled'));
  });

  it('says which visitors are new and so have no history', async () => {
    const { session, poll, news } = openTab();
    await poll();
    await session.replace((stored) => stored && { ...stored, visitor_id: 'somebody known' });
    await clock.advance(3_600_000);
    await poll();
    assert.deepEqual(news, [true, false, false]);
  });

  it('is left alone by a change that has nothing to say', async () => {
    const { session, poll, news } = openTab();
    await poll();
    const before = session.current;
    await session.replace(() => null);
    assert.equal(session.current, before);
    assert.equal(news.length, 1);
  });

  describe('over tabs that slept, lost their lock or their storage', () => {
    /** Both believe to hold the lock: a lease runs out while its tab sleeps. */
    const noLocks: WebLocks = { request: async (_name, _options, task) => task() };

    it('lets two tabs renew in the same moment, and both go on', async () => {
      const [a, b] = [openTab({ locks: noLocks }), openTab({ locks: noLocks })];
      await a.poll();
      await b.poll();
      const before = idOf(a.session);
      await clock.advance(3_550_000);
      await Promise.all([a.poll(), b.poll()]);
      assert.equal(count('chat/session/refresh'), 2);
      for (let round = 0; round < 4; round++) {
        await clock.advance(3_550_000);
        await a.poll();
        await clock.advance(3_550_000);
        await b.poll();
      }
      assert.deepEqual([idOf(a.session), idOf(b.session)], [before, before]);
    });

    it('renews once for two tabs without Web Locks', async () => {
      const [a, b] = [openTab({ locks: null }), openTab({ locks: null })];
      await a.poll();
      await b.poll();
      await clock.advance(3_550_000);
      const polls = Promise.all([a.poll(), b.poll()]);
      await clock.advance(2_000);
      await polls;
      assert.equal(count('chat/session/refresh'), 1);
      assert.equal(a.session.current?.access_token, b.session.current?.access_token);
    });

    it('makes one session when two tabs make one in the same moment', async () => {
      const [a, b] = [openTab({ locks: noLocks }), openTab({ locks: noLocks })];
      await Promise.all([a.poll(), b.poll()]);
      await Promise.all([a.session.restore(), b.session.restore()]);
      assert.equal(idOf(a.session), idOf(b.session));
      assert.equal(a.session.current?.access_token, b.session.current?.access_token);
    });

    it('does not put a late answer in the place of a newer token', async () => {
      const [a, b] = [openTab({ locks: noLocks }), openTab({ locks: noLocks })];
      await a.poll();
      await b.poll();
      await clock.advance(3_550_000);
      server.nextFaults.push({ kind: 'late-answer', delayMs: 10_000, path: 'chat/session/refresh' });
      const late = a.poll();
      await clock.advance(1_000);
      await b.poll();
      await clock.advance(3_000);
      b.session.distrust(b.session.current?.access_token ?? '');
      await b.poll();
      const newest = b.session.current?.refresh_token;
      await clock.advance(10_000);
      await late;
      assert.equal(a.session.current?.refresh_token, newest);
      assert.equal((await readSession(browser.openStorage('chat')))?.refresh_token, newest);
    });

    it('wakes after hours and renews with what another tab has left', async () => {
      const [a, b] = [openTab(), openTab()];
      await a.poll();
      await b.poll();
      for (let hour = 0; hour < 5; hour++) {
        clock.sleep(3_600_000);
        await a.poll();
      }
      await b.poll();
      assert.equal(idOf(b.session), idOf(a.session));
      assert.equal(count('chat/session'), 1);
    });

    it('stands a clock that is set back, and forward again', async () => {
      const { poll, session } = openTab();
      await poll();
      const before = idOf(session);
      for (const change of [-7_200_000, 86_400_000, -86_400_000, 3_600_000]) {
        clock.turnBack(-change);
        await poll();
      }
      assert.equal(idOf(session), before);
      assert.equal(count('chat/session'), 1);
    });

    it('is not stopped by a clock that makes a dead token look alive', async () => {
      const { poll, session } = openTab();
      await poll();
      const before = idOf(session);
      server.expireAccessTokens();
      clock.turnBack(-600_000);
      await poll();
      assert.equal(idOf(session), before);
    });

    it('goes on in memory when storage refuses, and follows what another tab tells', async () => {
      const storageOfA = browser.openStorage('chat');
      let isBroken = false;
      const breaking: KeyValueStorage = {
        ...storageOfA,
        get: (key) => (isBroken ? Promise.reject(new Error('lost')) : storageOfA.get(key)),
        update: (key, change) => (isBroken ? Promise.reject(new Error('lost')) : storageOfA.update(key, change)),
      };
      const a = openTab({ storage: createFallbackStorage(breaking, clock, () => {}) });
      const b = openTab();
      await a.poll();
      await b.poll();
      const before = idOf(a.session);
      isBroken = true;
      for (const one of [a, b, b, b, a, a, a, b]) {
        await clock.advance(3_550_000);
        await one.poll();
        await (one === a ? b : a).session.hear(one.session.current);
      }
      assert.deepEqual([idOf(a.session), idOf(b.session)], [before, before]);
      assert.equal(count('chat/session'), 1);
    });
  });

  describe('of a visitor who has left', () => {
    it('answers nothing that was asked for them', async () => {
      const { poll, session } = openTab();
      await poll();
      server.nextFaults.push({ kind: 'slow', delayMs: 1_000, path: 'chat/poll' });
      const asked = poll();
      const refused = assert.rejects(asked, code('session_revoked'));
      await clock.advance(500);
      session.leave();
      await clock.advance(1_000);
      await refused;
      assert.equal(session.current, null);
      assert.equal(count('chat/session'), 1);
    });

    it('sends nothing of them in the session of the next, when another tab has logged out unheard', async () => {
      const { poll, session } = openTab();
      await poll();
      await browser.openStorage('chat').delete('session');
      await clock.advance(3_600_000);
      await assert.rejects(poll(), code('session_revoked'));
      assert.equal(session.current, null);
      await poll();
      assert.equal(count('chat/session'), 2);
    });
  });

  describe('kept fresh for a socket', () => {
    it('renews by itself, again and again', async () => {
      const { poll, session } = openTab();
      await poll();
      session.keepFresh(true);
      await clock.advance(2 * 3_600_000);
      assert.equal(count('chat/session/refresh'), 2);
      session.keepFresh(false);
      assert.equal(clock.pending, 0);
    });

    it('goes on trying when there is no answer', async () => {
      const { poll, session } = openTab();
      await poll();
      session.keepFresh(true);
      server.fault = { kind: 'down' };
      await clock.advance(3_530_000);
      const tries = count('chat/session/refresh');
      assert.ok(tries >= 2, `${tries} tries`);
      server.fault = null;
      await clock.advance(10_000);
      assert.ok(session.current && isFresh(session.current, clock.now()));
      session.keepFresh(false);
    });
  });
});
