import assert from 'node:assert/strict';
import { until } from '../simulator-suite.ts';
import type { OutsideClient } from './outside-client-suite.ts';
import { holds, refuses } from './rule-suite.ts';
import type { Rule } from './rule-suite.ts';

const HOUR = 60 * 60;
const ADDRESS = 'https://bot.example/hook';

/** The texts that came, in order. */
const texts = ({ deliveries }: OutsideClient) =>
  deliveries.map(({ update }) => (update['message'] as { text?: string } | undefined)?.text ?? Object.keys(update)[1]);

/** When deliveries came, in seconds after the first. */
const seconds = ({ deliveries }: OutsideClient) => deliveries.map(({ at }) => at - (deliveries[0]?.at ?? 0));

const arrived = (client: OutsideClient, count: number) => until(() => client.deliveries.length >= count);
const status = (code: number, headers: Record<string, string> = {}) => new Response(null, { status: code, headers });

export const webhookRules: readonly Rule[] = [
  holds('an update is posted as JSON with the secret', 'DOC #setwebhook', async (client) => {
    await client.openWebhook({ secret_token: 's3cret' });
    await client.say('hello');
    await arrived(client, 1);
    const [delivery] = client.deliveries;
    assert.equal(delivery?.headers.get('x-telegram-bot-api-secret-token'), 's3cret');
    assert.equal(delivery?.headers.get('content-type'), 'application/json');
    assert.deepEqual(await client.look('updates'), []);
  }),
  refuses(
    'a secret has letters, digits, _ and -',
    'SRC Client::do_set_webhook',
    'Bad Request: secret token contains unallowed characters',
    (client) => client.call('setWebhook', { url: ADDRESS, secret_token: 'not allowed!' }),
  ),
  refuses(
    'a secret has 256 characters at most',
    'SRC Client::do_set_webhook',
    'Bad Request: secret token is too long',
    (client) => client.call('setWebhook', { url: ADDRESS, secret_token: 'x'.repeat(257) }),
  ),
  refuses(
    'a webhook has an address',
    'SRC Client::do_set_webhook',
    'Bad Request: invalid webhook URL specified',
    (client) => client.call('setWebhook', { url: 'ftp://bot.example' }),
  ),
  holds('the same webhook again changes nothing', 'SRC Client::process_set_webhook_query', async (client) => {
    await client.openWebhook({ secret_token: 's3cret' });
    const again = await client.call('setWebhook', { url: ADDRESS, secret_token: 's3cret' });
    assert.deepEqual(again, { ok: true, result: true, description: 'Webhook is already set' });
  }),
  holds('a webhook changes once a second', 'SRC Client::process_set_webhook_query', async (client) => {
    await client.act('set-rate-limits', { limits: 'telegram' });
    await client.openWebhook();
    const answer = await client.post('setWebhook', { url: `${ADDRESS}2` });
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '1']);
    await client.advance(1);
    await client.ok('setWebhook', { url: `${ADDRESS}2` });
  }),
  holds('deleting says whether there was one, and keeps what waits', 'SRC Client::do_set_webhook', async (client) => {
    client.answerWebhook = () => status(500);
    await client.openWebhook();
    await client.say('hello');
    await arrived(client, 2);
    const first = await client.call('deleteWebhook');
    const second = await client.call('deleteWebhook');
    assert.deepEqual([first.description, second.description], ['Webhook was deleted', 'Webhook is already deleted']);
    assert.equal((await client.waiting('message')).length, 1);
    await client.ok('setWebhook', { url: ADDRESS, drop_pending_updates: true });
    assert.deepEqual(await client.look('updates'), []);
  }),
  holds('getWebhookInfo counts what waits and names the last trouble', 'DOC #webhookinfo', async (client) => {
    client.answerWebhook = () => status(500);
    await client.openWebhook({ max_connections: 7, allowed_updates: ['message'] });
    await client.say('hello');
    await arrived(client, 2);
    const info = await client.ok<Record<string, unknown>>('getWebhookInfo');
    assert.deepEqual(
      [info['url'], info['pending_update_count'], info['max_connections'], info['allowed_updates']],
      [ADDRESS, 1, 7, ['message']],
    );
    assert.equal(info['last_error_message'], 'Wrong response from the webhook: 500 Internal Server Error');
    assert.equal(typeof info['last_error_date'], 'number');
  }),

  holds(
    'a failed update comes again at once, then after 2, 4, 8 … seconds',
    'SRC WebhookActor::on_update_error',
    async (client) => {
      client.answerWebhook = () => status(500);
      await client.openWebhook();
      await client.say('hello');
      await client.advance(14);
      assert.deepEqual(seconds(client), [0, 0, 2, 6, 14]);
      assert.equal(new Set(client.deliveries.map(({ update }) => update.update_id)).size, 1);
    },
  ),
  holds('two tries are two minutes apart at most', 'SRC WebhookActor::on_update_error', async (client) => {
    client.answerWebhook = () => status(500);
    await client.openWebhook();
    await client.say('hello');
    await client.advance(HOUR);
    const times = seconds(client);
    const longest = Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? 0)));
    assert.ok(longest >= 60 && longest <= 120, `the longest wait was ${longest} s`);
  }),
  holds('our Retry-After is kept, up to an hour', 'SRC WebhookActor::on_update_error', async (client) => {
    client.answerWebhook = (count) =>
      count === 1 ? status(503, { 'retry-after': '5' }) : status(503, { 'retry-after': '9999' });
    await client.openWebhook();
    await client.say('hello');
    await client.advance(2 * HOUR);
    assert.deepEqual(seconds(client).slice(0, 3), [0, 5, 5 + HOUR]);
  }),
  holds('no answer in 60 seconds is a failure', 'tdlib/telegram-bot-api#211', async (client) => {
    client.answerWebhook = (count) => (count === 1 ? new Promise<Response>(() => {}) : status(200));
    await client.openWebhook();
    await client.say('hello');
    await arrived(client, 1);
    await client.advance(60);
    await arrived(client, 2);
    assert.deepEqual(seconds(client), [0, 60]);
    const info = await client.ok<Record<string, unknown>>('getWebhookInfo');
    assert.equal(info['last_error_message'], 'Read timeout expired');
  }),
  holds(
    'an update that keeps failing blocks its chat and no other',
    'SRC WebhookActor::send_updates',
    async (client) => {
      client.answerWebhook = (count) => status(count <= 2 ? 500 : 200);
      await client.openWebhook();
      await client.say('one');
      await arrived(client, 2);
      await client.say('two');
      await client.say('elsewhere', { chatId: client.ids.claimsGroupId });
      await arrived(client, 3);
      assert.deepEqual(texts(client), ['one', 'one', 'elsewhere']);
      await client.advance(2);
      await arrived(client, 5);
      assert.deepEqual(texts(client).slice(3), ['one', 'two']);
    },
  ),
  holds(
    'a chat gets one update at a time, all of its topics together',
    'SRC WebhookActor::send_updates',
    async (client) => {
      const [threadId, other] = [await client.createTopic(), await client.createTopic()];
      const answers: (() => void)[] = [];
      client.answerWebhook = () => new Promise((resolve) => answers.push(() => resolve(status(200))));
      await client.openWebhook();
      await client.say('topic one', { threadId });
      await client.say('topic two', { threadId: other });
      await arrived(client, 1);
      assert.deepEqual(texts(client), ['topic one']);
      answers.shift()?.();
      await arrived(client, 2);
    },
  ),
  holds('as many chats at once as max_connections says', 'DOC #setwebhook', async (client) => {
    client.answerWebhook = () => new Promise<Response>(() => {});
    await client.openWebhook({ max_connections: 2 });
    const chats = [client.forum, client.ids.claimsGroupId, client.ids.mika];
    for (const chatId of chats) await client.say(`to ${chatId}`, { chatId });
    await arrived(client, 2);
    assert.equal(
      (await client.look<{ isInFlight: boolean }[]>('webhook-queues')).filter(({ isInFlight }) => isInFlight).length,
      2,
    );
  }),
  holds(
    'taps, reactions and messages of a chat wait in queues of their own',
    'SRC Client::add_update',
    async (client) => {
      client.answerWebhook = () => status(500);
      const { message_id: messageId } = await client.send({
        reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'x' }]] },
      });
      await client.openWebhook({ allowed_updates: ['message', 'callback_query', 'message_reaction', 'chat_member'] });
      await client.say('hello');
      await client.tap(messageId, 'Go');
      await client.act('react', { userId: client.ids.mika, chatId: client.forum, messageId, emoji: '👍' });
      const queues = await client.look<{ queue: string }[]>('webhook-queues');
      assert.equal(new Set(queues.map(({ queue }) => queue)).size, 3);
    },
  ),
  holds('an update can overtake one of another queue', 'SRC WebhookActor::send_updates', async (client) => {
    await client.openWebhook();
    await client.act('inject-fault', { kind: 'late delivery', seconds: 5, contains: 'first' });
    await client.say('first');
    await client.say('second', { chatId: client.ids.claimsGroupId });
    await arrived(client, 1);
    await client.say('third');
    await client.advance(5);
    await arrived(client, 3);
    assert.deepEqual(texts(client), ['second', 'first', 'third']);
  }),
  holds('an update can come twice', 'vercel/chat#799', async (client) => {
    await client.openWebhook();
    await client.act('inject-fault', { kind: 'duplicate delivery' });
    await client.say('hello');
    await arrived(client, 2);
    assert.deepEqual(texts(client), ['hello', 'hello']);
  }),
  holds(
    'a tap is lost after 150 seconds of failing, a message after a day',
    'SRC WebhookActor::on_update_error',
    async (client) => {
      client.answerWebhook = () => status(500);
      await client.openWebhook();
      await client.say('hello');
      await client.tappedCard();
      await client.advance(151);
      const left = async () => (await client.look<{ queue: string }[]>('webhook-queues')).map(({ queue }) => queue);
      assert.deepEqual(await left(), [`chat:${client.forum}`]);
      await client.advance(24 * HOUR);
      assert.deepEqual(await left(), []);
    },
  ),
  holds('a webhook that is gone for 23 hours is removed', 'SRC WebhookActor::on_webhook_error', async (client) => {
    client.answerWebhook = () => status(410);
    await client.openWebhook();
    await client.say('hello');
    const url = async () => (await client.ok<{ url: string }>('getWebhookInfo')).url;
    await client.advance(22 * HOUR);
    assert.equal(await url(), ADDRESS);
    await client.advance(2 * HOUR);
    assert.equal(await url(), '');
  }),
  holds(
    'the answer may hold one call, and get methods there are ignored',
    'DOC #making-requests-when-getting-updates',
    async (client) => {
      client.answerWebhook = (count) =>
        Response.json(
          count === 1 ? { method: 'sendMessage', chat_id: client.forum, text: 'answered' } : { method: 'getMe' },
        );
      await client.openWebhook();
      await client.say('hello');
      await arrived(client, 1);
      await client.say('again');
      await arrived(client, 2);
      const calls = await client.look<{ method: string }[]>('calls');
      assert.deepEqual(
        calls.slice(-1).map(({ method }) => method),
        ['sendMessage'],
      );
    },
  ),
];
