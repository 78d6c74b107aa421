/** What nobody takes: the team is called by name, the visitor asked how to be reached. Real SQL, a simulated Telegram. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { TelegramStage } from '../../testing/telegram/telegram-stage.ts';

const ORGANIZATION = '20000000-0000-4000-8000-000000000001';

let database: LocalDatabase;
let stage: TelegramStage;
let group: number;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'claims' });
  group = stage.ids.claimsGroupId;
});
afterEach(() => stage.close());

const joins = (telegramUserId: number, name: string, role: 'agent' | 'admin') =>
  database.execute(
    `insert into support.agents (organization_id, telegram_user_id, name, role, last_seen_at)
     values ('${ORGANIZATION}', ${String(telegramUserId)}, '${name}', '${role}', now())`,
  );
/** Six minutes pass, and the tick runs. */
const waits = async (): Promise<void> => {
  await database.execute(`
    update support.conversations set queued_at = queued_at - interval '6 minutes',
      waiting_since = waiting_since - interval '6 minutes', escalated_at = escalated_at - interval '6 minutes';
    select public.support_run_tick()`);
  await stage.drive();
};
const card = () => stage.shown(group)[0]?.message.text ?? '';
const reminders = () => stage.shown(group).filter(({ message }) => message.text?.includes('Who answers?') === true);
const ASKED =
  'system: Nobody could answer yet. Leave your e-mail address or phone number here, and we will get back to you.';

describe('a conversation that nobody takes', () => {
  it('is brought up in the group, which calls admins first, and no more once somebody has it', async () => {
    await joins(stage.ids.jo, 'Jo', 'agent');
    await joins(stage.ids.mika, 'Mika', 'admin');
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await waits();
    const [reminder, ...others] = reminders();
    assert.deepEqual(others, []);
    assert.match(reminder?.message.text ?? '', /waits for \d+ minutes\. Who answers\?\nMika, Jo$/);
    assert.deepEqual(
      (reminder?.message.entities ?? []).flatMap((entity) => (entity.type === 'text_mention' ? [entity.user?.id] : [])),
      [stage.ids.mika, stage.ids.jo],
    );
    await waits();
    await waits();
    assert.equal(reminders().length, 2, 'the second takes twice as long');
    await stage.db.upsertTelegramAgent({
      organizationId: ORGANIZATION,
      telegramUserId: stage.ids.mika,
      name: 'Mika',
      dmStarted: true,
    });
    const cardId = stage.shown(group)[0]?.message.message_id ?? 0;
    await stage.tap(stage.ids.mika, group, cardId, 'Claim');
    for (let minute = 0; minute < 10; minute += 1) await waits();
    assert.equal(reminders().length, 2);
  });

  for (const { said, line } of [
    { said: 'Sure: Robin <robin@example.com>.', line: 'E-mail: robin@example.com' },
    { said: 'call me: +354 555-0100, after six', line: 'Phone: +354 555-0100' },
  ]) {
    it(`asks the visitor once for an e-mail address or phone number, and has “${said}” on the card`, async () => {
      const visitor = await stage.visitor();
      await visitor.says('Hello?');
      await waits();
      assert.deepEqual(await visitor.sees(), ['visitor: Hello?', ASKED]);
      await visitor.says('I ordered on 2026-11-02, 3 lamps @ 20 each');
      assert.doesNotMatch(card(), /E-mail|Phone/, 'a date is no number to call');
      await visitor.says(said);
      await stage.skip(60_000);
      await stage.drive();
      assert.ok(card().includes(`\n${line}`), card());
      await waits();
      await waits();
      assert.equal((await visitor.sees()).filter((text) => text === ASKED).length, 1);
    });
  }

  it('asks nobody whose phone number is known, and reads addresses only from answers', async () => {
    const visitor = await stage.visitor();
    await visitor.says('My colleague is sam@example.com');
    assert.doesNotMatch(card(), /sam@example/);
    await database.execute(`update support.visitors set phone = '+354 5550100'`);
    await waits();
    assert.equal(reminders().length, 1);
    assert.equal((await visitor.sees()).length, 1);
  });
});
