import assert from 'node:assert/strict';
import { OutsideClient } from './outside-client-suite.ts';
import type { Answered } from './outside-client-suite.ts';
import { holds } from './rule-suite.ts';
import type { Rule, Source } from './rule-suite.ts';

const LIMITS_FAQ = 'FAQ #my-bot-is-hitting-limits-how-do-i-avoid-this';

/** How many calls go through before one is refused, and how long that one is told to wait. */
async function flood(call: (index: number) => Promise<Answered<unknown>>): Promise<[sent: number, retryAfter: number]> {
  for (let sent = 0; sent < 100; sent++) {
    const answer = await call(sent);
    if (answer.ok) continue;
    const retryAfter = answer.parameters?.retry_after ?? 0;
    assert.deepEqual([answer.error_code, answer.description], [429, `Too Many Requests: retry after ${retryAfter}`]);
    return [sent, retryAfter];
  }
  return [100, 0];
}

/** A rule about budgets: the client has them on. */
function budget(rule: string, source: Source, check: (client: OutsideClient) => Promise<void>): Rule {
  return holds(rule, source, async () => {
    const client = new OutsideClient({ rateLimits: 'telegram' });
    await check(client);
    client.close();
  });
}

/** Budgets, and what goes wrong on the way. */
export const limitRules: readonly Rule[] = [
  budget('a chat takes a short burst, then one message a second', LIMITS_FAQ, async (client) => {
    const send = () => client.trySend({ chat_id: client.ids.mika });
    assert.deepEqual(await flood(send), [5, 1]);
    await client.advance(1);
    assert.deepEqual(await flood(send), [1, 1]);
  }),
  budget('a group takes 20 messages a minute', LIMITS_FAQ, async (client) => {
    const send = async () => {
      await client.advance(1);
      return client.trySend();
    };
    assert.deepEqual(await flood(send), [20, 40]);
  }),
  budget('sends, edits and new topics of a group share that budget', 'tdlib/td#2592', async (client) => {
    const { message_id } = await client.send();
    const calls = [
      () => client.call('createForumTopic', { chat_id: client.forum, name: 'Visitor' }),
      (index: number) => client.call('editMessageText', { chat_id: client.forum, message_id, text: `card ${index}` }),
      () => client.trySend(),
    ];
    const [sent] = await flood(async (index) => {
      await client.advance(1);
      return calls[index % 3]?.(index) ?? assert.fail();
    });
    assert.equal(sent, 19);
  }),
  budget('topics of a forum have no budgets of their own', 'adolfousier/opencrabs#1216', async (client) => {
    const threads = [await client.createTopic(), await client.createTopic()];
    const [sent] = await flood(async (index) => {
      await client.advance(1);
      return client.trySend({ message_thread_id: threads[index % 2] });
    });
    assert.equal(sent, 18);
  }),
  budget('all chats together take 30 messages a second', LIMITS_FAQ, async (client) => {
    await client.act('set-rate-limits', { limits: { chatBurst: 1000, groupPerMinute: 1000 } });
    const chats = [client.forum, client.ids.claimsGroupId, client.ids.mika, client.ids.ana];
    assert.deepEqual(await flood((index) => client.trySend({ chat_id: chats[index % 4] })), [30, 1]);
  }),
  budget('the wait is in the body and in Retry-After', 'SRC Query::set_retry_after_error', async (client) => {
    await client.act('set-rate-limits', { limits: { chatBurst: 1 } });
    await client.send();
    const answer = await client.post('sendMessage', { chat_id: client.forum, text: 'x' });
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '1']);
    assert.deepEqual(((await answer.json()) as { parameters: object }).parameters, { retry_after: 1 });
  }),
  budget(
    'chat actions have a budget of their own: 20 in 5 seconds, 40 in 30',
    'adolfousier/opencrabs#1216',
    async (client) => {
      const type = () => client.call('sendChatAction', { chat_id: client.forum, action: 'typing' });
      assert.deepEqual(await flood(type), [20, 5]);
      await client.advance(5);
      assert.deepEqual(await flood(type), [20, 25]);
      await client.send();
    },
  ),
  holds(
    'a chat action shows for 5 seconds in its thread, or until the message comes',
    'DOC #sendchataction',
    async (client) => {
      const message_thread_id = await client.createTopic();
      const type = () => client.ok('sendChatAction', { chat_id: client.forum, message_thread_id, action: 'typing' });
      const shown = async () =>
        (await client.look<{ chatActions: { threadId: number }[] }>('state')).chatActions.map(
          ({ threadId }) => threadId,
        );
      await type();
      await client.send();
      assert.deepEqual(await shown(), [message_thread_id]);
      await client.advance(5);
      assert.deepEqual(await shown(), []);
      await type();
      await client.send({ message_thread_id });
      assert.deepEqual(await shown(), []);
    },
  ),
  holds('a chat action is a known one', 'SRC Client::get_chat_action', async (client) => {
    const answer = await client.call('sendChatAction', { chat_id: client.forum, action: 'dancing' });
    assert.equal(answer.ok || answer.description, 'Bad Request: wrong parameter action in request');
  }),

  holds('any call may be refused for a while', LIMITS_FAQ, async (client) => {
    await client.act('inject-fault', { kind: 'error', code: 429, retryAfter: 7, method: 'getMe' });
    const answer = await client.post('getMe');
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '7']);
    assert.equal((await client.post('getMe')).status, 200);
  }),
  holds(
    'an error can be meant for some calls, some times',
    'unverified: a means of tests, no rule of Telegram',
    async (client) => {
      const rule = { kind: 'error', code: 502, method: 'sendMessage', contains: 'card', times: 2 };
      await client.act('inject-fault', rule);
      const outcomes = [];
      for (const text of ['other', 'card', 'card', 'card']) outcomes.push((await client.trySend({ text })).ok);
      assert.deepEqual(outcomes, [true, false, false, true]);
    },
  ),
  ...(['before', 'after'] as const).flatMap((when) =>
    (['timeout', 'reset'] as const).map((kind) =>
      holds(`an answer can be lost: ${kind} ${when} the effect`, 'tdlib/telegram-bot-api#126', async (client) => {
        await client.act('inject-fault', { kind, when, method: 'sendMessage' });
        const caller = new AbortController();
        const attempt = client
          .fetch(`/bot${client.token}/sendMessage?chat_id=${client.forum}&text=lost`, { signal: caller.signal })
          .then((response) => response.text());
        if (kind === 'timeout') setImmediate(() => caller.abort());
        await assert.rejects(attempt);
        const sent = await client.look<{ message: { text?: string } }[]>('outbox');
        assert.equal(sent.filter(({ message }) => message.text === 'lost').length, when === 'after' ? 1 : 0);
      }),
    ),
  ),
];
