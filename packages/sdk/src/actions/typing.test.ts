import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld } from '../../testing/test-world.ts';
import type { SupportChat } from '../support-chat.ts';

describe('typing', () => {
  let world: TestWorld;
  let chat: SupportChat;
  beforeEach(() => {
    world = new TestWorld();
    chat = world.open();
  });
  afterEach(() => world.close());

  const converse = async (): Promise<void> => {
    await chat.load();
    chat.setOpen(true);
    await chat.send('Hello');
    await world.clock.until(() => chat.getSnapshot().connection === 'live');
  };
  const told = (): boolean[] => world.server.actions.typing.map(({ isTyping }) => isTyping);
  const type = async (seconds: number): Promise<void> => {
    for (let time = 0; time < seconds * 2; time++) {
      chat.setTyping(true);
      await world.clock.advance(500);
    }
  };

  describe('of the visitor', () => {
    it('is told every four seconds at most, and its end once after six of silence', async () => {
      await converse();
      await type(10);
      assert.deepEqual(told(), [true, true, true]);
      const [first, second] = world.server.actions.typing;
      assert.equal((second?.at ?? 0) - (first?.at ?? 0), 4_000);
      await world.clock.advance(5_000);
      assert.deepEqual(told(), [true, true, true]);
      await world.clock.advance(20_000);
      assert.deepEqual(told(), [true, true, true, false]);
    });

    it('ends at once when the visitor sends, or says so', async () => {
      await converse();
      await type(1);
      await chat.send('Done');
      await world.clock.advance(100);
      assert.deepEqual(told(), [true, false]);
      await type(1);
      chat.setTyping(false);
      chat.setTyping(false);
      await world.clock.advance(20_000);
      assert.deepEqual(told(), [true, false, true, false]);
    });

    it('is not told without an open conversation', async () => {
      await chat.load();
      await type(1);
      await converse();
      world.server.team.update({ status: 'closed' });
      await world.clock.advance(0);
      await type(1);
      assert.equal(world.server.requestsTo('chat/typing').length, 0);
    });

    it('is not told where the widget does not show it', async () => {
      world.server.settings = { features: { ...world.server.config.features!, typing: false } };
      await converse();
      await type(1);
      assert.deepEqual(told(), []);
    });

    it('is nobody’s business when it cannot be told', async () => {
      await converse();
      world.server.nextFaults.push({ kind: 'status', status: 429, code: 'rate_limited', path: 'chat/typing' });
      await type(5);
      assert.equal(chat.getSnapshot().error, null);
      assert.deepEqual(told(), [true]);
    });

    it('ends with the client, without a timer left', async () => {
      await converse();
      await type(1);
      chat.destroy();
      await world.clock.advance(20_000);
      assert.deepEqual(told(), [true]);
      assert.equal(world.clock.pending, 0);
    });
  });

  describe('of the team', () => {
    const sign = async (agent: unknown = { name: 'Mika', avatar_url: null }, id = ''): Promise<void> => {
      const conversationId = world.server.conversations[0]?.wire.id ?? '';
      world.server.team.announceIn(conversationId, 'typing.updated', { conversation_id: id || conversationId, agent });
      await world.clock.advance(10);
    };
    const typing = (): string | null => chat.getSnapshot().typing?.name ?? null;

    it('is shown, and ends by itself after six seconds', async () => {
      await converse();
      await sign();
      assert.deepEqual(chat.getSnapshot().typing, { name: 'Mika', avatarUrl: null });
      const before = chat.getSnapshot();
      await world.clock.advance(4_000);
      await sign();
      assert.equal(chat.getSnapshot(), before, 'the same again is no change');
      await world.clock.advance(5_000);
      assert.equal(typing(), 'Mika');
      await world.clock.advance(1_000);
      assert.equal(typing(), null);
    });

    it('ends with a message of the team, not with one of the visitor', async () => {
      await converse();
      await sign();
      await chat.send('Are you there?');
      await world.clock.advance(100);
      assert.equal(typing(), 'Mika');
      world.server.team.reply('Yes');
      await world.clock.advance(0);
      assert.equal(typing(), null);
    });

    it('ends when they stop, when the conversation is over, and when the chat is closed', async () => {
      await converse();
      await sign();
      await sign(null);
      assert.equal(typing(), null);
      await sign();
      world.server.team.update({ status: 'resolved' });
      await world.clock.advance(0);
      assert.equal(typing(), null);
      world.server.team.update({ status: 'active' });
      await sign();
      assert.equal(typing(), 'Mika');
      chat.setOpen(false);
      assert.equal(typing(), null);
      await world.clock.advance(0);
      assert.ok(world.clock.pending < 5);
    });

    it('is not shown for another conversation, or when the sign makes no sense', async () => {
      await converse();
      await sign({ name: 'Mika', avatar_url: null }, 'other');
      await sign({ name: 5 });
      await sign('Mika');
      assert.equal(typing(), null);
    });
  });
});
