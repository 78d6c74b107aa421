import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld, visible } from '../../testing/test-world.ts';
import { ChatError } from '../errors.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import type { SupportChat } from '../support-chat.ts';
import { takeResumeToken } from './resume-link.ts';

const SCOPE = 'support-chat/wk_demo/http://localhost:4000/functions/v1/support-chat';

const code =
  (expected: string) =>
  (error: unknown): boolean =>
    error instanceof ChatError && error.code === expected;

let world: TestWorld;
let ids = 0;
beforeEach(() => (world = new TestWorld()));
afterEach(() => world.close());

const count = (path: string): number => world.server.requestsTo(path).length;
const stored = async (): Promise<string[]> => [...(await world.browser.openStorage(SCOPE).list('')).keys()].sort();

function open(): SupportChat {
  const chat = world.open();
  chat.setOpen(true);
  return chat;
}

async function say(chat: SupportChat, text: string): Promise<void> {
  await chat.send(text);
  await world.clock.until(() => visible(chat).includes(`${text} (sent)`));
  await world.clock.advance(1_000);
}

/** Nothing of the visitor is left on the page. */
function assertEmpty(chat: SupportChat): void {
  const { messages, conversation, visitor, uploads, conversations, unreadCount } = chat.getSnapshot();
  assert.deepEqual(
    [messages.length, conversation, visitor, uploads.length, conversations, unreadCount],
    [0, null, null, 0, null, 0],
  );
}

