import assert from 'node:assert/strict';
import type { OutsideClient, ReceivedUpdate } from './outside-client-suite.ts';
import { holds, refuses } from './rule-suite.ts';
import type { Rule } from './rule-suite.ts';

const HOUR = 60 * 60;

const textsOf = (updates: readonly ReceivedUpdate[]) =>
  updates.map((update) => (update['message'] as { text: string } | undefined)?.text);

const poll = (client: OutsideClient, params: object = {}) => client.ok<ReceivedUpdate[]>('getUpdates', params);

/** True when an answer is still awaited after everything that could bring it has run. */
async function isOpen(answer: Promise<unknown>): Promise<boolean> {
  for (let turn = 0; turn < 20; turn++) {
    const waiting = new Promise((resolve) => setImmediate(resolve, 'waiting'));
    if ((await Promise.race([answer.then(() => 'answered'), waiting])) === 'answered') return false;
  }
  return true;
}

/** What getUpdates gives, and how long things wait. */
export const updateRules: readonly Rule[] = [
  holds(
    'updates are numbered in sequence and repeated until a higher offset confirms them',
    'DOC #getupdates',
    async (client) => {
      await client.drain();
      await client.say('one');
      await client.say('two');
      const first = await poll(client);
      assert.deepEqual(textsOf(first), ['one', 'two']);
      assert.deepEqual(await poll(client), first);
      const [one, two] = first.map(({ update_id: id }) => id);
      assert.equal(two, (one ?? 0) + 1);
      assert.deepEqual(textsOf(await poll(client, { offset: two })), ['two']);
      assert.deepEqual(textsOf(await poll(client)), ['two']);
    },
  ),
  holds('a negative offset forgets all but the last', 'DOC #getupdates', async (client) => {
    await client.drain();
    for (const text of ['one', 'two', 'three']) await client.say(text);
    assert.deepEqual(textsOf(await poll(client, { offset: -2 })), ['two', 'three']);
    assert.deepEqual(textsOf(await poll(client)), ['two', 'three']);
  }),
  holds('a limit is kept', 'DOC #getupdates', async (client) => {
    await client.drain();
    for (const text of ['one', 'two']) await client.say(text);
    assert.deepEqual(textsOf(await poll(client, { limit: 1 })), ['one']);
  }),
  holds('a poll waits 50 seconds at most', 'SRC Client::process_get_updates_query', async (client) => {
    await client.drain();
    const waiting = poll(client, { timeout: 600 });
    assert.equal(await isOpen(waiting), true);
    await client.advance(49);
    assert.equal(await isOpen(waiting), true);
    await client.advance(1);
    assert.deepEqual(await waiting, []);
  }),
  refuses(
    'a second poll ends the first',
    'SRC Client::abort_long_poll',
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    async (client) => {
      await client.drain();
      const first = client.call('getUpdates', { timeout: 30 });
      assert.equal(await isOpen(first), true);
      const second = client.call('getUpdates', { timeout: 30 });
      const answer = await first;
      await client.say('ends the second');
      await second;
      return answer;
    },
  ),
  refuses(
    'no polls beside a webhook',
    'SRC Client::process_get_updates_query',
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    async (client) => {
      await client.openWebhook();
      return client.call('getUpdates');
    },
  ),
  refuses(
    'a webhook ends a waiting poll',
    'SRC Client::abort_long_poll',
    'Conflict: terminated by setWebhook request',
    async (client) => {
      await client.drain();
      const waiting = client.call('getUpdates', { timeout: 30 });
      assert.equal(await isOpen(waiting), true);
      await client.openWebhook();
      return waiting;
    },
  ),
  holds(
    'the same offset within 3 seconds waits, within half a second gets one',
    'SRC Client::do_get_updates',
    async (client) => {
      await client.act('set-rate-limits', { limits: 'telegram' });
      await client.drain();
      await client.advance(10);
      assert.deepEqual(await poll(client), []);
      const hurried = poll(client);
      assert.equal(await isOpen(hurried), true);
      await client.advance(3);
      assert.deepEqual(await hurried, []);
      await client.say('one');
      await client.say('two');
      await client.advance(10);
      assert.equal((await poll(client)).length, 2);
      assert.equal((await poll(client)).length, 1);
    },
  ),
  holds('allowed_updates stay until they are given anew; empty is the default', 'DOC #getupdates', async (client) => {
    await poll(client, { allowed_updates: ['callback_query', 'chat_member', 'no_such_kind'] });
    await client.drain();
    await client.say('unheard');
    await poll(client);
    assert.deepEqual(await client.look('updates'), []);
    await poll(client, { allowed_updates: [] });
    await client.say('heard');
    await client.act('react', {
      userId: client.ids.mika,
      chatId: client.forum,
      messageId: (await client.send()).message_id,
      emoji: '👍',
    });
    await client.act('set-member', { chatId: client.forum, userId: client.ids.outsider });
    assert.equal((await client.waiting('message')).length, 2, 'what was said, and that somebody joined');
    for (const kind of ['message_reaction', 'chat_member']) assert.deepEqual(await client.waiting(kind), []);
  }),
  holds(
    'reactions come to an administrator that asked, and not those of bots',
    'DOC #messagereactionupdated',
    async (client) => {
      await poll(client, { allowed_updates: ['message_reaction'] });
      const { id: messageId } = await client.say('x');
      const reaction = [{ type: 'emoji', emoji: '👀' }];
      await client.ok('setMessageReaction', { chat_id: client.forum, message_id: messageId, reaction });
      const react = (userId: number) => client.act('react', { userId, chatId: client.forum, messageId, emoji: '👍' });
      await react(client.ids.jo);
      await react(client.ids.anonymousAdmin);
      await client.setBotMember({ status: 'member' });
      await react(client.ids.ana);
      const heard = await client.waiting<{ user?: { first_name: string }; actor_chat?: { id: number } }>(
        'message_reaction',
      );
      assert.deepEqual(
        heard.map(({ user, actor_chat: group }) => user?.first_name ?? group?.id),
        ['Jo', client.forum],
      );
    },
  ),
  holds('a message waits a day, a tap 150 seconds', 'SRC Client::add_update', async (client) => {
    await client.drain();
    await client.say('old');
    await client.tappedCard();
    await client.advance(150);
    assert.equal((await client.waiting('callback_query')).length, 1);
    await client.advance(1);
    assert.deepEqual(
      [(await client.waiting('callback_query')).length, (await client.waiting('message')).length],
      [0, 1],
    );
    await client.advance(24 * HOUR);
    assert.deepEqual(await client.look('updates'), []);
  }),
  holds('there is no kind for typing or for deletions to ask for', '10.3 Update', async (client) => {
    await poll(client, { allowed_updates: ['message', 'typing', 'deleted_messages'] });
    const info = await client.ok<{ allowed_updates: string[] }>('getWebhookInfo');
    assert.deepEqual(info.allowed_updates, ['message']);
  }),

  holds('a tap names the person, the message and its data', 'DOC #callbackquery', async (client) => {
    const { messageId } = await client.tappedCard();
    const [query] = await client.waiting<{ from: { id: number }; message: { message_id: number }; data: string }>(
      'callback_query',
    );
    assert.deepEqual([query?.from.id, query?.message.message_id, query?.data], [client.ids.mika, messageId, 'go']);
  }),
  holds('an old message comes without content, and any data may come', 'DOC #inaccessiblemessage', async (client) => {
    const { messageId } = await client.tappedCard();
    await client.drain();
    await client.tap(messageId, 'Go', { isInaccessible: true, forgedData: 'nobody wrote this' });
    const [query] = await client.waiting<{ message: Record<string, unknown>; data: string }>('callback_query');
    assert.deepEqual(
      [query?.message['date'], query?.message['text'], query?.data],
      [0, undefined, 'nobody wrote this'],
    );
  }),
  holds('a tap is answered once', 'SRC Client::fail_query_with_error', async (client) => {
    const { queryId: callback_query_id } = await client.tappedCard();
    assert.equal(await client.ok<true>('answerCallbackQuery', { callback_query_id }), true);
    const again = await client.call('answerCallbackQuery', { callback_query_id });
    const wording = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
    assert.equal(again.ok || again.description, wording);
  }),
  refuses(
    'a tap is answered within 150 seconds',
    'unverified: the time; the wording is in SRC Client::fail_query_with_error',
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
    async (client) => {
      const { queryId: callback_query_id } = await client.tappedCard();
      await client.advance(151);
      return client.call('answerCallbackQuery', { callback_query_id });
    },
  ),
  refuses(
    'an answer to a tap has 200 characters at most',
    'unverified: the wording; the length is in DOC #answercallbackquery',
    'Bad Request: MESSAGE_TOO_LONG',
    async (client) => {
      const { queryId: callback_query_id } = await client.tappedCard();
      return client.call('answerCallbackQuery', { callback_query_id, text: 'x'.repeat(201) });
    },
  ),
  holds('an answer opens links to the bot and no others', 'DOC #answercallbackquery', async (client) => {
    const { queryId: callback_query_id } = await client.tappedCard();
    const answer = (url: string) => client.call('answerCallbackQuery', { callback_query_id, url });
    const elsewhere = await answer('https://evil.example');
    assert.equal(elsewhere.ok || elsewhere.description, 'Bad Request: URL_INVALID');
    assert.equal((await answer('https://t.me/harbor_support_bot?start=claim_1')).ok, true);
  }),
];
