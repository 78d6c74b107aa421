/** What keeps a deployment well: floods, rotation, figures to watch, and forgetting. Real SQL, the bridge, the simulator. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { TelegramStage } from '../../testing/telegram/telegram-stage.ts';
import { VirtualStage, type VirtualVisitor } from '../../testing/telegram/virtual-stage.ts';
import { DatabaseError } from '../db/database-caller.ts';
import { createTelegramApi } from './telegram-api.ts';
import { createTelegramBridge } from './telegram-bridge.ts';

let database: LocalDatabase;
let stage: TelegramStage | VirtualStage;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
afterEach(() => stage.close());

async function open(mode: 'topics' | 'claims' = 'topics'): Promise<TelegramStage> {
  stage = await TelegramStage.create(database, { mode });
  return stage as TelegramStage;
}

const rowsOf = (sql: string) => database.query(sql);
const waiting = async () => Number((await rowsOf('select count(*) from support.outbox'))[0]?.['count']);

/** Writes without being forgiven any limit. */
function write(
  { db }: TelegramStage | VirtualStage,
  visitor: VirtualVisitor,
  text: string,
  ipHash = 'ip',
): Promise<unknown> {
  return db.postVisitorMessage({ ...visitor, messageId: randomUUID(), text, ipHash });
}

const isRateLimit = (error: unknown) => error instanceof DatabaseError && error.sqlstate === 'SC040';

describe('46: a flood', () => {
  it('46: of one visitor is refused before anything waits for Telegram', async () => {
    const telegram = await open();
    const { scope } = await telegram.visitor();
    let taken = 0;
    for (let count = 0; count < 20; count += 1) {
      await write(telegram, scope, `line ${String(count)}`).then(
        () => void (taken += 1),
        (error: unknown) => assert.ok(isRateLimit(error), String(error)),
      );
    }
    assert.ok(taken >= 1 && taken < 20, String(taken));
    assert.equal(await waiting(), taken);
  });

  it('46: from one address is refused, however many visitors it calls itself', async () => {
    const telegram = await open();
    const refused: unknown[] = [];
    for (let count = 0; count < 90; count += 1) {
      await database.execute(`delete from support.rate_limits where key like 'session:%'`);
      const { scope } = await telegram.visitor();
      await write(telegram, scope, 'Buy now').catch((error: unknown) => void refused.push(error));
    }
    assert.ok(refused.length > 0 && refused.every(isRateLimit));
    assert.equal(await waiting(), 90 - refused.length);
    await write(telegram, (await telegram.visitor()).scope, 'From elsewhere', 'another ip');
  });

  it('46: of one visitor leaves the group’s budget to the others', async () => {
    const virtual = await VirtualStage.create(database);
    stage = virtual;
    const [loud, calm] = [await virtual.visitor(), await virtual.visitor()];
    const writtenAt = new Map<string, number>();
    for (let second = 0; second < 240; second += 1) {
      // As much as the limits allow: five lines in ten seconds, for four minutes.
      if (second % 2 === 0) await virtual.post(loud, `spam ${String(second)}`);
      if (second % 60 === 45) {
        const text = `calm ${String(second)}`;
        writtenAt.set(text, virtual.now());
        await virtual.post(calm, text);
      }
      await virtual.drive();
      await virtual.advance(1_000);
    }
    for (let second = 0; second < 120 && (await virtual.pending()) > 0; second += 1) {
      await virtual.drive();
      await virtual.advance(1_000);
    }
    for (const [text, at] of writtenAt) {
      const shown = virtual.taken.find((message) => message.text.includes(text));
      const lag = (shown?.at ?? Number.POSITIVE_INFINITY) - at;
      assert.ok(lag <= 30_000, `${text} took ${String(lag / 1_000)} s`);
    }
    const spam = virtual.taken.filter(({ text }) => text.includes('spam'));
    assert.equal(spam.flatMap(({ text }) => text.match(/spam \d+/g) ?? []).length, 120, 'and nothing is lost');
  });

  it('46: a banned visitor reaches nobody, and Telegram is not asked anything for them', async () => {
    const telegram = await open();
    const visitor = await telegram.visitor();
    await visitor.says('Hello?');
    const agent = await telegram.db.upsertTelegramAgent({
      organizationId: '20000000-0000-4000-8000-000000000001',
      telegramUserId: telegram.ids.mika,
      name: 'Mika',
    });
    await telegram.db.banVisitor({ visitorId: visitor.scope.visitorId, agentId: agent.id });
    await telegram.drive();
    const [calls, rows] = [telegram.control.calls().length, await waiting()];
    await database.execute('truncate support.rate_limits');
    await assert.rejects(write(telegram, visitor.scope, 'You cannot stop me'), DatabaseError);
    await telegram.drive();
    assert.deepEqual([telegram.control.calls().length, await waiting()], [calls, rows]);
  });
});

