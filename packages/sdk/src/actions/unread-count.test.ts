import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld } from '../../testing/test-world.ts';
import type { SupportChat } from '../support-chat.ts';

describe('what is unread in front of the page that is here', () => {
  let world: TestWorld;
  beforeEach(() => (world = new TestWorld()));
  afterEach(() => world.close());

  /** A conversation of one question and five answers, of which the two newest are here. */
  async function returnToAnswers(): Promise<SupportChat> {
    const before = world.open();
    await before.send('Hello?');
    await world.clock.advance(1_000);
    before.destroy();
    world.server.threads.pageSize = 2;
    for (let number = 1; number <= 5; number++) world.server.team.reply(`answer ${number}`);
    const chat = world.open();
    await chat.load();
    await world.clock.advance(1_000);
    assert.equal(chat.getSnapshot().messages.length, 2);
    return chat;
  }

  it('is counted by the server, and again when another device has read on', async () => {
    const chat = await returnToAnswers();
    assert.equal(chat.getSnapshot().unreadCount, 5);
    world.server.threads.read(world.server.threads.newest, 3);
    await world.clock.advance(31_000);
    assert.equal(chat.getSnapshot().unreadCount, 3);
    assert.equal(world.server.requestsTo('chat/conversations').length, 2);
  });

  it('is asked for again when there was no answer, or one that something has overtaken', async () => {
    world.server.nextFaults.push(
      { kind: 'down', path: 'chat/conversations' },
      { kind: 'late-answer', delayMs: 10_000, path: 'chat/conversations' },
    );
    const chat = await returnToAnswers();
    assert.equal(chat.getSnapshot().unreadCount, 2);
    chat.setOpen(true);
    await world.clock.until(() => chat.getSnapshot().connection === 'live');
    world.server.team.reply('answer 6');
    await world.clock.advance(70_000);
    assert.equal(chat.getSnapshot().unreadCount, 6);
    assert.equal(world.server.requestsTo('chat/conversations').length, 3);
  });
});
