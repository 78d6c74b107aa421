import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RecordingLogger } from '../../testing/fake-deps.ts';
import { BOT, createFakeBridge, FORUM } from '../../testing/telegram/fake-bridge.ts';
import { DatabaseError } from '../db/database-caller.ts';
import { createTelegramBridge } from './telegram-bridge.ts';
import { createTelegramWebhook } from './webhook.ts';

const OLD = 'the-old-secret-of-the-webhook';
const NEW = 'the-new-secret-of-the-webhook';
const UPDATE = { update_id: 7, message: { message_id: 1, chat: { id: FORUM, type: 'supergroup' }, text: 'Hi' } };

let fake: ReturnType<typeof createFakeBridge>;
let logger: RecordingLogger;
let background: Promise<unknown>[];
let webhook: ReturnType<typeof createTelegramWebhook>;

beforeEach(() => {
  fake = createFakeBridge();
  fake.db.answers.storeTelegramUpdate = { stored: true };
  fake.db.answers.leaseTelegramUpdates = [];
  logger = new RecordingLogger();
  background = [];
  webhook = createTelegramWebhook({
    bridge: createTelegramBridge({ db: fake.deps.db, api: fake.api, bot: BOT, logger, sleep: fake.deps.sleep }),
    secrets: [OLD, NEW],
    logger,
    waitUntil: (work) => void background.push(work),
    maxBodyBytes: 2_000,
  });
});

async function post(body: string, secret: string | undefined = NEW, method = 'POST') {
  const headers = new Headers({ 'content-type': 'application/json' });
  if (secret !== undefined) headers.set('X-Telegram-Bot-Api-Secret-Token', secret);
  const request = new Request('https://x.example/support-telegram', {
    method,
    headers,
    ...(method === 'POST' ? { body } : {}),
  });
  const response = await webhook.fetch(request);
  const text = await response.text();
  const code = text === '' ? undefined : (JSON.parse(text) as { error: { code: string } }).error.code;
  await Promise.all(background);
  return { status: response.status, code, headers: response.headers };
}

const stored = () => fake.db.callsOf('storeTelegramUpdate');

