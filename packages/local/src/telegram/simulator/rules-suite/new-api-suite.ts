import assert from 'node:assert/strict';
import { OutsideClient, withButton } from './outside-client-suite.ts';
import { holds, refuses } from './rule-suite.ts';
import type { Rule } from './rule-suite.ts';

/** What is new in 2026: topics in chats with people, ephemeral messages, previews. A bot has to live without each. */
export const newApiRules: readonly Rule[] = [
  refuses(
    'chats with people have no topics unless switched on',
    'DOC #createforumtopic',
    'Bad Request: the chat is not a forum',
    (client) => client.call('createForumTopic', { chat_id: client.ids.mika, name: 'Robin' }),
  ),
  holds(
    'where they are switched on, getMe says so and every conversation has a thread',
    'DOC #createforumtopic',
    async () => {
      const client = new OutsideClient({ bot: { hasTopicsEnabled: true } });
      const chat_id = client.ids.mika;
      assert.equal((await client.ok<{ has_topics_enabled: boolean }>('getMe')).has_topics_enabled, true);
      const message_thread_id = await client.createTopic({ chat_id });
      assert.equal((await client.send({ chat_id, message_thread_id })).is_topic_message, true);
      await client.drain();
      await client.say('in here', { chatId: chat_id, threadId: message_thread_id });
      assert.equal((await client.waiting('message'))[0]?.message_thread_id, message_thread_id);
      await client.ok('editForumTopic', { chat_id, message_thread_id, name: 'Renamed' });
      await client.ok('deleteForumTopic', { chat_id, message_thread_id });
      const gone = await client.trySend({ chat_id, message_thread_id });
      assert.equal(gone.ok || gone.description, 'Bad Request: message thread not found');
      client.close();
    },
  ),

  holds(
    'an ephemeral message is for one member, and answers a tap in 15 seconds',
    '10.3 EphemeralMessageParameters',
    async (client) => {
      const { queryId: callback_query_id } = await client.tappedCard();
      const ephemeral_message_parameters = { receiver_user_id: client.ids.mika, callback_query_id };
      const sent = await client.send({ text: 'only you', ephemeral_message_parameters });
      assert.deepEqual([sent.message_id, sent.receiver_user?.first_name], [0, 'Mika']);
      const texts = async (asUserId: number) =>
        (await client.look<{ message: { text?: string } }[]>('messages', { chatId: client.forum, asUserId })).map(
          ({ message }) => message.text,
        );
      assert.equal((await texts(client.ids.mika)).includes('only you'), true);
      assert.equal((await texts(client.ids.ana)).includes('only you'), false);
      const address = {
        chat_id: client.forum,
        receiver_user_id: client.ids.mika,
        ephemeral_message_id: sent.ephemeral_message_id,
      };
      assert.equal(await client.ok<unknown>('editEphemeralMessageText', { ...address, text: 'still only you' }), true);
      assert.equal(await client.ok<unknown>('deleteEphemeralMessage', address), true);
      assert.deepEqual(await client.call('deleteEphemeralMessage', address), {
        ok: false,
        error_code: 400,
        description: 'Bad Request: message to delete not found',
      });
    },
  ),
  holds(
    'it may stand in the place of the message that was tapped',
    '10.3 EphemeralMessageParameters',
    async (client) => {
      const { messageId, queryId } = await client.tappedCard();
      await client.send({
        text: 'Yours',
        ephemeral_message_parameters: {
          receiver_user_id: client.ids.mika,
          callback_query_id: queryId,
          replace_callback_query_message: true,
        },
      });
      const seen = async (asUserId: number) =>
        (await client.look<{ message: { message_id: number } }[]>('messages', { chatId: client.forum, asUserId })).some(
          ({ message }) => message.message_id === messageId,
        );
      assert.deepEqual([await seen(client.ids.mika), await seen(client.ids.ana)], [false, true]);
    },
  ),
  holds('a tap on its button names it', '10.3 Message.ephemeral_message_id', async (client) => {
    const ephemeral_message_parameters = { receiver_user_id: client.ids.mika };
    const sent = await client.send({ ...withButton({ text: 'Go', callback_data: 'x' }), ephemeral_message_parameters });
    await client.tap(0, 'Go', { ephemeralMessageId: sent.ephemeral_message_id });
    const [query] = await client.waiting<{ message: { ephemeral_message_id: number } }>('callback_query');
    assert.equal(query?.message.ephemeral_message_id, sent.ephemeral_message_id);
  }),
  refuses(
    'ephemeral messages are for groups where the bot is an administrator',
    'unverified: seen by others in private chats, not by us',
    'Bad Request: BOT_NOT_ADMIN',
    (client) =>
      client.trySend({ chat_id: client.ids.mika, ephemeral_message_parameters: { receiver_user_id: client.ids.mika } }),
  ),
  refuses('they are for members', 'unverified: the wording', 'Bad Request: USER_NOT_PARTICIPANT', (client) =>
    client.trySend({ ephemeral_message_parameters: { receiver_user_id: client.ids.outsider } }),
  ),
  refuses(
    'they come soon after the tap',
    'unverified: the wording',
    'Bad Request: QUERY_ID_INVALID',
    async (client) => {
      const { queryId: callback_query_id } = await client.tappedCard();
      await client.advance(16);
      return client.trySend({ ephemeral_message_parameters: { receiver_user_id: client.ids.mika, callback_query_id } });
    },
  ),

  holds(
    'a preview shows in a private chat for 30 seconds, or until the message comes',
    'DOC #sendmessagedraft',
    async (client) => {
      const draft = { chat_id: client.ids.mika, draft_id: 1, text: 'Where is my' };
      const previews = async () => (await client.look<{ messagePreviews: unknown[] }>('state')).messagePreviews.length;
      await client.ok('sendMessageDraft', draft);
      assert.equal(await previews(), 1);
      await client.advance(30);
      assert.equal(await previews(), 0);
      await client.ok('sendMessageDraft', draft);
      await client.send({ chat_id: client.ids.mika });
      assert.equal(await previews(), 0);
    },
  ),
  refuses(
    'groups have no previews',
    'unverified: the wording; the rule is in DOC #sendmessagedraft',
    'Bad Request: PEER_ID_INVALID',
    (client) => client.call('sendMessageDraft', { chat_id: client.forum, draft_id: 1, text: 'x' }),
  ),
];
