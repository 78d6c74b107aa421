import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld, visible } from '../../testing/test-world.ts';
import { ChatError } from '../errors.ts';
import type { SupportChat } from '../support-chat.ts';
import { readClaims } from './identity-claims.ts';

const code =
  (expected: string) =>
  (error: unknown): boolean =>
    error instanceof ChatError && error.code === expected;

describe('who the visitor is', () => {
  let world: TestWorld;
  let ids = 0;
  beforeEach(() => (world = new TestWorld()));
  afterEach(() => world.close());

  const count = (path: string): number => world.server.requestsTo(path).length;
  const bodies = (path: string): unknown[] => world.server.requestsTo(path).map(({ body }) => body);
  const sign = (sub: string, more: object = {}): string => world.server.visitors.sign({ sub, ...more });
  const visitorOf = (chat: SupportChat) => chat.getSnapshot().visitor;

  async function chatWithMessage(text = 'Hello', ...options: Parameters<TestWorld['open']>): Promise<SupportChat> {
    const chat = world.open(...options);
    chat.setOpen(true);
    await chat.send(text);
    await world.clock.until(() => visible(chat).includes(`${text} (sent)`));
    await world.clock.advance(1_000);
    return chat;
  }

  describe('in the words of the page', () => {
    it('creates nothing, and is told with the first session', async () => {
      const chat = world.open();
      await chat.identify({ name: 'Ana', email: 'ana@shop.example' });
      await world.clock.advance(60_000);
      assert.equal(world.server.requests.length, 0);
      assert.deepEqual([visitorOf(chat)?.id, visitorOf(chat)?.name], [null, 'Ana']);
      await chat.send('Hello');
      await world.clock.advance(1_000);
      assert.deepEqual(bodies('chat/profile'), [{ name: 'Ana', email: 'ana@shop.example' }]);
      assert.equal(visitorOf(chat)?.email, 'ana@shop.example');
      assert.match(visitorOf(chat)?.id ?? '', /^visitor-/);
    });

    it('survives a reload before there is a session', async () => {
      const first = world.open();
      await first.identify({ name: 'Ana' });
      first.destroy();
      const chat = world.open();
      await chat.load();
      await world.clock.advance(0);
      assert.equal(visitorOf(chat)?.name, 'Ana');
      await chat.send('Hello');
      await world.clock.advance(1_000);
      assert.deepEqual(bodies('chat/profile'), [{ name: 'Ana' }]);
    });

    it('is remembered with the session', async () => {
      const first = await chatWithMessage();
      await first.identify({ name: 'Ana' });
      first.destroy();
      const chat = world.open();
      await chat.load();
      await world.clock.advance(0);
      assert.equal(visitorOf(chat)?.name, 'Ana');
      assert.equal(count('chat/profile'), 1);
    });

    it('is told at once when there is a session, and only when it says something new', async () => {
      const chat = await chatWithMessage();
      await chat.identify({ name: 'Ana', traits: { plan: 'pro' } });
      assert.equal(count('chat/profile'), 1);
      await chat.identify({ name: 'Ana' });
      assert.equal(count('chat/profile'), 1);
      await chat.identify({ traits: { seats: 3 } });
      assert.deepEqual(bodies('chat/profile').at(-1), { name: 'Ana', traits: { plan: 'pro', seats: 3 } });
      assert.deepEqual(visitorOf(chat)?.traits, { plan: 'pro', seats: 3 });
    });

    it('is told again to the session that takes the place of a revoked one', async () => {
      const chat = await chatWithMessage();
      await chat.identify({ name: 'Ana' });
      world.server.sessions.revoke();
      await chat.send('Still there?');
      await world.clock.advance(5_000);
      assert.equal(count('chat/profile'), 2);
      assert.equal(visitorOf(chat)?.name, 'Ana');
      assert.equal(world.server.visitors.get(visitorOf(chat)?.id ?? '').name, 'Ana');
    });

    it('is told once, whatever the number of tabs', async () => {
      const [a, b] = [world.open(), world.open()];
      await b.load();
      await a.identify({ name: 'Ana' });
      await a.send('Hello');
      await world.clock.advance(5_000);
      assert.equal(count('chat/profile'), 1);
      assert.deepEqual(visitorOf(a), visitorOf(b));
      assert.equal(visitorOf(b)?.name, 'Ana');
    });

    it('is told later when there is no answer', async () => {
      const chat = await chatWithMessage();
      world.server.nextFaults.push(
        { kind: 'down', path: 'chat/profile' },
        { kind: 'lost-answer', path: 'chat/profile' },
      );
      const told = chat.identify({ name: 'Ana' });
      await world.clock.advance(10_000);
      await told;
      assert.equal(visitorOf(chat)?.name, 'Ana');
      assert.equal(count('chat/profile'), 3);
    });

    it('is told at once when the network comes back', async () => {
      const chat = await chatWithMessage();
      world.server.fault = { kind: 'down' };
      const told = chat.identify({ name: 'Ana' });
      await world.clock.advance(60_000);
      world.server.fault = null;
      world.page.send('online');
      await world.clock.advance(0);
      await told;
      assert.equal(visitorOf(chat)?.name, 'Ana');
    });

    it('is kept when the page ends before the server has answered', async () => {
      const first = await chatWithMessage();
      world.server.nextFaults.push({ kind: 'slow', delayMs: 5_000, path: 'chat/profile' });
      first.identify({ name: 'Ana' }).catch(() => {});
      await world.clock.advance(1_000);
      first.destroy();
      const chat = world.open();
      await chat.load();
      await world.clock.advance(1_000);
      assert.equal(visitorOf(chat)?.name, 'Ana');
      assert.equal(world.server.visitors.get(visitorOf(chat)?.id ?? '').name, 'Ana');
    });

    it('is forgotten when the server refuses it', async () => {
      const chat = await chatWithMessage();
      await assert.rejects(chat.identify({ email: 'not an address' }), code('invalid_request'));
      await chat.identify({ name: 'Ana' });
      assert.deepEqual(bodies('chat/profile').at(-1), { name: 'Ana' });
    });
  });

  describe('in the words of the site', () => {
    it('asks nobody before there is a session', async () => {
      let asked = 0;
      const chat = world.open({}, { identityToken: async () => (asked++, sign('user-7')) });
      await chat.load();
      chat.setOpen(true);
      await world.clock.advance(60_000);
      assert.equal(asked, 0);
      assert.equal(count('chat/session'), 0);
      await chat.send('Hello');
      await world.clock.advance(1_000);
      assert.equal(asked, 1);
      assert.equal(visitorOf(chat)?.externalId, 'user-7');
    });

    it('identifies with a token, and shows what the token says', async () => {
      const chat = await chatWithMessage();
      const heard: (string | null | undefined)[] = [];
      chat.on('identity:changed', ({ visitor }) => heard.push(visitor?.name));
      await chat.identify(sign('user-7', { name: 'Ana Ñ', email: 'ana@shop.example', traits: { plan: 'pro' } }));
      await world.clock.advance(0);
      const { externalId, name, email, traits } = visitorOf(chat) ?? {};
      assert.deepEqual([externalId, name, email, traits], ['user-7', 'Ana Ñ', 'ana@shop.example', { plan: 'pro' }]);
      assert.deepEqual(heard, ['Ana Ñ']);
      assert.ok(Object.isFrozen(visitorOf(chat)));
    });

    it('keeps a token for the first session when there is none yet', async () => {
      const chat = world.open();
      await chat.identify(sign('user-7'));
      assert.equal(world.server.requests.length, 0);
      await chat.send('Hello');
      await world.clock.advance(1_000);
      assert.equal(visitorOf(chat)?.externalId, 'user-7');
    });

    it('is remembered with the session, and asked again by the next page', async () => {
      const first = await chatWithMessage('Hello', {}, { identityToken: async () => sign('user-7', { name: 'Ana' }) });
      first.destroy();
      const chat = world.open({}, { identityToken: async () => sign('user-7', { name: 'Ana B' }) });
      await chat.load();
      await world.clock.advance(1_000);
      assert.equal(visitorOf(chat)?.name, 'Ana B');
      assert.equal(count('chat/identify'), 2);
      assert.equal(world.server.sessions.count, 1);
    });

    it('loads the history of the visitor that the session was merged with, in all tabs', async () => {
      const other = new TestWorld(world.clock);
      Object.assign(other, { server: world.server });
      const elsewhere = other.open({ uuid: () => `phone-${++ids}` });
      await elsewhere.send('From my phone');
      await world.clock.advance(1_000);
      await elsewhere.identify(sign('user-7', { name: 'Ana' }));
      const known = visitorOf(elsewhere)?.id;
      elsewhere.destroy();

      const a = world.open();
      const b = world.open();
      for (const chat of [a, b]) chat.setOpen(true);
      await a.identify({ locale: 'de' });
      await a.send('From my desk');
      await world.clock.until(() => [a, b].every((chat) => chat.getSnapshot().connection === 'live'));
      world.server.fault = { kind: 'down' };
      await a.send('Unsent');
      world.server.fault = null;
      await a.identify(sign('user-7'));
      await world.clock.advance(10_000);
      assert.equal(visitorOf(a)?.id, known);
      assert.deepEqual(visitorOf(b), visitorOf(a));
      assert.deepEqual(visible(a), visible(b));
      assert.ok(visible(a).some((line) => line.startsWith('Unsent')));
      assert.equal(world.server.sessions.count, 2);
      // Realtime listens to the visitor they are now.
      world.server.team.reply('There you are');
      await world.clock.advance(0);
      assert.equal(world.server.realtime.joins.at(-1)?.topic, `support:visitor:${known}`);
      for (const chat of [a, b]) assert.equal(visible(chat).at(-1), 'Mika: There you are');
    });

    it('asks the callback again when its token is not accepted, once', async () => {
      const chat = await chatWithMessage();
      const tokens = [world.server.visitors.sign({ sub: 'user-7' }, -10), sign('user-7')];
      let asked = 0;
      await chat.identify(async () => tokens[asked++] ?? null);
      assert.equal(asked, 2);
      assert.equal(visitorOf(chat)?.externalId, 'user-7');
      asked = 0;
      await assert.rejects(
        chat.identify(async () => (asked++, world.server.visitors.sign({ sub: 'user-7' }, -10))),
        code('identity_token_invalid'),
      );
      assert.equal(asked, 2);
    });

    it('asks the callback again for the session that takes the place of a revoked one', async () => {
      let asked = 0;
      const chat = await chatWithMessage('Hello', {}, { identityToken: async () => (asked++, sign('user-7')) });
      world.server.sessions.revoke();
      await chat.send('Still there?');
      await world.clock.advance(5_000);
      assert.equal(asked, 2);
      assert.equal(world.server.requestsTo('chat/identify').length, 2);
      assert.equal(visible(chat).at(-1), 'Still there? (sent)');
    });

    it('never asks while it is asking', async () => {
      let running = 0;
      let most = 0;
      const source = async (): Promise<string> => {
        most = Math.max(most, ++running);
        await new Promise<void>((resolve) => world.clock.after(700, resolve));
        running -= 1;
        return sign('user-7');
      };
      const chat = await chatWithMessage('Hello', {}, { identityToken: source });
      world.server.sessions.revoke();
      await chat.send('one');
      void chat.identify(source).catch(() => {});
      await world.clock.advance(100);
      void chat.identify(source).catch(() => {});
      await world.clock.advance(10_000);
      assert.equal(most, 1);
      assert.equal(visitorOf(chat)?.externalId, 'user-7');
    });

    it('goes on anonymously and says so when the site does not answer', async () => {
      const errors: string[] = [];
      const chat = world.open({}, { identityToken: () => Promise.reject(new Error('500')) });
      chat.on('error', ({ error }) => errors.push(error.code));
      await chat.send('Hello');
      await world.clock.advance(5_000);
      assert.deepEqual(errors, ['identity_token_invalid']);
      assert.deepEqual(visible(chat), ['Hello (sent)']);
    });

    it('does not repeat words that were refused, until there is another session', async () => {
      const errors: string[] = [];
      const chat = world.open({}, { identityToken: world.server.visitors.sign({ sub: 'ana' }, -10) });
      chat.on('error', ({ error }) => errors.push(error.code));
      chat.setOpen(true);
      await chat.send('Hello');
      await world.clock.advance(3 * 3_600_000);
      assert.deepEqual([errors, count('chat/identify')], [['identity_token_invalid'], 1]);
      world.server.sessions.revoke();
      await chat.send('Still there?');
      await world.clock.advance(5_000);
      assert.deepEqual([errors.length, count('chat/identify')], [2, 2]);
    });

    it('gives a site that is silent up after half a minute', async () => {
      const errors: string[] = [];
      const chat = world.open({}, { identityToken: () => new Promise(() => {}) });
      chat.on('error', ({ error }) => errors.push(error.code));
      await chat.send('Hello');
      await world.clock.advance(31_000);
      assert.deepEqual(errors, ['identity_token_invalid']);
    });

    it('stays anonymous when nobody is signed in', async () => {
      const chat = await chatWithMessage('Hello', {}, { identityToken: async () => null });
      await world.clock.advance(10_000);
      assert.equal(count('chat/identify'), 0);
      assert.equal(visitorOf(chat), null);
    });

    it('tells the server later when it does not answer', async () => {
      const chat = await chatWithMessage();
      world.server.nextFaults.push(
        { kind: 'down', path: 'chat/identify' },
        { kind: 'lost-answer', path: 'chat/identify' },
      );
      const identified = chat.identify(sign('user-7'));
      await world.clock.advance(10_000);
      await identified;
      assert.equal(visitorOf(chat)?.externalId, 'user-7');
    });

    it('gives somebody else nothing of the one before: no session, no unsent message', async () => {
      const chat = await chatWithMessage('From Ana', {}, { identityToken: sign('ana') });
      const tab = world.open();
      await tab.load();
      await world.clock.advance(1_000);
      const before = visitorOf(chat)?.id;
      world.server.nextFaults.push(
        ...Array.from({ length: 3 }, () => ({ kind: 'down', path: 'chat/message' }) as const),
      );
      await chat.send('Unsent by Ana');
      await chat.identify(sign('ben', { name: 'Ben' }));
      await world.clock.advance(60_000);
      assert.notEqual(visitorOf(chat)?.id, before);
      assert.equal(visitorOf(chat)?.name, 'Ben');
      assert.deepEqual(visible(chat), []);
      assert.deepEqual(visitorOf(tab), visitorOf(chat));
      assert.deepEqual(world.server.visitorTexts, ['From Ana']);
    });

    it('goes on in a new session when the server knows that this one is somebody else’s', async () => {
      const chat = await chatWithMessage();
      await chat.identify(sign('ana'));
      // What the browser knew of Ana is lost; the server knows.
      await world.browser
        .openStorage('support-chat/wk_demo/http://localhost:4000/functions/v1/support-chat')
        .delete('visitor');
      await chat.identify(sign('ben'));
      await world.clock.advance(1_000);
      assert.equal(visitorOf(chat)?.externalId, 'ben');
      assert.equal(world.server.sessions.count, 2);
      assert.deepEqual(visible(chat), []);
    });
  });

  it('reads what a token says, and nothing from what is none', () => {
    assert.equal(readClaims(sign('ü-7', { name: 'Ana' }))?.sub, 'ü-7');
    for (const text of ['', 'abc', 'a.b.c', `a.${btoa('null')}.c`]) assert.equal(readClaims(text), null, text);
  });
});
