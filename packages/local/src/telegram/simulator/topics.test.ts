import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stage } from './simulator-suite.ts';

describe('A forum topic', () => {
  it('[DOC] is named by the message that created it, which the bot hears of itself [SRC]', async () => {
    const stage = new Stage();
    await stage.drain();
    const topic = await stage.ok('createForumTopic', {
      chat_id: stage.forum,
      name: '  Robin \n Hale ',
      icon_color: 9367192,
    });
    assert.deepEqual(topic, { message_thread_id: topic.message_thread_id, name: 'Robin Hale', icon_color: 9367192 });
    const [created] = stage.updates('message');
    assert.equal(created?.message_id, topic.message_thread_id);
    assert.equal(created?.from.id, 1000001);
    assert.deepEqual(created?.forum_topic_created, { name: 'Robin Hale', icon_color: 9367192 });
  });

  it('[TDLib] has its name cut at 128 characters, not refused', async () => {
    const stage = new Stage();
    await stage.createTopic('😀'.repeat(200));
    assert.equal(stage.control.overview().groups[0]?.topics[0]?.name, '😀'.repeat(128));
  });

  it('closed and reopened by the bot tells the bot so', async () => {
    const stage = new Stage();
    const message_thread_id = await stage.createTopic();
    await stage.drain();
    await stage.ok('closeForumTopic', { chat_id: stage.forum, message_thread_id });
    await stage.ok('reopenForumTopic', { chat_id: stage.forum, message_thread_id });
    const kinds = stage
      .updates('message')
      .map((message) => [Boolean(message.forum_topic_closed), Boolean(message.forum_topic_reopened)]);
    assert.deepEqual(kinds, [
      [true, false],
      [false, true],
    ]);
  });

  it('closed by hand arrives with the person as its author', async () => {
    const stage = new Stage();
    const threadId = await stage.createTopic();
    await stage.drain();
    stage.control.topics.close({ userId: stage.ids.mika, chatId: stage.forum, threadId });
    const [closed] = stage.updates('message');
    assert.equal(closed?.from.first_name, 'Mika');
    assert.equal(closed?.message_thread_id, threadId);
  });

  it('[TDLib] that is closed still takes messages from a bot that manages topics, but not from members', async () => {
    const stage = new Stage();
    const message_thread_id = await stage.createTopic();
    await stage.ok('closeForumTopic', { chat_id: stage.forum, message_thread_id });
    await stage.send('still here', { message_thread_id });
    assert.throws(
      () =>
        stage.control.people.send({
          userId: stage.ids.jo,
          chatId: stage.forum,
          threadId: message_thread_id,
          text: 'x',
        }),
      /TOPIC_CLOSED/,
    );
  });

  it('[tdlib/telegram-bot-api#286] deleted by hand takes its messages along and tells nobody', async () => {
    const stage = new Stage();
    const threadId = await stage.createTopic();
    const { message_id } = await stage.send('card', { message_thread_id: threadId });
    await stage.drain();
    stage.control.topics.delete({ userId: stage.ids.mika, chatId: stage.forum, threadId });
    assert.deepEqual(stage.control.pendingUpdates(), []);
    assert.equal(
      (await stage.refused('editMessageText', { chat_id: stage.forum, message_id, text: 'x' })).description,
      'Bad Request: message to edit not found',
    );
    // [tdlib/telegram-bot-api#732] which makes this useless as a probe.
    assert.equal(
      await stage.ok('sendChatAction', { chat_id: stage.forum, message_thread_id: threadId, action: 'typing' }),
      true,
    );
  });

  it('[DOC] is edited by name and icon, and the icon goes away with an empty one', async () => {
    const stage = new Stage();
    const message_thread_id = await stage.createTopic();
    const [icon] = await stage.ok<{ custom_emoji_id: string }[]>('getForumTopicIconStickers');
    await stage.drain();
    const edit = { chat_id: stage.forum, message_thread_id };
    await stage.ok('editForumTopic', { ...edit, name: 'Robin', icon_custom_emoji_id: icon?.custom_emoji_id });
    await stage.ok('editForumTopic', { ...edit, icon_custom_emoji_id: '' });
    await stage.ok('editForumTopic', edit);
    assert.equal(
      (await stage.refused('editForumTopic', { ...edit, name: 'Robin' })).description,
      'Bad Request: TOPIC_NOT_MODIFIED',
    );
    assert.deepEqual(
      stage.updates('message').map(({ forum_topic_edited: edited }) => edited),
      [{ name: 'Robin', icon_custom_emoji_id: icon?.custom_emoji_id }, { icon_custom_emoji_id: '' }],
    );
  });

  it("[TDLib] of somebody else needs can_manage_topics, the bot's own does not", async () => {
    const stage = new Stage();
    const { id: foreign } = stage.control.topics.create({
      userId: stage.ids.mika,
      chatId: stage.forum,
      name: 'Internal',
    });
    const own = await stage.createTopic();
    stage.control.workspace.setMember({ chatId: stage.forum, userId: 1000001, status: 'administrator', rights: [] });
    await stage.ok('closeForumTopic', { chat_id: stage.forum, message_thread_id: own });
    assert.equal(
      (await stage.refused('closeForumTopic', { chat_id: stage.forum, message_thread_id: foreign })).description,
      'Bad Request: not enough rights to close or open the topic',
    );
    assert.equal(
      (await stage.refused('editForumTopic', { chat_id: stage.forum, message_thread_id: foreign, name: 'x' }))
        .description,
      'Bad Request: not enough rights to edit the topic',
    );
  });
});