describe('48: what to watch', () => {
  it('48: counts what waits and what was given up, and how old the oldest is', async () => {
    const telegram = await open();
    const visitor = await telegram.visitor();
    await visitor.writes('Hello?');
    await database.execute(`update support.outbox set created_at = now() - interval '10 minutes'`);
    await database.execute(
      `insert into support.telegram_updates (bot_id, update_id, lane, update, state) values (1, 1, 'x', '{}', 'dead'), (1, 2, 'x', '{}', 'pending')`,
    );
    const before = await telegram.db.countBacklog();
    assert.deepEqual([before.outbox_pending, before.updates_dead, before.updates_pending], [1, 1, 1]);
    assert.ok(Math.abs((before.oldest_outbox_seconds ?? 0) - 600) < 30, String(before.oldest_outbox_seconds));
    await database.execute(`update support.outbox set state = 'dead', error = 'refused'`);
    const after = await telegram.db.countBacklog();
    assert.deepEqual([after.outbox_pending, after.outbox_dead, after.oldest_outbox_seconds], [0, 1, null]);
  });

  it('48: raises no alarm over what was dropped on purpose, or is not due before later', async () => {
    const telegram = await open();
    const visitor = await telegram.visitor();
    await visitor.writes('Hello?');
    await database.execute(
      `update support.outbox set not_before = now() + interval '1 hour', created_at = now() - interval '1 day'`,
    );
    assert.equal((await telegram.db.countBacklog()).oldest_outbox_seconds, null);
    await database.execute(`update support.outbox set state = 'dead', error = 'expired'`);
    assert.equal((await telegram.db.countBacklog()).outbox_dead, 0);
  });
});

describe('49: another token', () => {
  it('49: loses nothing: what waited while the old one was revoked is sent with the new one, to the same topic', async () => {
    const telegram = await open();
    const visitor = await telegram.visitor();
    await visitor.says('Hello?');
    const { bot } = telegram.control.overview();
    const bridgeWith = (token: string) =>
      createTelegramBridge({
        db: telegram.db,
        api: createTelegramApi({
          token,
          apiRoot: 'http://simulator.localhost',
          fetch: (input, init) => telegram.simulator.fetch(new Request(input, init)),
        }),
        bot: { id: bot.id, username: bot.username ?? '' },
        logger: telegram.logger,
      });
    await visitor.writes('Is anybody there?');
    await visitor.writes('Please');
    await bridgeWith(`${String(bot.id)}:revoked`).driveOutbox();
    assert.deepEqual(
      (await rowsOf(`select state from support.outbox where kind = 'visitor_message' order by id`)).map(
        ({ state }) => state,
      ),
      ['sent', 'pending', 'pending'],
    );
    assert.ok(telegram.logger.records.some(({ level, event }) => level === 'error' && event.startsWith('telegram.')));
    await database.execute(
      'update support.outbox set not_before = now(); update support.outbox_lanes set not_before = now()',
    );
    await bridgeWith(telegram.simulator.token).driveOutbox();
    assert.deepEqual(telegram.texts(telegram.ids.forumId, telegram.theTopic().id).slice(1), [
      'Hello?',
      'Is anybody there?',
      'Please',
    ]);
  });
});

describe('52: what is forgotten, and never told', () => {
  it('52: erasing a visitor deletes the topic, empties the updates about it, and stops what was on the way', async () => {
    const telegram = await open();
    const visitor = await telegram.visitor();
    await visitor.says('My number is 555-0100');
    const { mika: userId, forumId: chatId } = telegram.ids;
    telegram.control.people.send({ userId, chatId, threadId: telegram.theTopic().id, text: 'Noted, 555-0100' });
    await telegram.settled();
    await visitor.writes('And 555-0199');
    await telegram.db.eraseVisitor(visitor.scope);
    await telegram.drive();
    assert.deepEqual(telegram.topics(), []);
    for (const table of ['telegram_updates', 'telegram_topics', 'telegram_messages', 'outbox', 'messages']) {
      const left = await rowsOf(`select 1 from support.${table} as entry where entry::text like '%555-01%'`);
      assert.deepEqual(left, [], table);
    }
    const calls = JSON.stringify(telegram.control.calls().map(({ params }) => params));
    assert.ok(!calls.includes('555-0199'), 'what waited was not sent any more');
  });

  it('52: what an organization no longer keeps goes from Telegram, too', async () => {
    const telegram = await open();
    const visitor = await telegram.visitor();
    await visitor.says('Hello?');
    await database.execute(`
      update support.organizations set conversation_retention_days = 30;
      update support.conversations set status = 'closed', closed_at = now() - interval '29 days';`);
    await telegram.db.runTick();
    await telegram.drive();
    assert.equal(telegram.topics().length, 1);
    await database.execute(`update support.conversations set closed_at = now() - interval '31 days'`);
    await telegram.db.runTick();
    await telegram.drive();
    assert.deepEqual(telegram.topics(), []);
    await visitor.says('Me again');
    assert.deepEqual(telegram.texts(telegram.ids.forumId, telegram.theTopic().id).slice(1), ['Me again']);
  });

  for (const mode of ['topics', 'claims'] as const) {
    it(`52: no address of a visitor, nor its digest, is ever told Telegram in ${mode} mode`, async () => {
      const telegram = await open(mode);
      const ipHash = 'd0c5ab1e'.repeat(8);
      const session = await telegram.db.createSession({
        widgetId: '30000000-0000-4000-8000-000000000001',
        refreshTokenHash: randomUUID().replaceAll('-', '').repeat(2),
        context: { country: 'MT', page_url: 'https://shop.example/lamps', time_zone: 'Europe/Malta' },
        ipHash,
      });
      const scope = {
        sessionId: session.session_id,
        visitorId: session.visitor_id,
        widgetId: '30000000-0000-4000-8000-000000000001',
      };
      await write(telegram, scope, 'Hello?', ipHash);
      await telegram.drive();
      const chatId = mode === 'topics' ? telegram.ids.forumId : telegram.ids.claimsGroupId;
      const place = mode === 'topics' ? { threadId: telegram.theTopic().id } : {};
      telegram.control.people.send({ userId: telegram.ids.mika, chatId, ...place, text: '/info' });
      await telegram.settled();
      const calls = JSON.stringify(telegram.control.calls().map(({ params }) => params));
      assert.ok(calls.includes('shop.example'), 'the card tells of the page');
      assert.ok(!calls.includes('d0c5ab1e'));
    });
  }
});