describe('logging out', () => {
  it('ends the session on the server and forgets everything, in all tabs', async () => {
    const [a, b] = [open(), open()];
    await a.identify({ name: 'Ana' });
    await say(a, 'Hello');
    await a.logout();
    await world.clock.advance(1_000);
    for (const chat of [a, b]) assertEmpty(chat);
    assert.deepEqual(await stored(), []);
    assert.equal(count('chat/session/end'), 1);
    assert.ok(world.server.visitors.get('visitor-1'));
    await say(b, 'New');
    assert.equal(world.server.sessions.count, 2);
    assert.deepEqual(visible(a), ['New (sent)']);
    assert.equal(a.getSnapshot().visitor, null);
  });

  it('ends a session whose token has expired as well', async () => {
    const chat = world.open();
    await say(chat, 'Hello');
    chat.destroy();
    await world.clock.advance(7_200_000);
    const next = world.open();
    await next.logout();
    await world.clock.advance(1_000);
    assert.equal(count('chat/session/end'), 1);
    assert.equal(count('chat/session'), 1);
  });

  it('does nothing on the server when there was no session', async () => {
    await open().logout();
    assert.equal(count('chat/session/end'), 0);
    assert.equal(count('chat/session'), 0);
  });

  for (const kind of ['down', 'lost-answer'] as const) {
    it(`does not wait for a server that is ${kind === 'down' ? 'away' : 'not heard'}`, async () => {
      const chat = open();
      await say(chat, 'Hello');
      world.server.nextFaults.push({ kind, path: 'chat/session/end' });
      await chat.logout();
      assertEmpty(chat);
      assert.deepEqual(await stored(), []);
    });
  }

  it('waits five seconds at most for a server that is slow, and is over before', async () => {
    const chat = open();
    await say(chat, 'Hello');
    world.server.nextFaults.push({ kind: 'slow', delayMs: 60_000, path: 'chat/session/end' });
    let isDone = false;
    void chat.logout().then(() => (isDone = true));
    await world.clock.advance(100);
    assertEmpty(chat);
    assert.deepEqual(await stored(), []);
    await world.clock.advance(5_000);
    assert.equal(isDone, true);
  });

  it('sends nothing more of what was unsent, from no tab', async () => {
    const [a, b] = [open(), open()];
    await say(a, 'Hello');
    world.server.fault = { kind: 'down' };
    await a.send('Unsent one');
    await b.send('Unsent two');
    await world.clock.advance(5_000);
    const leaving = b.logout();
    await world.clock.advance(10);
    world.server.fault = null;
    await leaving;
    await world.clock.advance(120_000);
    for (const chat of [a, b]) assertEmpty(chat);
    assert.deepEqual(world.server.visitorTexts, ['Hello']);
    assert.equal(world.server.sessions.count, 1);
    assert.deepEqual(await stored(), []);
  });

  // Before, while and after the messages are deleted, and while the rest is.
  for (const delayMs of [500, 1_700, 3_700, 6_000]) {
    it(`sends nothing more either where storage is slow and another tab is sending for ${delayMs} ms`, async () => {
      const slow = (name: string): KeyValueStorage => {
        const storage = world.browser.openStorage(name);
        const later = (): Promise<void> => new Promise((resolve) => world.clock.after(1_000, resolve));
        return { ...storage, delete: async (key) => later().then(() => storage.delete(key)) };
      };
      // The next try follows at once.
      const tab = (): SupportChat => world.open({ openStorage: (_mode, name) => slow(name), random: () => 0 });
      const [a, b] = [tab(), tab()];
      await say(a, 'Hello');
      await b.load();
      world.server.nextFaults.push({ kind: 'late-answer', delayMs, path: 'chat/message' });
      await b.send('On its way');
      await world.clock.advance(100);
      await b.send('Unsent one');
      await a.send('Unsent two');
      await world.clock.advance(100);
      void a.logout();
      await world.clock.advance(120_000);
      for (const chat of [a, b]) assertEmpty(chat);
      const { visitorTexts, sessions } = world.server;
      assert.deepEqual(visitorTexts.slice(0, 2), ['Hello', 'On its way']);
      // What is sent while the visitor is still here is theirs; nothing is sent as somebody else.
      assert.equal(sessions.count, 1);
    });
  }

  it('writes down nothing about them any more, where that was slow', async () => {
    const slow = (name: string): KeyValueStorage => {
      const storage = world.browser.openStorage(name);
      const later = (): Promise<void> => new Promise((resolve) => world.clock.after(1_000, resolve));
      return {
        ...storage,
        update: async (key, change) => {
          if (key === 'visitor') await later();
          return storage.update(key, change);
        },
      };
    };
    const chat = world.open({ openStorage: (_mode, name) => slow(name) });
    await say(chat, 'Hello');
    void chat.identify(world.server.visitors.sign({ sub: 'ana', name: 'Ana' }));
    await world.clock.advance(500);
    assert.equal(count('chat/identify'), 1);
    await chat.logout();
    await world.clock.advance(60_000);
    assertEmpty(chat);
    assert.deepEqual(await stored(), []);
  });

  it('shows no answer that comes late', async () => {
    const chat = open();
    await say(chat, 'Hello');
    world.server.nextFaults.push({ kind: 'late-answer', delayMs: 2_000, path: 'chat/message' });
    await chat.send('On its way');
    await world.clock.advance(500);
    await chat.logout();
    await world.clock.advance(60_000);
    assertEmpty(chat);
    assert.equal(world.server.sessions.count, 1);
  });

  it('asks the site no more who the visitor is', async () => {
    let asked = 0;
    const source = async (): Promise<string> => (asked++, world.server.visitors.sign({ sub: 'ana' }));
    const chat = world.open({}, { identityToken: source });
    await say(chat, 'Hello');
    await chat.logout();
    await say(chat, 'New');
    assert.equal(asked, 1);
    assert.equal(chat.getSnapshot().visitor, null);
  });

  it('leaves what the visitor has agreed to', async () => {
    const chat = open();
    await chat.setConsent('granted', 'text 3');
    await say(chat, 'Hello');
    await chat.logout();
    assert.equal(chat.getSnapshot().consent, 'granted');
    await say(chat, 'New');
    assert.deepEqual(
      world.server.visitors.consents.map(({ textVersion }) => textVersion),
      ['text 3', 'text 3'],
    );
  });
});

