/** What Realtime tells of the team and the queue: seen at once, without asking the server. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld } from '../../testing/test-world.ts';
import type { SupportChat } from '../support-chat.ts';

describe('what is told over Realtime besides messages', () => {
  let world: TestWorld;
  let chat: SupportChat;
  let id: string;
  beforeEach(async () => {
    world = new TestWorld();
    chat = world.open();
    await chat.load();
    chat.setOpen(true);
    await chat.send('Hello');
    await world.clock.until(() => chat.getSnapshot().connection === 'live');
    id = world.server.conversations[0]?.wire.id ?? '';
  });
  afterEach(() => world.close());

  const tell = async (event: string, payload: object): Promise<void> => {
    world.server.team.announceIn(id, event, payload);
    await world.clock.advance(10);
  };
  const place = (): readonly (number | null | undefined)[] => {
    const { conversation } = chat.getSnapshot();
    return [conversation?.queuePosition, conversation?.estimatedWaitMs];
  };
  const queue = (position: unknown, conversation_id = id) => ({
    queue: { conversation_id, position, estimated_wait_seconds: 90 },
  });

  it('is who is there', async () => {
    const polls = world.server.requestsTo('chat/poll').length;
    assert.equal(chat.getSnapshot().availability?.status, 'online');
    const heard: string[] = [];
    chat.on('availability:changed', ({ availability }) => heard.push(availability.status));
    const availability = { status: 'away', agents: [{ name: 'Ana', avatar_url: null }], reply_time_seconds: 60 };
    await tell('availability.updated', { availability });
    assert.deepEqual(chat.getSnapshot().availability, {
      status: 'away',
      agents: [{ name: 'Ana', avatarUrl: null }],
      replyTimeMs: 60_000,
    });
    const before = chat.getSnapshot();
    await tell('availability.updated', { availability });
    assert.equal(chat.getSnapshot(), before, 'the same again is no change');
    assert.deepEqual(heard, ['away']);
    assert.equal(world.server.requestsTo('chat/poll').length, polls);
  });

  it('is the place in the queue, which moves up and ends with the wait', async () => {
    world.server.team.update({ status: 'queued' });
    await tell('queue.updated', queue(3));
    assert.deepEqual(place(), [3, 90_000]);
    const before = chat.getSnapshot();
    await tell('queue.updated', queue(3));
    assert.equal(chat.getSnapshot().conversation, before.conversation, 'the same again is no change');
    await tell('queue.updated', queue(2));
    assert.deepEqual(place(), [2, 90_000]);
    world.server.team.update({ status: 'active' });
    await world.clock.advance(10);
    assert.deepEqual(place(), [null, null]);
    await tell('queue.updated', queue(1));
    assert.deepEqual(place(), [null, null], 'what comes late does not bring the wait back');
  });

  it('is nothing when it is of another conversation or makes no sense', async () => {
    world.server.team.update({ status: 'queued' });
    await tell('queue.updated', queue(3, 'other'));
    await tell('queue.updated', queue('first'));
    await tell('queue.updated', { queue: null });
    await tell('queue.updated', {});
    await tell('availability.updated', { else: true });
    assert.deepEqual(place(), [null, null]);
    assert.equal(chat.getSnapshot().availability?.status, 'online');
    assert.equal(chat.getSnapshot().connection, 'live');
  });

  it('comes with every sync as well, and an older server that is silent about it says none', async () => {
    world.server.team.update({ status: 'queued' }, { isSilent: true });
    world.server.place = { queue: queue(5).queue as never };
    chat.reconnect();
    await world.clock.until(() => place()[0] === 5);
    world.server.place = {};
    chat.reconnect();
    await world.clock.until(() => place()[0] === null);
  });
});
