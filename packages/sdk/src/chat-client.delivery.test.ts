import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld, visible } from '../testing/test-world.ts';
import { openBrowserStorage } from './storage/open-storage.ts';

describe('delivery', () => {
  let world: TestWorld;
  beforeEach(() => (world = new TestWorld()));
  afterEach(() => world.close());

  const posts = (): number => world.server.requestsTo('chat/message').length;

  for (const storage of ['IndexedDB', 'a fake of it'] as const) {
    it(`survives a dead server and a reload: three messages arrive once and in order (${storage})`, async () => {
      const environment = storage === 'IndexedDB' ? { openStorage: openBrowserStorage } : {};
      const widget = { apiUrl: `http://localhost:4000/${storage.length}/support-chat` };
      const before = world.open(environment, widget);
      before.setOpen(true);
      await world.clock.advance(100);
      world.server.fault = { kind: 'down' };
      for (const text of ['one', 'two', 'three']) await before.send(text);
      await world.clock.advance(10_000);
      assert.deepEqual(visible(before), ['one (queued)', 'two (queued)', 'three (queued)']);
      assert.equal(before.getSnapshot().connection, 'offline');
      before.destroy();

      const after = world.open(environment, widget);
      after.setOpen(true);
      await world.clock.advance(5_000);
      assert.deepEqual(visible(after), ['one (queued)', 'two (queued)', 'three (queued)']);
      world.server.fault = null;
      await world.clock.until(() => visible(after).every((line) => line.endsWith('(sent)')), 31_000);
      assert.deepEqual(world.server.visitorTexts, ['one', 'two', 'three']);
      assert.deepEqual(visible(after), ['one (sent)', 'two (sent)', 'three (sent)']);
    });
  }

  it('sends what is left after a reload without being opened', async () => {
    const before = world.open();
    world.server.fault = { kind: 'down' };
    await before.send('one');
    before.destroy();
    world.server.fault = null;
    await world.open().load();
    await world.clock.advance(100);
    assert.deepEqual(world.server.visitorTexts, ['one']);
  });

  it('of a message whose answer got lost is not repeated', async () => {
    const chat = world.open();
    chat.setOpen(true);
    world.server.nextFaults.push({ kind: 'lost-answer', path: 'chat/message' });
    await chat.send('one');
    await chat.send('two');
    await world.clock.advance(5_000);
    assert.deepEqual(world.server.visitorTexts, ['one', 'two']);
    assert.deepEqual(visible(chat), ['one (sent)', 'two (sent)']);
    assert.equal(posts(), 3);
  });

  it('of a message that a page without storage has sent is neither repeated nor called a failure after a reload', async () => {
    const { server, clock, browser } = world;
    server.fault = { kind: 'down' };
    const before = world.open();
    await before.send('one');
    browser.storageError = new Error('The disk is full.');
    server.fault = null;
    await clock.advance(60_000);
    assert.deepEqual(visible(before), ['one (sent)']);
    before.destroy();
    browser.storageError = null;
    const after = world.open();
    await after.load();
    await clock.advance(1_000);
    assert.deepEqual(visible(after), []);
    await after.send('two');
    await clock.advance(1_000);
    assert.deepEqual(server.visitorTexts, ['one', 'two']);
  });

  it('tells of no message twice when a repeat is answered out of a conversation that has ended', async () => {
    const { server, clock } = world;
    const chat = world.open();
    chat.setOpen(true);
    const received: string[] = [];
    const sent: (string | undefined)[] = [];
    chat.on('message:received', ({ message }) => received.push(message.text));
    chat.on('message:sent', ({ message }) => sent.push(message?.text));
    server.nextFaults.push(
      { kind: 'lost-answer', path: 'chat/message' },
      { kind: 'status', status: 403, code: 'visitor_banned', path: 'chat/message' },
    );
    const { id } = await chat.send('one');
    await clock.advance(2_000);
    server.team.update({ status: 'closed' }, { isSilent: true });
    await chat.send('two');
    await clock.advance(1_000);
    server.team.reply('How can I help?');
    await clock.advance(1_000);
    await chat.retry(id);
    await clock.advance(10_000);
    assert.deepEqual(visible(chat), ['two (sent)', 'Mika: How can I help?']);
    assert.deepEqual([received, sent], [['How can I help?'], ['two', 'one']]);
    assert.deepEqual(server.visitorTexts, ['one', 'two']);
  });

  it('shows a message as sent as soon as anything says that it arrived', async () => {
    const chat = world.open();
    chat.setOpen(true);
    await chat.send('one');
    await world.clock.until(() => chat.getSnapshot().connection === 'live');
    world.server.nextFaults.push({ kind: 'lost-answer', path: 'chat/message' });
    await chat.send('two');
    await world.clock.advance(0);
    assert.equal(posts(), 2, 'the repeat still waits');
    assert.deepEqual(visible(chat), ['one (sent)', 'two (sent)'], 'Realtime has brought it');
  });

  it('waits as long as the server asks, in order', async () => {
    const chat = world.open();
    await chat.send('one');
    await world.clock.advance(100);
    world.server.nextFaults.push({
      kind: 'status',
      status: 429,
      code: 'rate_limited',
      retryAfter: '7',
      path: 'chat/message',
    });
    await chat.send('two');
    await chat.send('three');
    await world.clock.advance(6_500);
    world.page.send('visible');
    await world.clock.advance(0);
    assert.deepEqual(world.server.visitorTexts, ['one']);
    await world.clock.advance(1_000);
    assert.deepEqual(world.server.visitorTexts, ['one', 'two', 'three']);
    assert.equal(posts(), 4);
  });

  for (const signal of ['online', 'visible'] as const) {
    it(`goes on at once when the page says "${signal}"`, async () => {
      const chat = world.open();
      world.server.fault = { kind: 'status', status: 503 };
      await chat.send('one');
      await world.clock.advance(60_000);
      world.server.fault = null;
      world.page.send(signal);
      await world.clock.advance(0);
      assert.deepEqual(visible(chat), ['one (sent)']);
    });
  }

  it('goes on at once when a person says so', async () => {
    const chat = world.open();
    world.server.fault = { kind: 'status', status: 503, retryAfter: '600' };
    await chat.send('one');
    await world.clock.advance(10_000);
    world.server.fault = null;
    chat.reconnect();
    await world.clock.advance(0);
    assert.deepEqual(visible(chat), ['one (sent)']);
  });

  it('gives up waiting for an answer after 15 s and repeats', async () => {
    const chat = world.open();
    world.server.nextFaults.push({ kind: 'slow', delayMs: 60_000, path: 'chat/message' });
    await chat.send('one');
    await world.clock.advance(20_000);
    assert.deepEqual(visible(chat), ['one (sent)']);
  });

  it('takes a login page of somebody else for no answer', async () => {
    const chat = world.open();
    world.server.fault = { kind: 'portal' };
    await chat.send('one');
    await world.clock.advance(10_000);
    assert.deepEqual(visible(chat), ['one (queued)']);
    world.server.fault = null;
    chat.reconnect();
    await world.clock.advance(0);
    assert.deepEqual(visible(chat), ['one (sent)']);
  });

  it('does not let go of a message for an answer of another shape', async () => {
    const chat = world.open({
      fetch: async (url, init) =>
        url.includes('chat/message') && isStrange ? Response.json({}) : world.server.fetch(url, init),
    });
    let isStrange = true;
    await chat.send('one');
    await world.clock.advance(1_000);
    assert.deepEqual(visible(chat), ['one (queued)']);
    isStrange = false;
    await world.clock.advance(30_000);
    assert.deepEqual(visible(chat), ['one (sent)']);
  });

  it('goes into a new conversation when the known one is gone', async () => {
    const chat = world.open();
    chat.setOpen(true);
    await chat.send('one');
    await world.clock.advance(100);
    world.server.conversations.length = 0;
    await chat.send('two');
    await world.clock.advance(3_000);
    assert.deepEqual(world.server.visitorTexts, ['two']);
    assert.deepEqual(visible(chat), ['two (sent)']);
  });

  it('follows the visitor into the conversation that their message opened', async () => {
    const chat = world.open();
    chat.setOpen(true);
    await chat.send('one');
    await world.clock.advance(100);
    world.server.team.update({ status: 'closed' });
    await world.clock.advance(0);
    assert.equal(chat.getSnapshot().conversation?.status, 'closed');
    await chat.send('two');
    await world.clock.advance(100);
    assert.equal(chat.getSnapshot().conversation?.number, 1025);
    assert.deepEqual(visible(chat), ['two (sent)']);
  });

  describe('without storage', () => {
    it('still works, and says that it is forgetful', async () => {
      world.browser.storageError = new DOMException('The user denied permission.', 'InvalidStateError');
      const chat = world.open();
      await chat.load();
      assert.equal(chat.getSnapshot().storage, 'memory');
      chat.setOpen(true);
      await chat.send('one');
      await world.clock.until(() => chat.getSnapshot().connection === 'live');
      assert.deepEqual(visible(chat), ['one (sent)']);
    });

    it('that fails in the middle of a visit loses nothing', async () => {
      const chat = world.open();
      await chat.send('one');
      await world.clock.advance(100);
      world.server.fault = { kind: 'down' };
      await chat.send('two');
      world.browser.storageError = new DOMException('Full.', 'QuotaExceededError');
      await chat.send('three');
      assert.equal(chat.getSnapshot().storage, 'memory');
      world.server.fault = null;
      chat.reconnect();
      await world.clock.advance(1_000);
      assert.deepEqual(world.server.visitorTexts, ['one', 'two', 'three']);
    });

    it('by choice touches none', async () => {
      const chat = world.open({}, { storage: 'memory' });
      await chat.send('one');
      await world.clock.advance(100);
      assert.equal(world.browser.writes, 0);
      assert.equal(chat.getSnapshot().storage, 'memory');
    });
  });
});
