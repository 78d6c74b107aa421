/** What becomes of updates when databases, workers and Telegram itself misbehave. Real SQL, the bridge, the webhook. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';
import { createChatDb } from '../db/chat-db.ts';
import { DatabaseError, NO_ANSWER, type DatabaseCaller } from '../db/database-caller.ts';
import { createSqlCaller } from '../db/sql-caller.ts';
import { driveDueWork } from '../scheduled-work.ts';
import { createTelegramBridge } from './telegram-bridge.ts';
import { createTelegramWebhook } from './webhook.ts';

const SECRET = 'a-secret-for-the-webhook';

let database: LocalDatabase;
let stage: TelegramStage;
let visitor: StageVisitor;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'topics' });
  visitor = await stage.visitor();
  await visitor.says('Hello?');
  // What setting the stage up has brought.
  await database.execute('truncate support.telegram_updates');
});
afterEach(() => stage.close());

let nextUpdateId = 9_000;

/** What Mika writes in the visitor's topic, as Telegram tells it. */
function written(text: string, fields: object = {}, kind = 'message') {
  nextUpdateId += 1;
  const content = {
    message_id: 10_000 + nextUpdateId,
    date: 1,
    chat: { id: stage.ids.forumId, type: 'supergroup', is_forum: true },
    from: { id: stage.ids.mika, is_bot: false, first_name: 'Mika' },
    message_thread_id: stage.theTopic().id,
    is_topic_message: true,
    text,
    ...fields,
  };
  return { update_id: nextUpdateId, [kind]: content };
}

/** A bridge and its door over this database; work after the answer is collected instead of done when nobody waits for it. */
function open(caller: DatabaseCaller) {
  const background: Promise<unknown>[] = [];
  const { bot } = stage.control.overview();
  const bridge = createTelegramBridge({
    db: createChatDb(caller),
    api: stage.api,
    bot: { id: bot.id, username: bot.username ?? '' },
    logger: stage.logger,
    sleep: makeDue,
  });
  const options = { bridge, secrets: [SECRET], logger: stage.logger };
  const webhook = createTelegramWebhook({ ...options, waitUntil: (work) => void background.push(work) });
  const post = async (update: object) => {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET };
    const body = JSON.stringify(update);
    const answer = await webhook.fetch(
      new Request('https://bot.example/support-telegram', { method: 'POST', headers, body }),
    );
    return answer.status;
  };
  return { bridge, post, settled: () => Promise.all(background) };
}

const sql = () => createSqlCaller((text, parameters) => database.query(text, parameters, { role: 'service_role' }));
const makeDue = () =>
  database.execute(`
    update support.telegram_updates set not_before = now(), leased_until = null where state = 'pending';
    update support.outbox set not_before = now() where state = 'pending';`);
const said = async () => (await visitor.sees()).filter((line) => line.startsWith('Mika: '));
const states = async () =>
  (await stage.rows(`select state, count(*)::int from support.telegram_updates group by state order by state`)).map(
    ({ state, count }) => `${String(state)} ${String(count)}`,
  );

describe('an update that was stored', () => {
  it('3: is known for two days after it was worked off, and forgotten then', async () => {
    const { post, settled } = open(sql());
    const update = written('Hi');
    const age = (interval: string) =>
      database.execute(`update support.telegram_updates set settled_at = now() - interval '${interval}'`);
    await post(update);
    await settled();
    await age('47 hours 59 minutes');
    await stage.db.runTick();
    await post(update);
    await settled();
    assert.deepEqual(await said(), ['Mika: Hi']);
    await age('48 hours 1 minute');
    await stage.db.runTick();
    assert.deepEqual(await states(), []);
  });

  it('3: is kept as long as it waits, and for a month when it was given up', async () => {
    await open(sql()).post(written('Hi'));
    await stage.settled();
    const become = (state: string, age: string) =>
      database.execute(
        `update support.telegram_updates set state = '${state}', created_at = now() - interval '${age}', settled_at = now() - interval '${age}'`,
      );
    await become('pending', '90 days');
    await stage.db.runTick();
    assert.deepEqual(await states(), ['pending 1']);
    await become('dead', '29 days');
    await stage.db.runTick();
    assert.deepEqual(await states(), ['dead 1']);
  });

  it('4: is worked off by the tick when its worker died right after the answer', async () => {
    const dying = createTelegramWebhook({
      bridge: { storeUpdate: (update) => stage.bridge.storeUpdate(update), driveInbox: () => new Promise(() => {}) },
      secrets: [SECRET],
      logger: stage.logger,
      waitUntil: () => {},
    });
    const headers = { 'x-telegram-bot-api-secret-token': SECRET };
    const body = JSON.stringify(written('Hi'));
    const answer = await dying.fetch(
      new Request('https://bot.example/support-telegram', { method: 'POST', headers, body }),
    );
    assert.deepEqual([answer.status, await said()], [200, []]);
    await driveDueWork({ db: stage.db, logger: stage.logger, clock: Date.now, telegram: stage.bridge });
    assert.deepEqual(await said(), ['Mika: Hi']);
  });

  it('4: is worked off by another worker when the one that took it died', async () => {
    await stage.bridge.storeUpdate(written('Hi'));
    const { bot } = stage.control.overview();
    assert.equal((await stage.db.leaseTelegramUpdates({ botId: bot.id, leaseSeconds: 60 })).length, 1);
    await stage.bridge.driveInbox();
    assert.deepEqual(await said(), [], 'it is somebody’s');
    await database.execute(`update support.telegram_updates set leased_until = now() - interval '1 second'`);
    await stage.bridge.driveInbox();
    assert.deepEqual(await said(), ['Mika: Hi']);
  });
});

