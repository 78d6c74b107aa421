import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stage, until } from '../simulator-suite.ts';

interface Delivery {
  readonly at: number;
  readonly id: number;
  readonly kind: string;
  readonly text: string | undefined;
  readonly secret: string | null;
}

interface Update {
  update_id: number;
  message?: { text: string };
}

/** A webhook that notes what comes and answers from a script; the last line of the script goes on for ever. */
class Receiver {
  readonly deliveries: Delivery[] = [];
  readonly stage: Stage;
  #script: (() => Response | Promise<Response>)[] = [];
  #startedAt = 0;

  constructor(...script: (() => Response | Promise<Response>)[]) {
    this.stage = new Stage({ webhookFetch: (request) => this.#receive(request) });
    this.#script = script;
  }

  /** Sets the webhook on an empty queue, so that only what follows is delivered. */
  async open(params: object = {}): Promise<void> {
    await this.stage.drain();
    this.#startedAt = this.stage.control.overview().now;
    await this.stage.ok('setWebhook', { url: 'https://bot.example/hook', secret_token: 's3cret', ...params });
  }

  say(text: string, chatId = this.stage.forum): void {
    this.stage.control.people.send({ userId: this.stage.ids.mika, chatId, text });
  }

  get texts() {
    return this.deliveries.map(({ text }) => text);
  }

  get seconds() {
    return this.deliveries.map(({ at }) => (at - this.#startedAt) / 1000);
  }

  async #receive(request: Request): Promise<Response> {
    const update = (await request.json()) as Update;
    this.deliveries.push({
      at: this.stage.control.overview().now,
      id: update.update_id,
      kind: Object.keys(update)[1] ?? '',
      text: update.message?.text,
      secret: request.headers.get('x-telegram-bot-api-secret-token'),
    });
    const answer = this.#script.length > 1 ? this.#script.shift() : this.#script[0];
    return answer ? answer() : new Response();
  }
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(null, { status: code, headers });

describe('A webhook', () => {
  it('[DOC] gets updates as they happen, with the secret', async () => {
    const receiver = new Receiver(status(200));
    await receiver.open();
    receiver.say('hello');
    await receiver.stage.control.webhookIdle();
    assert.deepEqual(
      receiver.deliveries.map(({ text, secret }) => [text, secret]),
      [['hello', 's3cret']],
    );
    assert.deepEqual(receiver.stage.control.pendingUpdates(), []);
  });

  it('[SRC] gets a failed update again at once, then after 2, 4 and 8 seconds, with the same id', async () => {
    const receiver = new Receiver(status(500));
    await receiver.open();
    receiver.say('hello');
    await receiver.stage.control.advanceClock({ durationMs: 14_000 });
    assert.deepEqual(receiver.seconds, [0, 0, 2, 6, 14]);
    assert.equal(new Set(receiver.deliveries.map(({ id }) => id)).size, 1);
    const info = await receiver.stage.ok<Record<string, unknown>>('getWebhookInfo');
    assert.equal(info['pending_update_count'], 1);
    assert.equal(info['last_error_message'], 'Wrong response from the webhook: 500 Internal Server Error');
  });

  it('[SRC] never waits longer than two minutes between two tries', async () => {
    const receiver = new Receiver(status(500));
    await receiver.open();
    receiver.say('hello');
    await receiver.stage.control.advanceClock({ durationMs: 60 * 60 * 1000 });
    const gaps = receiver.seconds.slice(1).map((second, index) => second - (receiver.seconds[index] ?? 0));
    assert.ok(Math.max(...gaps) <= 120 && Math.max(...gaps) >= 60, `longest wait was ${Math.max(...gaps)} s`);
  });

  it('[SRC] that asks for time with Retry-After gets it', async () => {
    const receiver = new Receiver(status(503, { 'retry-after': '5' }), status(200));
    await receiver.open();
    receiver.say('hello');
    await receiver.stage.control.advanceClock({ durationMs: 10_000 });
    assert.deepEqual(receiver.seconds, [0, 5]);
  });

  it('[SRC] blocks one chat with a failing update while other chats go on', async () => {
    const receiver = new Receiver(status(500), status(500), status(200));
    await receiver.open();
    receiver.say('one');
    await receiver.stage.control.webhookIdle();
    receiver.say('two');
    receiver.say('elsewhere', receiver.stage.ids.claimsGroupId);
    await receiver.stage.control.webhookIdle();
    assert.deepEqual(receiver.texts, ['one', 'one', 'elsewhere']);
    const [queue] = receiver.stage.control.webhookQueues();
    assert.deepEqual([queue?.queue, queue?.updateIds.length, queue?.failures], [`chat:${receiver.stage.forum}`, 2, 2]);
    await receiver.stage.control.advanceClock({ durationMs: 2_000 });
    await receiver.stage.control.webhookIdle();
    assert.deepEqual(receiver.texts, ['one', 'one', 'elsewhere', 'one', 'two']);
  });

  it('[SRC] gets one update at a time per chat, and several chats at once up to max_connections', async () => {
    const open: (() => void)[] = [];
    const receiver = new Receiver(() => new Promise<Response>((resolve) => open.push(() => resolve(new Response()))));
    await receiver.open({ max_connections: 2 });
    receiver.say('forum 1');
    receiver.say('forum 2');
    receiver.say('claims 1', receiver.stage.ids.claimsGroupId);
    receiver.say('direct 1', receiver.stage.ids.mika);
    const arrived = (count: number) => until(() => receiver.deliveries.length === count);
    await arrived(2);
    assert.deepEqual(receiver.texts, ['forum 1', 'claims 1']);
    open.shift()?.();
    await arrived(3);
    assert.deepEqual(receiver.texts, ['forum 1', 'claims 1', 'forum 2']);
    open.shift()?.();
    await arrived(4);
    assert.equal(receiver.texts.at(-1), 'direct 1');
  });

  it('[SRC] can get a tap and a message of one chat in any order, for they wait in two queues', async () => {
    const receiver = new Receiver(status(500));
    const { stage } = receiver;
    const { message_id: messageId } = await stage.send('card', {
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'x' }]] },
    });
    await receiver.open();
    receiver.say('hello');
    stage.control.people.tap({ userId: stage.ids.mika, chatId: stage.forum, messageId, button: 'Go' });
    assert.deepEqual(
      stage.control.webhookQueues().map(({ queue }) => queue),
      [`chat:${stage.forum}`, `callback:${stage.ids.mika}`],
    );
  });

  it('[SRC] loses a tap after 150 seconds and a message after 24 hours of failing', async () => {
    const receiver = new Receiver(status(500));
    const { stage } = receiver;
    const { message_id: messageId } = await stage.send('card', {
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'x' }]] },
    });
    await receiver.open();
    receiver.say('hello');
    stage.control.people.tap({ userId: stage.ids.mika, chatId: stage.forum, messageId, button: 'Go' });
    await stage.control.advanceClock({ durationMs: 151_000 });
    assert.deepEqual(
      stage.control.webhookQueues().map(({ queue }) => queue),
      [`chat:${stage.forum}`],
    );
    await stage.control.advanceClock({ durationMs: 24 * 60 * 60 * 1000 });
    assert.deepEqual(stage.control.webhookQueues(), []);
  });

  it('[SRC] that does not answer within 60 seconds has failed', async () => {
    const receiver = new Receiver(() => new Promise<Response>(() => {}), status(200));
    await receiver.open();
    receiver.say('hello');
    await until(() => receiver.deliveries.length === 1);
    await receiver.stage.control.advanceClock({ durationMs: 60_000 });
    await receiver.stage.control.webhookIdle();
    assert.deepEqual(receiver.seconds, [0, 60]);
    assert.equal(
      (await receiver.stage.ok<Record<string, unknown>>('getWebhookInfo'))['last_error_message'],
      'Read timeout expired',
    );
  });

  it('[SRC] that is gone for 23 hours is removed', async () => {
    const receiver = new Receiver(status(410));
    await receiver.open();
    receiver.say('hello');
    await receiver.stage.control.advanceClock({ durationMs: 22 * 60 * 60 * 1000 });
    assert.notEqual(receiver.stage.control.overview().webhook, null);
    await receiver.stage.control.advanceClock({ durationMs: 2 * 60 * 60 * 1000 });
    assert.equal(receiver.stage.control.overview().webhook, null);
  });

  it('[vercel/chat#799] can get an update twice', async () => {
    const receiver = new Receiver(status(200));
    await receiver.open();
    receiver.stage.control.injectFault({ kind: 'duplicate delivery' });
    receiver.say('hello');
    receiver.say('again');
    await receiver.stage.control.webhookIdle();
    assert.deepEqual(receiver.texts, ['hello', 'hello', 'again']);
    assert.equal(receiver.deliveries[0]?.id, receiver.deliveries[1]?.id);
  });

  it('[DOC] set again with the same values is left alone, and deleted keeps its updates', async () => {
    const receiver = new Receiver(status(500));
    await receiver.open();
    const again = await receiver.stage.call<boolean>('setWebhook', {
      url: 'https://bot.example/hook',
      secret_token: 's3cret',
    });
    assert.deepEqual(again, { ok: true, result: true, description: 'Webhook is already set' });
    receiver.say('hello');
    await receiver.stage.control.webhookIdle();
    await receiver.stage.ok('deleteWebhook');
    assert.deepEqual(
      receiver.stage.updates('message').map(({ text }) => text),
      ['hello'],
    );
    assert.equal((await receiver.stage.ok<{ url: string }>('getWebhookInfo')).url, '');
  });

  it('[DOC] drops what waits only when asked to', async () => {
    const receiver = new Receiver(status(200));
    receiver.say('before');
    await receiver.stage.ok('setWebhook', { url: 'https://bot.example/hook', drop_pending_updates: true });
    await receiver.stage.control.webhookIdle();
    assert.deepEqual(receiver.texts, []);
  });
});
