import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld } from '../../testing/test-world.ts';
import type { SupportChat } from '../support-chat.ts';

describe('what the visitor has read', () => {
  let world: TestWorld;
  beforeEach(() => (world = new TestWorld()));
  afterEach(() => world.close());

  const open = async (): Promise<SupportChat> => {
    const chat = world.open();
    chat.setOpen(true);
    await world.clock.advance(1_000);
    return chat;
  };
  const converse = async (): Promise<SupportChat> => {
    const chat = await open();
    await chat.send('Hello');
    await world.clock.until(() => chat.getSnapshot().connection === 'live');
    return chat;
  };
  const unread = (chat: SupportChat): number => chat.getSnapshot().unreadCount;

  it('is read in the other tabs at once, even while the server cannot be told', async () => {
    const one = await converse();
    const two = await open();
    world.server.team.reply('Hi');
    await world.clock.advance(0);
    assert.deepEqual([unread(one), unread(two)], [1, 1]);
    world.server.nextFaults.push({ kind: 'down', path: 'chat/read' });
    await one.markRead();
    await world.clock.advance(0);
    assert.deepEqual([unread(one), unread(two)], [0, 0]);
    assert.equal(world.server.conversations[0]?.wire.visitor_read_seq, 0);
    await world.clock.advance(60_000);
    assert.equal(world.server.conversations[0]?.wire.visitor_read_seq, 2);
  });

  it('is read on another device as well', async () => {
    const chat = await converse();
    world.server.team.reply('Hi');
    await world.clock.advance(0);
    world.server.team.update({ visitor_read_seq: 2 });
    await world.clock.advance(0);
    assert.equal(unread(chat), 0);
  });

  it('does not count lines of the chat’s own, what was taken back, or what another device wrote', async () => {
    const chat = await converse();
    const id = world.server.conversations[0]?.wire.id ?? '';
    const message = world.server.team.reply('Oops');
    world.server.team.reply('Hi');
    await world.clock.advance(0);
    assert.equal(unread(chat), 2);
    const change = { ...message, revision: 50, text: '', deleted_at: message.created_at };
    world.server.team.announceIn(id, 'message.updated', { message: change });
    await world.clock.advance(0);
    assert.equal(unread(chat), 1);
    const common = { ...message, seq: 9, created_at: message.created_at };
    const system = { ...common, id: 's', revision: 51, sender: { kind: 'system', name: null, avatar_url: null } };
    world.server.team.announceIn(id, 'message.created', { message: system });
    const own = {
      ...common,
      id: 'o',
      seq: 10,
      revision: 52,
      sender: { kind: 'visitor', name: null, avatar_url: null },
    };
    world.server.team.announceIn(id, 'message.created', { message: own });
    await world.clock.advance(0);
    assert.equal(unread(chat), 1);
    const edited = { ...message, id: 'agent-x', seq: 11, revision: 53 };
    world.server.team.announceIn(id, 'message.created', { message: edited });
    world.server.team.announceIn(id, 'message.updated', { message: { ...edited, revision: 54, text: 'Better' } });
    await world.clock.advance(0);
    assert.equal(unread(chat), 2);
  });

  describe('of which only the end is here', () => {
    beforeEach(async () => {
      const chat = await converse();
      for (let index = 1; index <= 80; index++) world.server.team.reply(`answer ${index}`);
      chat.destroy();
    });

    it('is counted by the server, once', async () => {
      const chat = await open();
      assert.equal(chat.getSnapshot().messages.length, 50);
      assert.equal(unread(chat), 80);
      await world.clock.advance(120_000);
      assert.equal(world.server.requestsTo('chat/conversations').length, 1);
      world.server.team.reply('one more');
      await world.clock.advance(0);
      assert.equal(unread(chat), 81);
    });

    it('stays the same while older pages come', async () => {
      const chat = await open();
      await chat.loadOlder();
      assert.equal(chat.getSnapshot().hasOlderMessages, false);
      assert.equal(unread(chat), 80);
    });

    it('is nothing once it is read, in all tabs and after a reload', async () => {
      const chat = await open();
      const other = await open();
      await chat.markRead();
      await world.clock.advance(0);
      assert.deepEqual([unread(chat), unread(other)], [0, 0]);
      const again = await open();
      assert.equal(unread(again), 0);
      await again.loadOlder();
      assert.equal(unread(again), 0);
    });
  });
});
