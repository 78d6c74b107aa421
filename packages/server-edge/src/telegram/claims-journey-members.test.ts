/** 15: who may answer a visitor, on real SQL and a simulated Telegram: members of the team's group, and nobody else. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';
import { formatCallbackData } from './callback-data.ts';
import { ALLOWED_UPDATES } from './read-update.ts';

let database: LocalDatabase;
let stage: TelegramStage;
let group: number;
let mika: number;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
afterEach(() => stage.close());

const answers = async (text: string): Promise<void> => {
  stage.control.people.send({ userId: mika, chatId: mika, text });
  await stage.settled();
};
const leaves = async (status: 'left' | 'kicked'): Promise<void> => {
  stage.control.workspace.setMember({ chatId: group, userId: mika, status, by: stage.ids.anonymousAdmin });
  await stage.settled();
};
/** Like a bot that is no administrator: Telegram tells it nothing about members. What it knew grows old in minutes. */
const hearsNothingOfMembers = async (): Promise<void> => {
  await stage.simulator.fetch(
    new Request(`http://simulator.localhost/bot${stage.simulator.token}/setWebhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        url: 'https://bot.example/support-telegram',
        secret_token: 'a-secret-for-the-webhook',
        allowed_updates: ALLOWED_UPDATES.filter((kind) => kind !== 'chat_member'),
      }),
    }),
  );
  stage.passTime(5 * 60_000);
};

describe('15: somebody who answers by direct messages', () => {
  let visitor: StageVisitor;
  beforeEach(async () => {
    stage = await TelegramStage.create(database, { mode: 'claims' });
    ({ claimsGroupId: group, mika } = stage.ids);
    await stage.db.upsertTelegramAgent({
      organizationId: '20000000-0000-4000-8000-000000000001',
      telegramUserId: mika,
      name: 'Mika Lindgren',
      dmStarted: true,
    });
    visitor = await stage.visitor();
    await visitor.isCalled('Robin');
    await visitor.says('Hello?');
    await stage.tap(mika, group, cardId(), 'Claim');
  });

  const cardId = () =>
    stage.shown(group).find(({ message }) => message.reply_markup !== undefined)?.message.message_id ??
    assert.fail('no card');
  const buttons = () =>
    stage
      .shown(group)
      .find(({ message }) => message.message_id === cardId())
      ?.message.reply_markup?.inline_keyboard.flat()
      .map(({ text }) => text);
  const isWithTheGroup = async (): Promise<void> => {
    assert.equal((await visitor.conversation()).agent, null);
    assert.deepEqual(buttons(), ['Claim']);
    assert.match(stage.texts(group).join('\n'), /Mika Lindgren passed this conversation on\. Who takes it\?/);
  };

  for (const status of ['left', 'kicked'] as const) {
    it(`gives back what they had at the moment they are out (${status}), is told, and reaches nobody any more`, async () => {
      await leaves(status);
      await isWithTheGroup();
      assert.match(stage.texts(mika).at(-1) ?? '', /^Robin · #\d+\nYou are not in the team’s group any more, so this/);
      await answers('One more thing');
      assert.match(stage.texts(mika).at(-1) ?? '', /^Not sent/);
      assert.deepEqual(await visitor.sees(), ['visitor: Hello?']);
    });
  }

  it('reaches nobody, is told, and gives the conversation back, also when Telegram never said that they left', async () => {
    await hearsNothingOfMembers();
    await leaves('left');
    assert.equal((await visitor.conversation()).agent?.name, 'Mika Lindgren', 'nobody knows yet');
    await answers('One more thing');
    assert.match(stage.texts(mika).at(-1) ?? '', /^Not sent\. You are not in the team’s group any more/);
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?']);
    await isWithTheGroup();
  });

  it('commands nothing any more, and gives the conversation back by trying', async () => {
    await hearsNothingOfMembers();
    await leaves('left');
    await answers('/close');
    assert.equal(stage.texts(mika).at(-1), 'You are not in the team’s group any more.');
    await isWithTheGroup();
  });

  it('is not sent what the visitor writes afterwards; the group is', async () => {
    await hearsNothingOfMembers();
    await leaves('left');
    await visitor.says('My number is 5550100');
    assert.ok(!stage.texts(mika).some((text) => text.includes('5550100')));
    assert.ok(stage.texts(group).some((text) => text.includes('5550100')));
    await isWithTheGroup();
  });

  it('changes nothing by an edit or a button', async () => {
    await answers('Good day');
    const written = stage.shown(mika).find(({ message }) => message.text === 'Good day')?.message.message_id ?? 0;
    const head = stage.shown(mika)[0]?.message.message_id ?? 0;
    await leaves('left');
    stage.control.people.edit({ userId: mika, chatId: mika, messageId: written, text: 'Good riddance' });
    await stage.settled();
    assert.match(stage.texts(mika).at(-1) ?? '', /^Not changed: you are not in the team’s group any more/);
    const [{ id = '' } = {}] = (await stage.rows('select id from support.conversations')) as { id?: string }[];
    const forgedData = formatCallbackData({ action: 'close', conversationId: id });
    const tapped = stage.control.people.tap({ userId: mika, chatId: mika, messageId: head, button: '-', forgedData });
    await stage.settled();
    assert.ok(tapped.kind === 'callback');
    assert.equal(stage.control.people.callbackAnswer(tapped.callbackQueryId)?.text, 'This button is not for you.');
    assert.equal((await visitor.conversation()).status, 'queued');
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?', 'Mika Lindgren: Good day']);
  });

  it('28: still reaches the visitor while the bot itself is out of the group, when nobody can be asked', async () => {
    const { bot } = stage.control.overview();
    stage.control.workspace.setMember({
      chatId: group,
      userId: bot.id,
      status: 'kicked',
      by: stage.ids.anonymousAdmin,
    });
    await stage.settled();
    await answers('I am still with you');
    assert.deepEqual((await visitor.sees()).at(-1), 'Mika Lindgren: I am still with you');
  });
});
