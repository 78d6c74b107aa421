import assert from 'node:assert/strict';
import { holds, refuses } from './rule-suite.ts';
import type { Rule } from './rule-suite.ts';

/** Topics of a forum, General, and topics of private chats. */
export const topicRules: readonly Rule[] = [
  holds(
    'a topic is named by the message that made it, which the bot hears',
    'SRC Client::need_skip_update_message',
    async (client) => {
      await client.drain();
      const topicId = await client.createTopic({ name: '  Robin \n Hale ', icon_color: 9367192 });
      const [created] = await client.waiting('message');
      assert.deepEqual([created?.message_id, created?.from.id], [topicId, client.ids.bot]);
      assert.deepEqual(created?.forum_topic_created, { name: 'Robin Hale', icon_color: 9367192 });
    },
  ),
  holds('a message in a topic carries its thread', 'DOC #message', async (client) => {
    const message = await client.send({ message_thread_id: await client.createTopic({ name: 'Robin' }) });
    assert.equal(message.is_topic_message, true);
    assert.equal(message.reply_to_message?.forum_topic_created?.name, 'Robin');
  }),
  holds('a reply in General has a thread and is no topic message', 'tdlib/telegram-bot-api#447', async (client) => {
    const { message_id } = await client.send();
    const reply = await client.send({ reply_parameters: { message_id } });
    assert.deepEqual([reply.message_thread_id, reply.is_topic_message], [message_id, undefined]);
  }),
  refuses(
    'General has no thread id',
    'SRC Client::check_message_thread',
    'Bad Request: message thread not found',
    (client) => client.trySend({ message_thread_id: 1 }),
  ),
  refuses(
    'a deleted topic is gone for the bot',
    'SRC Client::check_message_thread',
    'Bad Request: message thread not found',
    async (client) => {
      const threadId = await client.createTopic();
      await client.act('delete-topic', { userId: client.ids.mika, chatId: client.forum, threadId });
      return client.trySend({ message_thread_id: threadId });
    },
  ),
  holds('nobody is told that a topic was deleted', 'tdlib/telegram-bot-api#286', async (client) => {
    const threadId = await client.createTopic();
    await client.drain();
    await client.act('delete-topic', { userId: client.ids.mika, chatId: client.forum, threadId });
    assert.deepEqual(await client.look('updates'), []);
  }),
  holds('a chat action to a deleted topic succeeds', 'tdlib/telegram-bot-api#732', async (client) => {
    const threadId = await client.createTopic();
    await client.ok('deleteForumTopic', { chat_id: client.forum, message_thread_id: threadId });
    const action = { chat_id: client.forum, message_thread_id: threadId, action: 'typing' };
    assert.equal(await client.ok<true>('sendChatAction', action), true);
  }),
  refuses(
    'an archived topic of a huge forum is gone for the bot, not for people',
    'tdlib/telegram-bot-api#596',
    'Bad Request: message thread not found',
    async (client) => {
      const threadId = await client.createTopic();
      await client.act('archive-topic', { chatId: client.forum, threadId, isArchived: true });
      await client.say('still here', { threadId });
      return client.trySend({ message_thread_id: threadId });
    },
  ),
  refuses(
    'a topic method needs a topic',
    'unverified: seen by prog-time/tg-support-bot, not by us',
    'Bad Request: TOPIC_ID_INVALID',
    (client) => client.call('closeForumTopic', { chat_id: client.forum, message_thread_id: 999 }),
  ),
  refuses(
    'a topic method names a topic',
    'TDLib ForumTopicManager::can_be_forum',
    'Bad Request: invalid forum topic identifier specified',
    (client) => client.call('closeForumTopic', { chat_id: client.forum }),
  ),
  refuses(
    'what is closed is not closed again',
    'TDLib ForumTopicManager::toggle_forum_topic_is_closed',
    'Bad Request: TOPIC_NOT_MODIFIED',
    async (client) => {
      const topic = { chat_id: client.forum, message_thread_id: await client.createTopic() };
      await client.ok('closeForumTopic', topic);
      return client.call('closeForumTopic', topic);
    },
  ),
  refuses(
    'a new name is new',
    'TDLib ForumTopicManager::edit_forum_topic',
    'Bad Request: TOPIC_NOT_MODIFIED',
    async (client) => {
      const message_thread_id = await client.createTopic({ name: 'Robin' });
      return client.call('editForumTopic', { chat_id: client.forum, message_thread_id, name: 'Robin' });
    },
  ),
  holds('closing and opening by hand is told with the person', 'DOC #forumtopicclosed', async (client) => {
    const threadId = await client.createTopic();
    const where = { userId: client.ids.mika, chatId: client.forum, threadId };
    await client.drain();
    await client.act('close-topic', where);
    await client.act('reopen-topic', where);
    const said = await client.waiting('message');
    assert.deepEqual(
      said.map(({ from, forum_topic_closed: closed, message_thread_id: thread }) => [
        from.first_name,
        !!closed,
        thread,
      ]),
      [
        ['Mika', true, threadId],
        ['Mika', false, threadId],
      ],
    );
  }),
  refuses(
    'a topic has a name',
    'TDLib ForumTopicManager::create_forum_topic',
    'Bad Request: title must be non-empty',
    (client) => client.call('createForumTopic', { chat_id: client.forum, name: ' \n ' }),
  ),
  holds('a long name is cut at 128 characters', 'TDLib clean_name', async (client) => {
    const topic = await client.ok<{ name: string }>('createForumTopic', {
      chat_id: client.forum,
      name: '😀'.repeat(200),
    });
    assert.equal([...topic.name].length, 128);
  }),
  refuses(
    'a topic has one of six colours',
    'unverified: the wording; the colours are in DOC #createforumtopic',
    'Bad Request: invalid icon color specified',
    (client) => client.call('createForumTopic', { chat_id: client.forum, name: 'x', icon_color: 1 }),
  ),
  holds('a topic has an icon of those that any bot may use', 'DOC #getforumtopiciconstickers', async (client) => {
    const icons = await client.ok<{ custom_emoji_id: string; emoji: string }[]>('getForumTopicIconStickers');
    const topicId = await client.createTopic({ icon_custom_emoji_id: icons[0]?.custom_emoji_id });
    const own = { chat_id: client.forum, message_thread_id: topicId, icon_custom_emoji_id: '1' };
    assert.equal((await client.call('editForumTopic', own)).ok, false);
    assert.equal(await client.ok<true>('editForumTopic', { ...own, icon_custom_emoji_id: '' }), true);
  }),
  refuses(
    'topics are for forums',
    'TDLib ForumTopicManager::is_forum',
    'Bad Request: the chat is not a forum',
    (client) => client.call('createForumTopic', { chat_id: client.ids.claimsGroupId, name: 'x' }),
  ),
  refuses(
    'making a topic needs can_manage_topics',
    'DOC #createforumtopic',
    'Bad Request: not enough rights to create a topic',
    async (client) => {
      await client.setBotMember({ status: 'administrator', rights: [] });
      return client.call('createForumTopic', { chat_id: client.forum, name: 'x' });
    },
  ),
  refuses(
    'deleting a topic needs can_delete_messages, even of the bot itself',
    'DOC #deleteforumtopic',
    'Bad Request: not enough rights to delete the topic',
    async (client) => {
      const message_thread_id = await client.createTopic();
      await client.setBotMember({ status: 'administrator', rights: ['can_manage_topics'] });
      return client.call('deleteForumTopic', { chat_id: client.forum, message_thread_id });
    },
  ),
  holds('a topic of the bot itself needs no right to be closed', 'DOC #closeforumtopic', async (client) => {
    const own = { chat_id: client.forum, message_thread_id: await client.createTopic() };
    await client.setBotMember({ status: 'administrator', rights: [] });
    assert.equal(await client.ok<true>('closeForumTopic', own), true);
  }),
  ...(['closeForumTopic', 'editForumTopic'] as const).map((method) =>
    refuses(
      `${method} of somebody else's topic needs can_manage_topics`,
      `DOC #${method.toLowerCase()}`,
      `Bad Request: not enough rights to ${method === 'editForumTopic' ? 'edit the topic' : 'close or open the topic'}`,
      async (client) => {
        const { ids, forum } = client;
        const { id } = await client.act('create-topic', { userId: ids.mika, chatId: forum, name: 'Internal' });
        await client.setBotMember({ status: 'administrator', rights: [] });
        return client.call(method, { chat_id: forum, message_thread_id: id, name: 'x' });
      },
    ),
  ),
  refuses(
    'a member does not write in a closed topic of others',
    'TDLib MessagesManager::can_send_message_to_forum_topic',
    'Bad Request: TOPIC_CLOSED',
    async (client) => {
      const { ids, forum } = client;
      const { id } = await client.act('create-topic', { userId: ids.mika, chatId: forum, name: 'Internal' });
      await client.act('close-topic', { userId: ids.mika, chatId: forum, threadId: id });
      await client.setBotMember({ status: 'member' });
      return client.trySend({ message_thread_id: id });
    },
  ),
  holds(
    'an administrator with can_manage_topics writes in a closed topic',
    'unverified: TDLib lets them; whether an admin bot ever gets TOPIC_CLOSED needs a look',
    async (client) => {
      const message_thread_id = await client.createTopic();
      await client.ok('closeForumTopic', { chat_id: client.forum, message_thread_id });
      await client.send({ message_thread_id });
    },
  ),
  holds('General is hidden by closing it and opened by showing it', 'DOC #hidegeneralforumtopic', async (client) => {
    const chat = { chat_id: client.forum };
    await client.drain();
    await client.ok('hideGeneralForumTopic', chat);
    const hidden = await client.call('closeGeneralForumTopic', chat);
    assert.equal(hidden.ok || hidden.description, 'Bad Request: TOPIC_NOT_MODIFIED');
    await client.ok('reopenGeneralForumTopic', chat);
    const [first] = await client.waiting('message');
    assert.deepEqual([first?.general_forum_topic_hidden, first?.message_thread_id], [{}, undefined]);
  }),
];