describe('having everything deleted', () => {
  it('deletes on the server first, then here', async () => {
    const [a, b] = [open(), open()];
    await a.identify({ name: 'Ana' });
    await a.setConsent('granted');
    await say(a, 'Hello');
    await a.deleteData();
    await world.clock.advance(1_000);
    assert.equal(world.server.visitors.erased.length, 1);
    for (const chat of [a, b]) assertEmpty(chat);
    assert.deepEqual([a.getSnapshot().consent, await stored()], ['unknown', []]);
    await say(a, 'New');
    assert.equal(world.server.sessions.count, 2);
  });

  it('leaves everything as it was when the server does not answer', async () => {
    const chat = open();
    await say(chat, 'Hello');
    world.server.nextFaults.push({ kind: 'down', path: 'chat/data' });
    await assert.rejects(chat.deleteData(), code('network_unavailable'));
    assert.deepEqual(visible(chat), ['Hello (sent)']);
    await chat.deleteData();
    assertEmpty(chat);
  });

  it('is done when the answer to the first try was lost', async () => {
    const chat = open();
    await say(chat, 'Hello');
    world.server.nextFaults.push({ kind: 'lost-answer', path: 'chat/data' });
    await assert.rejects(chat.deleteData(), code('network_unavailable'));
    await chat.deleteData();
    await world.clock.advance(1_000);
    assertEmpty(chat);
    assert.deepEqual(await stored(), []);
  });

  it('closes the storage again where the visitor has to be asked', async () => {
    const chat = world.open({}, { consent: 'unknown' });
    await chat.setConsent('granted');
    await say(chat, 'Hello');
    await chat.deleteData();
    await say(chat, 'New');
    assert.deepEqual(await stored(), []);
    assert.deepEqual([chat.getSnapshot().consent, chat.getSnapshot().storage], ['unknown', 'memory']);
  });

  it('is preceded by an export for those who want one', async () => {
    const chat = open();
    await assert.rejects(chat.exportData(), code('session_not_found'));
    await say(chat, 'Hello');
    assert.equal((await chat.exportData()).visitor.id, world.server.conversations[0]?.visitorId);
  });
});

describe('a link from an e-mail', () => {
  async function aLink(): Promise<string> {
    const elsewhere = new TestWorld(world.clock);
    Object.assign(elsewhere, { server: world.server });
    const chat = elsewhere.open({ uuid: () => `phone-${++ids}` });
    await say(chat, 'From my phone');
    const visitorId = world.server.conversations[0]?.visitorId ?? '';
    elsewhere.close();
    return world.server.visitors.linkFor(visitorId);
  }

  it('opens its conversation, in all tabs, and keeps what was unsent', async () => {
    const token = await aLink();
    const [a, b] = [open(), open()];
    await say(a, 'From my desk');
    world.server.nextFaults.push({ kind: 'down', path: 'chat/message' });
    await a.send('Unsent');
    await world.clock.advance(0);
    await a.resume(token);
    await world.clock.advance(60_000);
    for (const chat of [a, b]) assert.deepEqual(visible(chat), ['From my phone (sent)', 'Unsent (sent)']);
    assert.equal(a.getSnapshot().conversation?.number, 1024);
  });

  it('that is no good leaves everything as it was', async () => {
    const chat = open();
    await say(chat, 'Hello');
    await assert.rejects(chat.resume('forged'), code('resume_link_invalid'));
    await say(chat, 'More');
    assert.equal(world.server.sessions.count, 1);
    assert.deepEqual(visible(chat), ['Hello (sent)', 'More (sent)']);
  });

  it('is taken out of the address', () => {
    const calls: unknown[][] = [];
    const history = { state: { page: 1 }, replaceState: (...args: unknown[]) => void calls.push(args) };
    const at = (hash: string) => ({ hash, pathname: '/socks', search: '?size=42' });
    assert.equal(takeResumeToken(at('#support-chat-resume=a.b-c_d'), history), 'a.b-c_d');
    assert.deepEqual(calls, [[{ page: 1 }, '', '/socks?size=42']]);
    assert.equal(takeResumeToken(at(''), history), null);
    assert.equal(takeResumeToken(at('#top'), history), null);
    assert.equal(calls.length, 1);
  });
});
