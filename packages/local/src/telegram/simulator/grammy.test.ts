import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { Api, GrammyError, HttpError, InputFile } from 'grammy';
import { Stage } from './simulator-suite.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A client nobody here wrote, over a real socket: what it understands, a bot understands. */
describe('grammY talks to the simulator', () => {
  const stage = new Stage();
  const server = createServer(getRequestListener((request) => stage.simulator.fetch(request)));
  let api: Api;

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    api = new Api(stage.simulator.token, { apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  });
  after(() => {
    stage.simulator.close();
    server.closeAllConnections();
    server.close();
  });

  it('and reads who the bot is', async () => {
    const me = await api.getMe();
    assert.deepEqual([me.id, me.is_bot, me.username], [1000001, true, 'harbor_support_bot']);
  });

  it('and runs a topic from its first card to its end', async () => {
    const topic = await api.createForumTopic(stage.forum, 'Robin', { icon_color: 7322096 });
    const thread = { message_thread_id: topic.message_thread_id };
    const card = await api.sendMessage(stage.forum, 'Robin from harbor.example', {
      ...thread,
      entities: [{ type: 'bold', offset: 0, length: 5 }],
      link_preview_options: { is_disabled: true },
      reply_markup: { inline_keyboard: [[{ text: 'Close', callback_data: 'close:1' }]] },
    });
    assert.equal(card.is_topic_message, true);
    await api.editMessageText(stage.forum, card.message_id, 'Robin, waiting for us');
    await api.pinChatMessage(stage.forum, card.message_id, { disable_notification: true });
    await api.setMessageReaction(stage.forum, card.message_id, [{ type: 'emoji', emoji: '👀' }]);
    await api.sendChatAction(stage.forum, 'typing', thread);
    await api.closeForumTopic(stage.forum, topic.message_thread_id);
    await api.reopenForumTopic(stage.forum, topic.message_thread_id);
    await api.deleteForumTopic(stage.forum, topic.message_thread_id);
    const failure = await api.sendMessage(stage.forum, 'gone', thread).then(
      () => assert.fail('the topic is gone'),
      (error: unknown) => error,
    );
    assert.ok(failure instanceof GrammyError);
    assert.equal(failure.description, 'Bad Request: message thread not found');
  });

  it('and uploads and downloads a file', async () => {
    const sent = await api.sendDocument(stage.forum, new InputFile(Buffer.from('hello'), 'note.txt'), {
      caption: 'A note',
    });
    assert.equal(sent.document.file_name, 'note.txt');
    const file = await api.getFile(sent.document.file_id);
    assert.equal(file.file_size, 5);
  });

  it('and gets updates and answers a tap', async () => {
    await stage.drain();
    const card = await api.sendMessage(stage.ids.claimsGroupId, 'New chat', {
      reply_markup: { inline_keyboard: [[{ text: 'Claim', callback_data: 'c:1' }]] },
    });
    const poll = api.getUpdates({ timeout: 30, allowed_updates: ['callback_query'] });
    stage.control.people.tap({
      userId: stage.ids.mika,
      chatId: stage.ids.claimsGroupId,
      messageId: card.message_id,
      button: 'Claim',
    });
    const [update] = await poll;
    assert.equal(update?.callback_query?.data, 'c:1');
    await api.answerCallbackQuery(update?.callback_query?.id ?? '', { text: 'Yours' });
    assert.equal(stage.control.people.callbackAnswer(update?.callback_query?.id ?? '')?.text, 'Yours');
  });

  it('and reads how long to wait', async () => {
    stage.control.injectFault({ kind: 'error', code: 429, retryAfter: 9 });
    await assert.rejects(
      api.getChat(stage.forum),
      (error: unknown) => error instanceof GrammyError && error.parameters.retry_after === 9,
    );
  });

  it('and sees no answer when the connection breaks after the send', async () => {
    stage.control.injectFault({ kind: 'reset', when: 'after', method: 'sendMessage' });
    await assert.rejects(api.sendMessage(stage.forum, 'did it arrive?'), HttpError);
    assert.equal(stage.control.messages({ chatId: stage.forum }).at(-1)?.message.text, 'did it arrive?');
  });

  it('and sends places, stickers and albums, forwards and copies, and changes media', async () => {
    const png = () => new InputFile(PNG, 'dot.png');
    const venue = await api.sendVenue(stage.forum, 64.15, -21.94, 'Harbor Goods', 'Quay 1');
    assert.deepEqual([venue.venue.title, venue.location.latitude], ['Harbor Goods', 64.15]);
    assert.equal((await api.sendContact(stage.forum, '+3545550100', 'Robin')).contact.first_name, 'Robin');
    assert.equal((await api.sendSticker(stage.forum, png())).sticker.width, 512);
    const album = await api.sendMediaGroup(stage.forum, [
      { type: 'photo', media: png(), caption: 'Both' },
      { type: 'photo', media: png() },
    ]);
    assert.equal(new Set(album.map((message) => 'media_group_id' in message && message.media_group_id)).size, 1);
    const forwarded = await api.forwardMessage(stage.ids.mika, stage.forum, venue.message_id);
    assert.equal(forwarded.forward_origin?.type, 'user');
    const copies = await api.copyMessages(
      stage.ids.mika,
      stage.forum,
      album.map((message) => message.message_id),
    );
    const changed = await api.editMessageMedia(stage.ids.mika, copies[0]?.message_id ?? 0, {
      type: 'photo',
      media: png(),
      caption: 'Another',
    });
    assert.equal(changed !== true && changed.caption, 'Another');
    await api.deleteMessages(
      stage.ids.mika,
      copies.map((copy) => copy.message_id),
    );
  });

  it('and whispers to one member, and takes it back', async () => {
    const whisper = await api.sendMessage(stage.forum, 'Only you', {
      ephemeral_message_parameters: { receiver_user_id: stage.ids.mika },
    });
    assert.deepEqual([whisper.message_id, whisper.receiver_user?.first_name], [0, 'Mika']);
    const address = [stage.forum, stage.ids.mika, whisper.ephemeral_message_id ?? 0] as const;
    assert.equal(await api.editEphemeralMessageText(...address, 'Still only you'), true);
    assert.equal(await api.deleteEphemeralMessage(...address), true);
  });

  it('and shows a preview, lists commands by scope and asks who runs the group', async () => {
    assert.equal(await api.sendMessageDraft(stage.ids.mika, 1, 'Where is my'), true);
    const scope = { type: 'chat_administrators', chat_id: stage.forum } as const;
    const commands = [{ command: 'ban', description: 'Blocks the visitor' }];
    await api.setMyCommands(commands, { scope });
    assert.deepEqual(await api.getMyCommands({ scope }), commands);
    await api.deleteMyCommands({ scope });
    assert.deepEqual(await api.getMyCommands({ scope }), []);
    assert.equal((await api.getChatAdministrators(stage.forum)).length, 4);
    assert.equal((await api.getForumTopicIconStickers())[0]?.type, 'custom_emoji');
  });
});
