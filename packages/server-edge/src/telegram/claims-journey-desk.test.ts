/** An agent's direct messages in claims mode: cards that follow, several visitors, several teams, links that grow old. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';

const ORGANIZATION = '20000000-0000-4000-8000-000000000001';

let database: LocalDatabase;
let stage: TelegramStage;
let group: number;
let mika: number;
let ana: number;
let jo: number;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'claims' });
  ({ claimsGroupId: group, mika, ana, jo } = stage.ids);
  for (const [telegramUserId, name] of [
    [mika, 'Mika Lindgren'],
    [ana, 'Ana'],
  ] as const) {
    await stage.db.upsertTelegramAgent({ organizationId: ORGANIZATION, telegramUserId, name, dmStarted: true });
  }
});
afterEach(() => stage.close());

const groupCardId = () =>
  stage
    .shown(group)
    .filter(({ message }) => message.reply_markup !== undefined)
    .at(-1)?.message.message_id ?? assert.fail('no card');
/** The card of a visitor in somebody's direct messages. */
const card = (name: string, userId = mika) =>
  stage.shown(userId).find(({ message }) => message.text?.startsWith(`${name} · #`) === true && isCard(message))
    ?.message ?? assert.fail(`no card of ${name}`);
const isCard = ({ text = '' }: { readonly text?: string }) =>
  /\n(?:Waiting for an answer|Claimed by|Closed)/.test(text);
