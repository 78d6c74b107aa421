import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stage } from './simulator-suite.ts';

describe('A message of the bot', () => {
  it('[DOC] in a topic carries its thread and answers the message that created it', async () => {
    const stage = new Stage();
    const threadId = await stage.createTopic('Robin');
    const message = await stage.send('Hello', { message_thread_id: threadId });
    assert.equal(message.message_thread_id, threadId);
    assert.equal(message.is_topic_message, true);
    assert.equal(message.reply_to_message?.forum_topic_created?.name, 'Robin');
  });

  it('[tdlib/telegram-bot-api#447] in General has a thread only as a reply, and is never a topic message', async () => {
    const stage = new Stage();
    const first = await stage.send('one');
    const reply = await stage.send('two', { reply_parameters: { message_id: first.message_id } });
    assert.equal(first.message_thread_id, undefined);
    assert.equal(reply.message_thread_id, first.message_id);
    assert.equal(reply.is_topic_message, undefined);
    assert.equal(reply.reply_to_message?.message_id, first.message_id);
  });

  it('[SRC] is not sent back to the bot as an update', async () => {
    const stage = new Stage();
    await stage.drain();
    await stage.send('hi');
    assert.deepEqual(stage.control.pendingUpdates(), []);
  });

  it('[DOC] that lost its target is sent all the same when the bot allows it', async () => {
    const stage = new Stage();
    const message = await stage.send('hi', {
      reply_parameters: { message_id: 999, allow_sending_without_reply: true },
    });
    assert.equal(message.reply_to_message, undefined);
  });

  it('[DOC] has its link preview switched off only when there is a link', async () => {
    const stage = new Stage();
    const options = { link_preview_options: { is_disabled: true } };
    assert.equal((await stage.send('no link', options)).link_preview_options, undefined);
    assert.deepEqual((await stage.send('https://harbor.example', options)).link_preview_options, { is_disabled: true });
  });

  it('[DOC] loses its buttons when it is edited without them, at any age', async () => {
    const stage = new Stage();
    const { message_id } = await stage.send('card', {
      reply_markup: { inline_keyboard: [[{ text: 'Claim', callback_data: 'c:1' }]] },
    });
    await stage.control.advanceClock({ durationMs: 6 * 24 * 60 * 60 * 1000 });
    const edited = await stage.ok('editMessageText', { chat_id: stage.forum, message_id, text: 'card, newer' });
    assert.equal(edited.reply_markup, undefined);
    assert.equal(edited.text, 'card, newer');
    assert.ok(edited.edit_date && edited.edit_date > edited.date);
  });

  it('[10.3] takes a disabled button in the place of an open one', async () => {
    const stage = new Stage();
    const { message_id } = await stage.send('card', {
      reply_markup: { inline_keyboard: [[{ text: 'Claim', callback_data: 'c:1' }]] },
    });
    const disabled = { inline_keyboard: [[{ text: 'Claimed by Mika', disabled: {}, style: 'success' }]] };
    const edited = await stage.ok('editMessageReplyMarkup', {
      chat_id: stage.forum,
      message_id,
      reply_markup: disabled,
    });
    assert.deepEqual(edited.reply_markup, {
      inline_keyboard: [[{ text: 'Claimed by Mika', style: 'success', disabled: {} }]],
    });
    assert.throws(
      () =>
        stage.control.people.tap({
          userId: stage.ids.ana,
          chatId: stage.forum,
          messageId: message_id,
          button: 'Claimed by Mika',
        }),
      /disabled/,
    );
  });

  it('[DOC] goes away when the bot deletes it', async () => {
    const stage = new Stage();
    const { message_id } = await stage.send('oops');
    await stage.ok('deleteMessage', { chat_id: stage.forum, message_id });
    assert.equal(
      (await stage.refused('deleteMessage', { chat_id: stage.forum, message_id })).description,
      'Bad Request: message to delete not found',
    );
    assert.deepEqual(
      stage.control.messages({ chatId: stage.forum }).filter(({ message }) => message.message_id === message_id),
      [],
    );
  });

  it('[DOC] can be copied to another chat without saying where it came from', async () => {
    const stage = new Stage();
    const threadId = await stage.createTopic();
    const original = stage.control.people.send({
      userId: stage.ids.mika,
      chatId: stage.ids.mika,
      text: 'read https://harbor.example',
    });
    const copy = await stage.ok<{ message_id: number }>('copyMessage', {
      chat_id: stage.forum,
      message_thread_id: threadId,
      from_chat_id: stage.ids.mika,
      message_id: original.id,
    });
    const shown = stage.control.messages({ chatId: stage.forum, threadId }).at(-1)?.message;
    assert.equal(shown?.message_id, copy.message_id);
    assert.equal(shown?.text, 'read https://harbor.example');
    assert.equal(shown?.from.is_bot, true);
  });

  it('[SRC] leaves a service message when it is pinned, which the bot hears of', async () => {
    const stage = new Stage();
    const { message_id } = await stage.send('card');
    await stage.drain();
    await stage.ok('pinChatMessage', { chat_id: stage.forum, message_id, disable_notification: true });
    assert.equal(stage.updates('message')[0]?.pinned_message?.message_id, message_id);
    assert.equal(
      (await stage.ok<{ pinned_message: { message_id: number } }>('getChat', { chat_id: stage.forum })).pinned_message
        .message_id,
      message_id,
    );
    await stage.ok('unpinChatMessage', { chat_id: stage.forum });
    assert.equal(
      (await stage.ok<{ pinned_message?: object }>('getChat', { chat_id: stage.forum })).pinned_message,
      undefined,
    );
  });
});
