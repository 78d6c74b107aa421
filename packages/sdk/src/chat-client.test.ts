import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld, visible } from '../testing/test-world.ts';
import { createSupportChat } from './chat-client.ts';
import { ChatError } from './errors.ts';
import type { ChatEventMap } from './events.ts';

const code =
  (expected: string) =>
  (error: unknown): boolean =>
    error instanceof ChatError && error.code === expected;

describe('a chat', () => {
  let world: TestWorld;
  beforeEach(() => (world = new TestWorld()));
  afterEach(() => world.close());

  const paths = (): string[] => world.server.requests.map(({ path }) => path);
  const count = (path: string): number => world.server.requestsTo(path).length;

  describe('before the visitor does anything', () => {
    it('does nothing when it is made', async () => {
      world.open();
      await world.clock.advance(600_000);
      assert.deepEqual(paths(), []);
      assert.equal(world.browser.writes, 0);
      assert.equal(world.clock.pending, 0);
    });

    it('makes one request when it is loaded, writes nothing, and then rests', async () => {
      const chat = world.open();
      await Promise.all([chat.load(), chat.load()]);
      await world.clock.advance(600_000);
      assert.deepEqual(paths(), ['widget-config']);
      assert.equal(world.browser.writes, 0);
      assert.equal(world.server.realtime.clients, 0);
      assert.equal(world.clock.pending, 0);
      const { status, config, availability, connection, storage } = chat.getSnapshot();
      assert.equal(status, 'ready');
      assert.equal(config?.teamName, 'Robin & friends');
      assert.equal(availability?.replyTimeMs, 120_000);
      assert.equal(connection, 'idle');
      assert.equal(storage, 'persistent');
    });

    it('needs no session and no socket to be open', async () => {
      const chat = world.open();
      chat.setOpen(true);
      await world.clock.advance(600_000);
      assert.deepEqual(paths(), ['widget-config']);
      assert.equal(world.browser.writes, 0);
      assert.equal(chat.getSnapshot().connection, 'idle');
      assert.equal(chat.getSnapshot().isLoadingMessages, false);
    });

    it('refuses a key that is none', () => {
      assert.throws(() => createSupportChat({ widgetKey: 'hello' }), code('widget_key_invalid'));
    });
  });

  describe('loading', () => {
    it('says what went wrong and tries again when it is asked again', async () => {
      const chat = world.open();
      world.server.fault = { kind: 'down' };
      await assert.rejects(chat.load(), code('network_unavailable'));
      assert.equal(chat.getSnapshot().status, 'failed');
      assert.equal(chat.getSnapshot().error?.code, 'network_unavailable');
      await world.clock.advance(60_000);
      assert.equal(count('widget-config'), 1, 'a closed chat does not insist');
      world.server.fault = null;
      await chat.load();
      assert.equal(chat.getSnapshot().status, 'ready');
      assert.equal(chat.getSnapshot().error, null);
    });

    it('tries again by itself while the chat is open', async () => {
      const chat = world.open();
      world.server.fault = { kind: 'down' };
      chat.setOpen(true);
      await world.clock.advance(10_000);
      assert.equal(chat.getSnapshot().connection, 'offline');
      world.server.fault = null;
      await world.clock.until(() => chat.getSnapshot().status === 'ready', 31_000);
      assert.equal(chat.getSnapshot().connection, 'idle');
    });

    it('leaves the server alone as long as that asks for it', async () => {
      const chat = world.open();
      world.server.nextFaults.push({ kind: 'status', status: 503, retryAfter: '45' });
      chat.setOpen(true);
      await world.clock.advance(44_900);
      assert.equal(count('widget-config'), 1);
      await world.clock.advance(200);
      assert.equal(chat.getSnapshot().status, 'ready');
    });

    it('tries again at once when the network comes back', async () => {
      const chat = world.open();
      world.server.fault = { kind: 'down' };
      chat.setOpen(true);
      await world.clock.advance(40_000);
      world.server.fault = null;
      world.page.send('online');
      await world.clock.advance(0);
      assert.equal(chat.getSnapshot().status, 'ready');
    });

    it('does not insist on a widget that does not exist', async () => {
      const chat = world.open({}, { widgetKey: 'wk_other@localhost:4000' });
      chat.setOpen(true);
      await world.clock.advance(120_000);
      assert.equal(chat.getSnapshot().error?.code, 'widget_not_found');
      assert.equal(count('widget-config'), 1);
    });
  });

  describe('sending', () => {
    it('makes session and conversation with the first message, and shows it from the first moment', async () => {
      const chat = world.open();
      await chat.load();
      chat.setOpen(true);
      const seen: string[][] = [];
      chat.subscribe(() => seen.push([...visible(chat)]));
      const message = await chat.send('  Hello  ');
      assert.equal(message.text, 'Hello');
      assert.equal(message.seq, null);
      assert.deepEqual(visible(chat), ['Hello (queued)']);
      await world.clock.advance(100);
      assert.deepEqual(visible(chat), ['Hello (sent)']);
      assert.ok(
        seen.every((texts) => texts.length === 1),
        'it never disappears and is never doubled',
      );
      assert.equal(chat.getSnapshot().messages[0]?.id, message.id);
      assert.equal(chat.getSnapshot().conversation?.number, 1024);
      assert.deepEqual(paths().slice(1, 3), ['chat/session', 'chat/message']);
      assert.equal(chat.getSnapshot().isLoadingMessages, false, 'a new conversation has no history to wait for');
    });

    it('goes on to delivered and seen as the team gets it', async () => {
      const chat = world.open();
      chat.setOpen(true);
      await chat.send('Hello');
      await world.clock.until(() => chat.getSnapshot().connection === 'live');
      world.server.team.update({ delivered_seq: 1 });
      await world.clock.advance(0);
      assert.deepEqual(visible(chat), ['Hello (delivered)']);
      world.server.team.update({ seen_seq: 1 });
      await world.clock.advance(0);
      assert.deepEqual(visible(chat), ['Hello (seen)']);
    });

    it('works before and without loading, open or not', async () => {
      const chat = world.open();
      await chat.send('Hello');
      await world.clock.advance(100);
      assert.deepEqual(visible(chat), ['Hello (sent)']);
      assert.equal(world.server.realtime.clients, 0);
    });

    it('tells the page about the message and the conversation', async () => {
      const chat = world.open();
      const events: string[] = [];
      const types: (keyof ChatEventMap)[] = [
        'message:sent',
        'message:received',
        'conversation:started',
        'unread:changed',
      ];
      for (const type of types) chat.on(type, () => events.push(type));
      await chat.send('Hello');
      chat.setOpen(true);
      await world.clock.until(() => chat.getSnapshot().connection === 'live');
      world.server.team.reply('Hi');
      await world.clock.advance(0);
      assert.deepEqual(events, ['message:sent', 'conversation:started', 'message:received', 'unread:changed']);
    });

    it('sends along what the page tells about itself', async () => {
      const chat = world.open({}, { context: () => ({ page_url: 'https://shop.test/cart' }) });
      await chat.send('Hello');
      await world.clock.advance(0);
      const [request] = world.server.requestsTo('chat/message');
      assert.deepEqual((request?.body as { context: unknown }).context, { page_url: 'https://shop.test/cart' });
    });

    it('does not fail because the page cannot tell about itself', async () => {
      const context = (): never => {
        throw new Error('broken');
      };
      const chat = world.open({}, { context, logger: () => {} });
      await chat.send('Hello');
      await world.clock.advance(0);
      assert.deepEqual(visible(chat), ['Hello (sent)']);
    });

    it('refuses empty and endless texts at once', async () => {
      const chat = world.open();
      await assert.rejects(chat.send(' \n '), code('message_empty'));
      await assert.rejects(chat.send('x'.repeat(4_001)), code('message_too_long'));
      await chat.send('x'.repeat(4_000));
    });

    it('shows a refused message as failed, and can retry or discard it', async () => {
      const chat = world.open();
      const failures: string[] = [];
      chat.on('message:failed', ({ message, error }) => failures.push(`${message.text} ${error.code}`));
      const first = await chat.send('refuse me');
      const second = await chat.send('refuse me too');
      await chat.send('fine');
      await world.clock.advance(1_000);
      assert.deepEqual(visible(chat), ['fine (sent)', 'refuse me (failed)', 'refuse me too (failed)']);
      assert.deepEqual(failures, ['refuse me message_invalid', 'refuse me too message_invalid']);
      await chat.discard(first.id);
      await chat.retry(second.id);
      assert.deepEqual(visible(chat), ['fine (sent)', 'refuse me too (queued)']);
    });
  });

  describe('reading', () => {
    const converse = async (): Promise<ReturnType<TestWorld['open']>> => {
      const chat = world.open();
      chat.setOpen(true);
      await chat.send('Hello');
      await world.clock.until(() => chat.getSnapshot().connection === 'live');
      return chat;
    };

    it('is told to the server once, for everything that is here', async () => {
      const chat = await converse();
      world.server.team.reply('one');
      world.server.team.reply('two');
      await world.clock.advance(0);
      assert.equal(chat.getSnapshot().unreadCount, 2);
      const told = Promise.all([chat.markRead(), chat.markRead()]);
      assert.equal(chat.getSnapshot().unreadCount, 0);
      await told;
      assert.deepEqual(
        world.server.requestsTo('chat/read').map(({ body }) => (body as { seq: number }).seq),
        [3],
      );
    });

    it('sends nothing when nothing was unread', async () => {
      const chat = await converse();
      await chat.markRead();
      assert.equal(count('chat/read'), 0);
    });

    it('is told later when the server could not be told', async () => {
      const chat = await converse();
      world.server.team.reply('one');
      await world.clock.advance(0);
      world.server.nextFaults.push({ kind: 'down', path: 'chat/read' });
      await chat.markRead();
      assert.equal(chat.getSnapshot().unreadCount, 0);
      await world.clock.advance(60_000);
      assert.equal(count('chat/read'), 2);
      assert.equal(world.server.conversations[0]?.wire.visitor_read_seq, 2);
    });
  });

  describe('history', () => {
    it('comes page by page, oldest first', async () => {
      world.server.threads.pageSize = 3;
      const first = world.open();
      await first.send('Hello');
      await world.clock.advance(100);
      for (let index = 1; index <= 60; index++) world.server.team.reply(`reply ${index}`);
      first.destroy();
      const chat = world.open();
      chat.setOpen(true);
      await world.clock.advance(100);
      assert.deepEqual(visible(chat), ['Mika: reply 58', 'Mika: reply 59', 'Mika: reply 60']);
      assert.equal(chat.getSnapshot().hasOlderMessages, true);
      const loading = chat.loadOlder();
      assert.equal(chat.getSnapshot().isLoadingOlder, true);
      await loading;
      assert.equal(chat.getSnapshot().messages.length, 53);
      assert.equal(chat.getSnapshot().hasOlderMessages, true);
      await Promise.all([chat.loadOlder(), chat.loadOlder()]);
      assert.equal(chat.getSnapshot().messages.length, 61);
      assert.equal(visible(chat)[0], 'Hello (sent)');
      assert.equal(chat.getSnapshot().hasOlderMessages, false);
      await chat.loadOlder();
      assert.equal(count('chat/messages'), 2);
    });

    it('says when a page could not be had, and can be asked again', async () => {
      world.server.threads.pageSize = 1;
      const chat = world.open();
      chat.setOpen(true);
      await chat.send('one');
      await chat.send('two');
      await world.clock.advance(100);
      chat.destroy();
      const again = world.open();
      again.setOpen(true);
      await world.clock.advance(100);
      world.server.nextFaults.push({ kind: 'down', path: 'chat/messages' });
      await assert.rejects(again.loadOlder(), code('network_unavailable'));
      assert.equal(again.getSnapshot().isLoadingOlder, false);
      await again.loadOlder();
      assert.deepEqual(visible(again), ['one (sent)', 'two (sent)']);
    });
  });

  describe('when it is destroyed', () => {
    it('stops everything and refuses to work', async () => {
      const chat = world.open();
      await chat.load();
      chat.setOpen(true);
      await chat.send('Hello');
      await world.clock.until(() => chat.getSnapshot().connection === 'live');
      world.server.fault = { kind: 'down' };
      await chat.send('unsent');
      await world.clock.advance(1_000);
      let calls = 0;
      chat.subscribe(() => void (calls += 1));
      chat.destroy();
      const requests = world.server.requests.length;
      await world.clock.advance(600_000);
      assert.equal(world.server.requests.length, requests);
      assert.equal(world.clock.pending, 0);
      assert.equal(world.server.realtime.sockets, 0);
      assert.equal(world.page.listenerCount, 0);
      assert.equal(calls, 0);
      await assert.rejects(chat.send('more'), code('client_destroyed'));
      await assert.rejects(chat.load(), code('client_destroyed'));
      chat.setOpen(true);
      chat.reconnect();
      chat.destroy();
      await world.clock.advance(600_000);
      assert.equal(world.server.requests.length, requests);
    });
  });

  it('hands out methods that need no `this`', async () => {
    const { subscribe, getSnapshot, load, send, on, destroy } = world.open();
    let calls = 0;
    subscribe(() => void (calls += 1));
    on('ready', () => void (calls += 1));
    await load();
    await send('Hello');
    await world.clock.advance(0);
    assert.equal(getSnapshot().messages.length, 1);
    assert.ok(calls >= 2);
    destroy();
  });

  it('works in plain Node, with nothing around it', async () => {
    const chat = createSupportChat({
      widgetKey: 'wk_demo@localhost:4000',
      environment: { fetch: world.server.fetch, createRealtimeClient: world.server.realtime.createClient },
    });
    await chat.load();
    assert.equal(chat.getSnapshot().storage, 'memory');
    const isSent = new Promise((resolve) => chat.on('message:sent', resolve));
    await chat.send('Hello');
    await isSent;
    assert.deepEqual(visible(chat), ['Hello (sent)']);
    chat.destroy();
  });
});
