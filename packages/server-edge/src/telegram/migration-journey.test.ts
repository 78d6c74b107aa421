/** 27: a group becomes a supergroup and gets another id, with conversations in it and messages on the way. Real SQL. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';

const OLD = -500;

let database: LocalDatabase;
let stage: TelegramStage;
let visitor: StageVisitor;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'claims' });
  const { anonymousAdmin: by, mika, ana } = stage.ids;
  stage.control.workspace.createGroup({ id: OLD, title: 'Team', kind: 'group' });
  stage.control.workspace.setMember({ chatId: OLD, userId: by, status: 'creator' });
  const bot = stage.control.overview().bot.id;
  stage.control.workspace.setMember({ chatId: OLD, userId: bot, status: 'administrator', by });
  for (const userId of [mika, ana]) {
    stage.control.workspace.setMember({ chatId: OLD, userId, status: 'member', by });
    await stage.db.upsertTelegramAgent({
      organizationId: '20000000-0000-4000-8000-000000000001',
      telegramUserId: userId,
      name: userId === mika ? 'Mika' : 'Ana',
      dmStarted: true,
    });
  }
  await stage.settled();
  await database.execute(`update support.telegram_chats set chat_id = ${String(OLD)}`);
  visitor = await stage.visitor();
});
afterEach(() => stage.close());

const migrate = () => stage.control.workspace.migrate({ chatId: OLD, by: stage.ids.anonymousAdmin }).id;
const chatIds = async () =>
  (await stage.rows('select chat_id from support.telegram_chats')).map((row) => Number(row['chat_id']));
const refusedForTheMove = () =>
  stage.control.calls().filter(({ outcome }) => !outcome.ok && JSON.stringify(outcome).includes('upgraded')).length;
const linesIn = (chatId: number) => stage.texts(chatId).flatMap((text) => text.split('\n').slice(-1));
const claimable = (chatId: number) =>
  stage
    .shown(chatId)
    .filter(({ message }) => JSON.stringify(message.reply_markup ?? null).includes('"Claim"'))
    .map(({ message }) => message.message_id);

/** Telegram's announcements of the move arrive and are not worked off before `act` is over. */
async function withoutInbox(act: () => Promise<void>): Promise<void> {
  const rename = (from: string, to: string) =>
    database.execute(`alter function public.${from}(bigint, integer, integer) rename to ${to}`);
  await rename('support_lease_telegram_updates', 'support_lease_away');
  try {
    await act();
  } finally {
    await rename('support_lease_away', 'support_lease_telegram_updates');
  }
}

describe('27: a group that moves', () => {
  it('27: is followed by the refusal of a message, with everything that waits, in order', async () => {
    await visitor.says('one');
    const other = await stage.visitor();
    await other.writes('two');
    await visitor.writes('three');
    let moved = 0;
    await withoutInbox(async () => {
      moved = migrate();
      await stage.drive();
      await stage.drive();
    });
    assert.deepEqual(await chatIds(), [moved]);
    assert.equal(refusedForTheMove(), 1, 'the first refusal moves the others, too');
    assert.deepEqual(
      linesIn(moved).filter((line) => line === 'two' || line === 'three'),
      ['two', 'three'],
    );
    await stage.bridge.driveInbox();
    await stage.settled();
    assert.deepEqual(await chatIds(), [moved], 'what Telegram says of it afterwards changes nothing');
    assert.deepEqual(
      await stage.rows(`select kind, state from support.outbox where state <> 'sent'`),
      [],
      'nothing is left behind',
    );
  });

  it('27: is followed by its announcement before anything is sent to the old id', async () => {
    await visitor.writes('one');
    const moved = migrate();
    await stage.settled();
    assert.deepEqual(await chatIds(), [moved]);
    await stage.drive();
    assert.equal(refusedForTheMove(), 0);
    assert.equal(linesIn(moved).at(-1), 'one');
  });

  it('27: has a card again for whoever waits unclaimed, without another line, and it can be claimed', async () => {
    await visitor.says('Hello?');
    const claimed = await stage.visitor();
    await claimed.says('And I?');
    const [, second = 0] = claimable(OLD);
    await stage.tap(stage.ids.ana, OLD, second, 'Claim');
    const moved = migrate();
    await stage.settled();
    await stage.drive();
    const [card = 0, ...others] = claimable(moved);
    assert.deepEqual(others, [], 'nobody has to claim what Ana has');
    assert.equal(await stage.tap(stage.ids.mika, moved, card, 'Claim'), 'This conversation is yours.');
    stage.control.people.send({ userId: stage.ids.mika, chatId: stage.ids.mika, text: 'Here I am' });
    await stage.settled();
    assert.match((await visitor.sees()).at(-1) ?? '', /: Here I am$/);
  });

  it('27: takes along what flood control or a pause holds back, and what was given up', async () => {
    await visitor.writes('one');
    await database.execute(`
      update support.outbox set state = 'dead', error = 'given up';
      insert into support.outbox_lanes (lane, organization_id, not_before)
        select 'telegram:${String(OLD)}', id, now() + interval '1 hour' from support.organizations
        on conflict (lane) do update set not_before = excluded.not_before;`);
    await visitor.writes('two');
    const moved = migrate();
    await stage.settled();
    assert.deepEqual(
      await stage.rows('select distinct chat_id::text, lane from support.outbox'),
      [{ chat_id: String(moved), lane: `telegram:${String(moved)}` }],
      'the dead letter, too',
    );
    await stage.bridge.driveOutbox();
    assert.deepEqual(stage.texts(moved), [], 'the silence goes on');
    await stage.skip(0);
    await stage.drive();
    assert.equal(linesIn(moved).at(-1), 'two');
  });
});