describe('a database that fails in the middle', () => {
  /** Call number `failing` fails, before anything was done or with only its answer lost. */
  function failingAt(failing: number, when: 'before' | 'after') {
    const caller = sql();
    let calls = 0;
    return {
      hasFailed: () => calls > failing,
      call: async (name: string, args: Readonly<Record<string, unknown>>) => {
        const isFailing = calls === failing;
        calls += 1;
        if (isFailing && when === 'before') throw new DatabaseError('gone', { sqlstate: NO_ANSWER });
        const answer = await caller.call(name, args);
        if (isFailing) throw new DatabaseError('gone', { sqlstate: NO_ANSWER });
        return answer;
      },
    };
  }

  for (const when of ['before', 'after'] as const) {
    it(`5: costs no answer and doubles none, whichever call fails ${when} its effect`, async () => {
      const expected: string[] = [];
      for (let failing = 0; ; failing += 1) {
        const caller = failingAt(failing, when);
        const { bridge, post, settled } = open(caller);
        const text = `answer ${String(failing)}`;
        const update = written(text);
        const status = await post(update);
        await settled();
        assert.equal(status, failing === 0 ? 503 : 200);
        if (status === 503) assert.deepEqual(await said(), expected, 'nothing is done before it is stored');
        // Telegram repeats what was not taken, and the tick what was.
        if (status === 503) await post(update);
        for (let round = 0; round < 3; round += 1) {
          await makeDue();
          await bridge.driveInbox().catch((error: unknown) => assert.ok(error instanceof DatabaseError, String(error)));
        }
        await settled();
        expected.push(`Mika: ${text}`);
        assert.deepEqual(await said(), expected);
        if (!caller.hasFailed()) break;
      }
      assert.ok(expected.length > 5, 'several calls were made for an answer');
      assert.equal((await states()).length, 1);
    });
  }
});

describe('an update that nobody can work off', () => {
  it('6: is tried five times in fifteen seconds, stops no other chat meanwhile and its own no longer', async () => {
    const { bridge } = open(sql());
    await bridge.storeUpdate(written('', { text: 5 }));
    await bridge.storeUpdate(written('Behind it'));
    const other = written('In another chat', { chat: { id: -77, type: 'supergroup' } });
    await bridge.storeUpdate(other);
    await stage.bridge.driveInbox();
    assert.deepEqual(await states(), ['done 1', 'pending 2'], 'the other chat went on');
    for (let round = 0; round < 6; round += 1) {
      await makeDue();
      await bridge.driveInbox();
    }
    assert.deepEqual(
      (await states()).filter((state) => !state.startsWith('done')),
      ['dead 1'],
    );
    assert.deepEqual(await said(), ['Mika: Behind it']);
    const pauses = stage.logger.records
      .filter(({ event }) => event === 'telegram.update_postponed')
      .map(({ fields }) => fields?.['seconds']);
    assert.deepEqual(pauses, [1, 2, 4, 8]);
  });

  it('6: is in the log as an error, in the backlog, and in the list of what can be tried again', async () => {
    const { bridge } = open(sql());
    await bridge.storeUpdate(written('', { text: 5 }));
    for (let round = 0; round < 6; round += 1) {
      await makeDue();
      await bridge.driveInbox();
    }
    const [buried] = stage.logger.records.filter(({ event }) => event === 'telegram.update_buried');
    assert.deepEqual([buried?.level, (await stage.db.countBacklog()).updates_dead], ['error', 1]);
    const [row] = await stage.rows(
      `select public.support_list_dead_updates(bot_id) as listed from support.telegram_updates limit 1`,
    );
    assert.match(JSON.stringify(row?.['listed']), new RegExp(String(nextUpdateId)));
  });
});