const buttons = (name: string, userId = mika) =>
  (card(name, userId).reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
const claimFor = async (name: string, userId = mika): Promise<StageVisitor> => {
  const visitor = await stage.visitor();
  await visitor.isCalled(name);
  await visitor.says(`${name} is here`);
  await stage.tap(userId, group, groupCardId(), 'Claim');
  return visitor;
};
const writes = async (text: string, replyTo?: number): Promise<void> => {
  stage.control.people.send({ userId: mika, chatId: mika, text, ...(replyTo === undefined ? {} : { replyTo }) });
  await stage.settled();
};
const isActive = (name: string) => card(name).text?.includes('What you write here goes to this visitor') === true;

describe('the card in direct messages', () => {
  it('shows who has the conversation now, to whoever had it, too', async () => {
    const visitor = await claimFor('Robin');
    assert.match(card('Robin').text ?? '', /\nClaimed by Mika Lindgren/);
    assert.deepEqual(buttons('Robin'), ['Pass', 'Close', 'Canned', 'Ban']);
    await stage.tap(mika, mika, card('Robin').message_id, 'Pass');
    await stage.drive();
    assert.match(card('Robin').text ?? '', /^Robin · #\d+\nWaiting for an answer$/);
    assert.deepEqual(buttons('Robin'), []);
    assert.match(stage.texts(group).at(-1) ?? '', /Mika Lindgren passed this conversation on/);
    await stage.tap(ana, group, groupCardId(), 'Claim');
    await stage.drive();
    assert.match(card('Robin').text ?? '', /\nClaimed by Ana$/);
    assert.deepEqual(buttons('Robin'), []);
    assert.match(card('Robin', ana).text ?? '', /\nClaimed by Ana/);
    await stage.tap(ana, ana, card('Robin', ana).message_id, 'Close');
    await stage.drive();
    assert.match(card('Robin', ana).text ?? '', /\nClosed · Ana/);
    assert.deepEqual(buttons('Robin', ana), ['Reopen', 'Ban']);
    assert.equal((await visitor.conversation()).agent?.name, 'Ana');
  });

  it('follows the visitor’s name, page and what they leave', async () => {
    const visitor = await claimFor('Robin');
    await database.query('update support.visitors set name = $1, email = $2, context = $3 where id = $4', [
      'Robin Sól',
      'robin@example.com',
      { page_url: 'https://shop.example/cart' },
      visitor.scope.visitorId,
    ]);
    await stage.skip(60_000);
    await stage.drive();
    assert.match(
      card('Robin Sól').text ?? '',
      /^Robin Sól · #\d+\n.*\nE-mail: robin@example.com\nPage: https:\/\/shop.example\/cart/,
    );
  });
});

describe('an agent with several visitors', () => {
  it('sees on the cards who gets what they write, keeps it whatever visitors write, and changes it by a button or a reply', async () => {
    const robin = await claimFor('Robin');
    assert.equal(isActive('Robin'), false, 'one visitor alone needs no choice');
    const sam = await claimFor('Sam');
    await stage.drive();
    assert.deepEqual([isActive('Robin'), isActive('Sam')], [false, true], 'the one just claimed');
    assert.ok(buttons('Robin').includes('Write here'));
    assert.ok(!buttons('Sam').includes('Write here'));

    await robin.says('Hello?');
    await writes('for Sam');
    assert.equal((await sam.sees()).at(-1), 'Mika Lindgren: for Sam');

    assert.match(
      await stage.tap(mika, mika, card('Robin').message_id, 'Write here'),
      /What you write goes to this visitor/,
    );
    await stage.drive();
    assert.deepEqual([isActive('Robin'), isActive('Sam')], [true, false]);
    await sam.says('Are you there?');
    await writes('for Robin');
    assert.equal((await robin.sees()).at(-1), 'Mika Lindgren: for Robin');

    const line = stage.shown(mika).find(({ message }) => message.text?.endsWith('Are you there?') === true);
    await writes('for Sam again', line?.message.message_id);
    assert.equal((await sam.sees()).at(-1), 'Mika Lindgren: for Sam again');
    await stage.drive();
    assert.deepEqual([isActive('Robin'), isActive('Sam')], [false, true]);

    await stage.tap(mika, mika, card('Sam').message_id, 'Close');
    await stage.drive();
    assert.deepEqual(buttons('Robin').includes('Write here'), false, 'one is left');
    await writes('only you now');
    assert.equal((await robin.sees()).at(-1), 'Mika Lindgren: only you now');
  });

  it('15: cannot choose what is not theirs', async () => {
    await claimFor('Robin');
    await claimFor('Sam');
    await stage.drive();
    const choice = card('Robin');
    await database.execute(
      `update support.conversations set agent_id = (select id from support.agents where telegram_user_id = ${String(ana)})
       where visitor_id = (select id from support.visitors where name = 'Robin')`,
    );
    assert.match(await stage.tap(mika, mika, choice.message_id, 'Write here'), /not yours/);
  });
});

describe('an agent of several teams', () => {
  it('15: sends the answers of the team whose visitor a list is about', async () => {
    const other = '20000000-0000-4000-8000-000000000002';
    const widget = '30000000-0000-4000-8000-000000000002';
    const secondGroup = stage.ids.forumId;
    await database.execute(`
      insert into support.organizations (id, name) values ('${other}', 'Lamp House');
      insert into support.widgets (id, organization_id, key, name) values ('${widget}', '${other}', 'wk_lamps', 'Lamps');
      insert into support.telegram_chats (chat_id, organization_id, mode) values (${String(secondGroup)}, '${other}', 'claims');
      insert into support.canned_responses (organization_id, shortcut, title, body) values
        ('${ORGANIZATION}', 'hello', 'Harbor hello', 'Harbor Goods here'), ('${other}', 'hello', 'Lamp hello', 'Lamp House here');
    `);
    const robin = await claimFor('Robin');
    await writes('/c hello');
    const harborList = stage.shown(mika).at(-1)?.message.message_id ?? 0;
    // Whatever they did last was for the other team.
    await stage.db.upsertTelegramAgent({
      organizationId: other,
      telegramUserId: mika,
      name: 'Mika of the lamps',
      dmStarted: true,
    });
    assert.equal(await stage.tap(mika, mika, harborList, 'Harbor hello'), 'Sent to the visitor.');
    assert.equal((await robin.sees()).at(-1), 'Mika Lindgren: Harbor Goods here');
    const pickers = await stage.rows(
      `select message_id from support.telegram_messages where role = 'picker' and chat_id = ${String(mika)}`,
    );
    assert.deepEqual(
      pickers.map(({ message_id: id }) => Number(id)),
      [harborList],
    );
    await writes('and this is for Robin, too', harborList);
    assert.equal((await robin.sees()).at(-1), 'Mika Lindgren: and this is for Robin, too');
    assert.equal(await stage.tap(mika, mika, card('Robin').message_id, 'Canned'), 'Choose below.');
    assert.deepEqual(
      (stage.shown(mika).at(-1)?.message.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text),
      ['Harbor hello'],
    );
  });
});

describe('29: the link for an agent whom the bot may not write to', () => {
  it('claims by /start within the hour, and later says to tap again', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const first = new URL(await stage.tap(jo, group, groupCardId(), 'Claim')).searchParams.get('start') ?? '';
    stage.passTime(61 * 60_000);
    stage.control.people.startBot({ userId: jo, payload: first });
    await stage.settled();
    assert.equal((await visitor.conversation()).agent, null);
    assert.match(stage.texts(jo).at(-1) ?? '', /This link is too old.*tap Claim in the group again/);
    assert.equal(
      await stage.tap(jo, group, groupCardId(), 'Claim'),
      'This conversation is yours.',
      'the bot may write now',
    );
    assert.equal((await visitor.conversation()).agent?.name, 'Jo');
  });
});
