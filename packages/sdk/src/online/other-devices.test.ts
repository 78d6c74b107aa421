/** What the visitor does elsewhere, and Realtime tells at once. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { FakeConversation } from '../../testing/fake-conversations.ts';
import { TestWorld, visible } from '../../testing/test-world.ts';
import type { SupportChat } from '../support-chat.ts';

describe('the same visitor on another device', () => {
  let world: TestWorld;
  let chat: SupportChat;
  beforeEach(async () => {
    world = new TestWorld();
    chat = world.open();
    chat.setOpen(true);
    await chat.send('Hello');
    await world.clock.until(() => chat.getSnapshot().connection === 'live');
  });
  afterEach(() => world.close());

  it('begins a conversation, which is shown here at once', async () => {
    const { threads, team } = world.server;
    team.update({ status: 'closed' });
    const { wire } = threads.open('visitor-1');
    team.replyIn(wire.id, 'Something else?');
    await world.clock.advance(200);
    assert.deepEqual(visible(chat), ['Mika: Something else?']);
  });

  it('sees an earlier conversation that the team has opened again, and no message is told twice', async () => {
    const { conversations, team, threads } = world.server;
    const received: string[] = [];
    chat.on('message:received', ({ message }) => received.push(message.text));
    team.reply('Bye');
    team.update({ status: 'closed' });
    await world.clock.advance(1_000);
    await chat.send('A new matter');
    await world.clock.advance(1_000);
    team.reply('Yes?');
    team.update({ status: 'closed' });
    await world.clock.advance(1_000);
    const former = conversations[0]?.wire.id ?? '';
    team.reopen(former);
    team.replyIn(former, 'It has turned up');
    await world.clock.advance(1_000);
    assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: Bye', 'Mika: It has turned up']);
    threads.touch(conversations[0] as FakeConversation, { status: 'closed' });
    await world.clock.advance(61_000);
    assert.deepEqual(visible(chat), ['A new matter (sent)', 'Mika: Yes?']);
    assert.deepEqual(received, ['Bye', 'Yes?', 'It has turned up']);
  });

  it('is somebody else from now on, and the page asks at once', async () => {
    const polls = world.server.requestsTo('chat/poll').length;
    world.server.threads.move('visitor-1', 'ana');
    await world.clock.advance(200);
    assert.equal(world.server.requestsTo('chat/poll').length, polls + 1);
  });
});
