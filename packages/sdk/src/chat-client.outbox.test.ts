import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld, visible } from '../testing/test-world.ts';
import { PRECHAT_KEY } from './actions/prechat-key.ts';
import type { KeyValueStorage } from './storage/key-value-storage.ts';
import type { SupportChat } from './support-chat.ts';

describe('what was written and not sent yet', () => {
  let world: TestWorld;
  let chat: SupportChat;
  beforeEach(() => {
    world = new TestWorld();
    chat = world.open();
  });
  afterEach(() => world.close());

  const posts = () => world.server.requestsTo('chat/message');
  const bodies = (): Record<string, unknown>[] => posts().map(({ body }) => body as Record<string, unknown>);
  const lastMessage = (of = chat) => of.getSnapshot().messages.at(-1);
  const storage = (): KeyValueStorage =>
    world.browser.openStorage('support-chat/wk_demo/http://localhost:4000/functions/v1/support-chat');

  async function reload(): Promise<void> {
    chat.destroy();
    chat = world.open();
    chat.setOpen(true);
    await world.clock.advance(100);
  }

  describe('in answer to a message', () => {
    beforeEach(async () => {
      chat.setOpen(true);
      await chat.send('one');
      await world.clock.until(() => chat.getSnapshot().connection === 'live');
      world.server.team.reply(`Which one? ${'x'.repeat(300)}`);
      await world.clock.advance(0);
    });
    const question = (): string => chat.getSnapshot().messages[1]?.id ?? '';

    it('shows the quote before and after it is sent, and over a reload', async () => {
      world.server.fault = { kind: 'down' };
      const replyTo = question();
      await chat.send({ text: 'The red one', replyTo });
      const quote = lastMessage()?.replyTo;
      assert.deepEqual([quote?.id, quote?.sender, quote?.name, quote?.text.length], [replyTo, 'agent', 'Mika', 200]);
      await reload();
      assert.deepEqual(lastMessage()?.replyTo, quote);
      world.server.fault = null;
      chat.reconnect();
      await world.clock.until(() => lastMessage()?.delivery?.state === 'sent');
      assert.deepEqual(lastMessage()?.replyTo, quote);
    });

    it('is refused when that message is not here', async () => {
      await assert.rejects(chat.send({ text: 'Yes', replyTo: 'elsewhere' }), { code: 'message_not_found' });
    });
  });

  it('keeps its department and the answers to the form, until the server has them', async () => {
    world.server.fault = { kind: 'down' };
    await storage().set(PRECHAT_KEY, { email: 'ana@example.com' });
    await chat.send({ text: 'one', departmentId: 'sales' });
    await chat.send('two');
    await reload();
    world.server.fault = null;
    chat.reconnect();
    await world.clock.until(() => visible(chat).every((line) => line.endsWith('(sent)')));
    const [one, two] = ['one', 'two'].map((text) => bodies().findLast((body) => body['text'] === text));
    assert.deepEqual([one?.['department_id'], one?.['prechat']], ['sales', { email: 'ana@example.com' }]);
    assert.deepEqual([two?.['department_id'], two?.['prechat']], [undefined, undefined]);
  });

  it('needs a text when there are no files', async () => {
    await assert.rejects(chat.send({ text: ' ' }), { code: 'message_empty' });
    await assert.rejects(chat.send({ uploadIds: [] }), { code: 'message_empty' });
  });

  it('by an older client is sent, by a newer one is left to it', async () => {
    const old = { id: 'old', text: 'from yesterday', position: 1, createdAt: 1 };
    const future = { version: 9, id: 'future', position: 2, createdAt: 2, content: { text: 'from tomorrow' } };
    await storage().set('message:old', old);
    await storage().set('message:future', future);
    await reload();
    await chat.send('of today');
    await world.clock.advance(1_000);
    assert.deepEqual(world.server.visitorTexts, ['from yesterday', 'of today']);
    assert.deepEqual(visible(chat), ['from yesterday (sent)', 'of today (sent)']);
    assert.deepEqual([...(await storage().list('message:')).values()], [future]);
  });

  describe('when the visitor leaves the page', () => {
    /** What browsers grant: requests with `keepalive` go on, everything else of the page stops. */
    async function leave(): Promise<void> {
      world.page.send('leaving');
      // Promises settle before the page is gone; nothing that needs another turn of its event loop does.
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
      chat.destroy();
      await world.clock.advance(1_000);
    }

    beforeEach(async () => {
      await chat.send('zero');
      await world.clock.advance(1_000);
    });

    it('leaves at once, in order, and the next page does not send it again', async () => {
      const keptAlive: string[] = [];
      chat.destroy();
      chat = world.open({
        fetch: (url, { signal: _ended, ...init }) => {
          if (init.keepalive && url.includes('chat/message') && !world.server.fault) {
            keptAlive.push((JSON.parse(String(init.body)) as { text: string }).text);
          }
          return world.server.fetch(url, init);
        },
      });
      world.server.fault = { kind: 'down' };
      for (const text of ['one', 'two', 'three']) await chat.send(text);
      await world.clock.advance(10_000);
      world.server.fault = null;
      await leave();
      assert.deepEqual(keptAlive, ['one', 'two', 'three']);
      assert.deepEqual(world.server.visitorTexts, ['zero', 'one', 'two', 'three']);

      await reload();
      await world.clock.advance(10_000);
      assert.deepEqual(world.server.visitorTexts, ['zero', 'one', 'two', 'three']);
      assert.equal((await storage().list('message:')).size, 0);
      assert.deepEqual(visible(chat), ['zero (sent)', 'one (sent)', 'two (sent)', 'three (sent)']);
    });

    it('is sent once as well when the page comes back', async () => {
      world.server.fault = { kind: 'down' };
      for (const text of ['one', 'two']) await chat.send(text);
      await world.clock.advance(10_000);
      world.server.fault = null;
      world.page.send('leaving');
      await world.clock.advance(0);
      world.page.send('visible');
      await world.clock.advance(1_000);
      assert.deepEqual(world.server.visitorTexts, ['zero', 'one', 'two']);
      assert.deepEqual(visible(chat), ['zero (sent)', 'one (sent)', 'two (sent)']);
    });

    it('waits for the next page where the network is away', async () => {
      world.server.fault = { kind: 'down' };
      await chat.send('one');
      await leave();
      assert.deepEqual(world.server.visitorTexts, ['zero']);
      world.server.fault = null;
      await reload();
      await world.clock.advance(1_000);
      assert.deepEqual(world.server.visitorTexts, ['zero', 'one']);
    });
  });

  it('is not held up by a storage that hangs in the middle of a visit', async () => {
    let isHanging = false;
    const hang = new Promise<never>(() => {});
    const openStorage = (_mode: string, name: string): KeyValueStorage => {
      const inner = world.browser.openStorage(name);
      const stall = <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) => {
        return (...args: Args): Promise<Result> => (isHanging ? hang : act(...args));
      };
      return {
        scope: 'shared',
        get: stall(inner.get),
        list: stall(inner.list),
        set: stall(inner.set),
        delete: stall(inner.delete),
        update: stall(inner.update),
      };
    };
    chat = world.open({ openStorage });
    await chat.send('one');
    await world.clock.advance(1_000);
    isHanging = true;
    const sending = chat.send('two');
    await world.clock.advance(6_000);
    await sending;
    await world.clock.advance(1_000);
    assert.equal(chat.getSnapshot().storage, 'memory');
    assert.deepEqual(world.server.visitorTexts, ['one', 'two']);
  });

  for (const turn of [-86_400_000, 86_400_000]) {
    it(`keeps its order over a clock that is turned ${turn < 0 ? 'forth' : 'back'} by a day`, async () => {
      world.server.fault = { kind: 'down' };
      await chat.send('one');
      world.clock.turnBack(turn);
      await chat.send('two');
      await reload();
      await chat.send('three');
      world.clock.turnBack(-2 * turn);
      await chat.send('four');
      world.server.fault = null;
      chat.reconnect();
      await world.clock.until(() => world.server.visitorTexts.length === 4);
      assert.deepEqual(world.server.visitorTexts, ['one', 'two', 'three', 'four']);
    });
  }
});