describe('the webhook', () => {
  for (const [title, secret] of [
    ['a missing', ''],
    ['a wrong', 'x'],
    ['a shortened', NEW.slice(0, -1)],
    ['a lengthened', `${NEW}x`],
  ] as const) {
    it(`1: refuses ${title} secret, and does nothing`, async () => {
      const answer = await post(JSON.stringify(UPDATE), secret);
      assert.deepEqual([answer.status, answer.code], [401, 'webhook_secret_invalid']);
      assert.deepEqual([fake.db.calls.length, fake.api.calls.length], [0, 0]);
    });
  }

  it('1: refuses who sends no secret at all', async () => {
    const answer = await webhook.fetch(
      new Request('https://x.example/support-telegram', { method: 'POST', body: JSON.stringify(UPDATE) }),
    );
    assert.deepEqual([answer.status, fake.db.calls.length, fake.api.calls.length], [401, 0, 0]);
  });

  it('1: does not read a byte of the body before it has seen the secret', async () => {
    let pulls = 0;
    const body = new ReadableStream({ pull: () => void (pulls += 1) }, { highWaterMark: 0 });
    const headers = { 'X-Telegram-Bot-Api-Secret-Token': 'wrong' };
    const request = new Request('https://x.example/support-telegram', {
      method: 'POST',
      headers,
      body,
      ...{ duplex: 'half' },
    });
    assert.equal((await webhook.fetch(request)).status, 401);
    assert.equal(pulls, 0);
  });

  it('1: refuses by the secret before it looks at the body', async () => {
    assert.equal((await post('x'.repeat(5_000), 'wrong')).status, 401);
    assert.equal((await post('not json', 'wrong')).status, 401);
  });

  it('1: lets nobody in when no secret is configured', async () => {
    webhook = createTelegramWebhook({
      bridge: createTelegramBridge({ ...fake.deps }),
      secrets: [],
      logger,
      waitUntil: () => {},
    });
    assert.equal((await post(JSON.stringify(UPDATE), '')).status, 401);
  });

  it('49: takes the old and the new secret', async () => {
    assert.equal((await post(JSON.stringify(UPDATE), OLD)).status, 200);
    assert.equal((await post(JSON.stringify(UPDATE), NEW)).status, 200);
    assert.equal(stored().length, 2);
  });

  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
    it(`2: takes only POST, no ${method}`, async () => {
      const answer = await post('', NEW, method);
      assert.deepEqual([answer.status, answer.code, fake.db.calls.length], [405, 'method_not_allowed', 0]);
    });
  }

  it('2: reads no body beyond the limit, logs that it came, and does not have it come again', async () => {
    const answer = await post(JSON.stringify({ ...UPDATE, padding: 'x'.repeat(3_000) }));
    assert.deepEqual([answer.status, stored().length], [200, 0]);
    assert.equal(logger.records.findLast(({ level }) => level !== 'info')?.event, 'telegram.update_unreadable');
  });

  it('2: stops reading at the limit when nobody said how long the body is', async () => {
    const body = new Blob([JSON.stringify({ ...UPDATE, padding: 'x'.repeat(3_000) })]).stream();
    const headers = { 'X-Telegram-Bot-Api-Secret-Token': NEW };
    const init = { method: 'POST', headers, body, duplex: 'half' };
    const answer = await webhook.fetch(new Request('https://x.example/support-telegram', init as RequestInit));
    assert.deepEqual([answer.status, stored().length], [200, 0]);
    const troubles = logger.records.filter(({ level }) => level !== 'info').map(({ event }) => event);
    assert.deepEqual(troubles, ['telegram.update_unreadable']);
  });

  it('2: takes a megabyte when nothing else is configured, and no byte more', async () => {
    webhook = createTelegramWebhook({
      bridge: createTelegramBridge(fake.deps),
      secrets: [NEW],
      logger,
      waitUntil: () => {},
    });
    const frame = JSON.stringify({ ...UPDATE, padding: '' }).length;
    await post(JSON.stringify({ ...UPDATE, padding: 'x'.repeat(1_048_576 - frame) }));
    assert.equal(stored().length, 1);
    await post(JSON.stringify({ ...UPDATE, padding: 'x'.repeat(1_048_577 - frame) }));
    assert.equal(stored().length, 1);
  });

  for (const body of ['{', '', 'null', '[]', '{"update_id":"7"}', '{"update_id":1.5}', '"x"']) {
    it(`2: answers 200 to ${JSON.stringify(body)}, so that it never comes again, and logs it`, async () => {
      assert.equal((await post(body)).status, 200);
      assert.equal(stored().length, 0);
      assert.equal(logger.records.findLast(({ level }) => level !== 'info')?.event, 'telegram.update_unreadable');
    });
  }

  it('4: stores, answers, and then works it off', async () => {
    assert.equal((await post(JSON.stringify(UPDATE))).status, 200);
    assert.deepEqual(stored(), [{ botId: BOT.id, updateId: 7, lane: `chat:${String(FORUM)}`, update: UPDATE }]);
    assert.equal(background.length, 1);
    assert.equal(fake.db.callsOf('leaseTelegramUpdates').length, 1);
  });

  it('3: does nothing about an update that it knows', async () => {
    fake.db.answers.storeTelegramUpdate = { stored: false };
    assert.equal((await post(JSON.stringify(UPDATE))).status, 200);
    assert.equal(background.length, 0);
  });

  it('5: asks for the update again when the database is away', async () => {
    fake.db.answers.storeTelegramUpdate = new DatabaseError('gone', { sqlstate: '08006' });
    const answer = await post(JSON.stringify(UPDATE));
    assert.deepEqual(
      [answer.status, answer.code, answer.headers.get('retry-after')],
      [503, 'database_unavailable', '5'],
    );
    assert.equal(background.length, 0);
  });

  for (const sqlstate of ['22P05', '23514', '54001', 'SC090']) {
    it(`6: does not ask again for what the database cannot keep (${sqlstate})`, async () => {
      fake.db.answers.storeTelegramUpdate = new DatabaseError('cannot be stored', { sqlstate });
      assert.equal((await post(JSON.stringify(UPDATE))).status, 200);
      assert.equal(logger.records.findLast(({ level }) => level !== 'info')?.level, 'error');
    });
  }

  for (const [sqlstate, what] of [
    ['28000', 'the key is being exchanged'],
    ['42501', 'the role may not'],
    ['42883', 'the migration is still missing'],
  ] as const) {
    it(`5: asks for the update again while ${what}`, async () => {
      fake.db.answers.storeTelegramUpdate = new DatabaseError('no', { sqlstate });
      const answer = await post(JSON.stringify(UPDATE));
      assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '5']);
    });
  }

  it('stores what Postgres cannot keep without it', async () => {
    await post('{"update_id":8,"message":{"chat":{"id":1},"text":"a\\u0000b\\ud800c\\\\u0000"}}');
    const [given] = stored() as [{ update: { message: { text: string } } }];
    assert.equal(given.update.message.text, 'a\uFFFDb\uFFFDc\\u0000');
  });

  it('4: answers after one question to the database, however long the work takes', async () => {
    fake.db.answers.leaseTelegramUpdates = () => new Promise(() => {});
    const headers = { 'X-Telegram-Bot-Api-Secret-Token': NEW };
    const request = new Request('https://x.example/support-telegram', {
      method: 'POST',
      headers,
      body: JSON.stringify(UPDATE),
    });
    assert.equal((await webhook.fetch(request)).status, 200);
    assert.deepEqual(
      fake.db.calls.map(({ method }) => method),
      ['storeTelegramUpdate', 'leaseTelegramUpdates'],
    );
    assert.equal(background.length, 1);
  });

  it('4: survives work that fails after the answer', async () => {
    fake.db.answers.leaseTelegramUpdates = new DatabaseError('gone', { sqlstate: '08006' });
    assert.equal((await post(JSON.stringify(UPDATE))).status, 200);
    assert.equal(logger.records.findLast(({ level }) => level !== 'info')?.event, 'background.failed');
  });
});
