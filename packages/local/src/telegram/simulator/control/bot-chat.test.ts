import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stage } from '../simulator-suite.ts';

describe("A person's chat with the bot", () => {
  it('[DOC] opens by a deep link, and the bot may write from then on', async () => {
    const stage = new Stage();
    await stage.refused('sendMessage', { chat_id: stage.ids.jo, text: 'hi' });
    stage.control.people.startBot({ userId: stage.ids.jo, payload: 'claim_abc' });
    const message = stage.updates('message').at(-1);
    assert.deepEqual(
      [message?.text, message?.chat.type, message?.chat.id],
      ['/start claim_abc', 'private', stage.ids.jo],
    );
    assert.deepEqual(message?.entities, [{ type: 'bot_command', offset: 0, length: 6 }]);
    await stage.ok('sendMessage', { chat_id: stage.ids.jo, text: 'hi' });
  });

  it('[DOC] blocked and unblocked arrives as my_chat_member', async () => {
    const stage = new Stage();
    await stage.drain();
    stage.control.people.stopBot({ userId: stage.ids.ana });
    stage.control.people.startBot({ userId: stage.ids.ana });
    const changes = stage.updates<{ chat: { id: number }; new_chat_member: { status: string } }>('my_chat_member');
    assert.deepEqual(
      changes.map(({ chat, new_chat_member }) => [chat.id, new_chat_member.status]),
      [
        [stage.ids.ana, 'kicked'],
        [stage.ids.ana, 'member'],
      ],
    );
    await stage.ok('sendMessage', { chat_id: stage.ids.ana, text: 'welcome back' });
  });

  it('numbers its messages in one sequence with all other private chats', async () => {
    const stage = new Stage();
    const first = stage.control.people.send({ userId: stage.ids.mika, chatId: stage.ids.mika, text: 'hi' });
    const second = await stage.ok('sendMessage', { chat_id: stage.ids.ana, text: 'hi' });
    assert.equal(second.message_id, first.id + 1);
  });

  it('starts the bot when somebody opens its link from a button', async () => {
    const stage = new Stage();
    const url = 'https://t.me/harbor_support_bot?start=claim_1';
    const { message_id: messageId } = await stage.send('Open', {
      reply_markup: { inline_keyboard: [[{ text: 'Start', url }]] },
    });
    const tap = stage.control.people.tap({ userId: stage.ids.jo, chatId: stage.forum, messageId, button: 'Start' });
    assert.equal(tap.kind, 'started bot');
    assert.equal(stage.updates('message').at(-1)?.text, '/start claim_1');
  });
});
