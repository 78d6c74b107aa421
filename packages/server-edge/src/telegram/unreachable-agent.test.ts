/** 29: an agent has claimed and cannot be written to any more, with lines on the way to them. Real SQL, a simulated Telegram. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';

let database: LocalDatabase;
let stage: TelegramStage;
let visitor: StageVisitor;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'claims' });
  for (const userId of [stage.ids.mika, stage.ids.ana]) {
    await stage.db.upsertTelegramAgent({
      organizationId: '20000000-0000-4000-8000-000000000001',
      telegramUserId: userId,
      name: userId === stage.ids.mika ? 'Mika' : 'Ana',
      dmStarted: true,
    });
  }
  visitor = await stage.visitor();
  await visitor.says('Hello?');
  await stage.tap(stage.ids.mika, stage.ids.claimsGroupId, cardId(), 'Claim');
});
afterEach(() => stage.close());

const cardId = () =>
  stage
    .shown(stage.ids.claimsGroupId)
    .find(({ message }) => JSON.stringify(message.reply_markup ?? null).includes('Claim'))?.message.message_id ??
  assert.fail('no card to claim');
const inGroup = () => stage.texts(stage.ids.claimsGroupId).flatMap((text) => text.split('\n').slice(-1));

describe('an agent who cannot be written to any more', () => {
  for (const [what, leave] of [
    ['blocked the bot', () => stage.control.people.stopBot({ userId: stage.ids.mika })],
    ['deleted their account', () => stage.control.workspace.deactivateUser({ userId: stage.ids.mika })],
  ] as const) {
    it(`29: and ${what} gives the conversation back with every line that waits, in order, and somebody else takes it`, async () => {
      const lines = ['one', 'two', 'three'];
      for (const line of lines) await visitor.writes(line);
      leave();
      await stage.settled();
      await stage.drive();
      await stage.drive();
      assert.deepEqual(
        inGroup().filter((line) => lines.includes(line)),
        lines,
      );
      assert.equal((await visitor.conversation()).agent, null);
      assert.deepEqual(await stage.rows(`select kind, error from support.outbox where state <> 'sent'`), []);
      assert.equal(
        await stage.tap(stage.ids.ana, stage.ids.claimsGroupId, cardId(), 'Claim'),
        'This conversation is yours.',
      );
      assert.match(stage.texts(stage.ids.ana).join('\n'), /one[^]*two[^]*three/);
    });
  }

  it('29: has it again after starting the bot from the link in the group, when it is still free', async () => {
    stage.control.people.stopBot({ userId: stage.ids.mika });
    await visitor.says('Are you there?');
    const markup = stage
      .shown(stage.ids.claimsGroupId)
      .map(({ message }) => JSON.stringify(message.reply_markup ?? null))
      .find((text) => text.includes('?start=claim_'));
    const payload = /start=(claim_[\w-]+)/.exec(markup ?? '')?.[1] ?? assert.fail('no link');
    stage.control.people.startBot({ userId: stage.ids.mika, payload });
    await stage.settled();
    await stage.drive();
    assert.equal((await visitor.conversation()).agent?.name, 'Mika');
    assert.match(stage.texts(stage.ids.mika).at(-1) ?? '', /Are you there\?/);
  });
});
