/** 14, 15: every command, rightly and wrongly, in every place where one can be written; and the visitor, who sees none. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';
import { KNOWN_COMMANDS } from './commands/command-menu.ts';

const ORGANIZATION = '20000000-0000-4000-8000-000000000001';

let database: LocalDatabase;
let stage: TelegramStage;
let visitor: StageVisitor;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
afterEach(() => stage.close());

/** What the bot says to it, the newest last. */
const says = async (
  userId: number,
  place: { readonly chatId: number; readonly threadId?: number },
  text: string,
  replyTo?: number,
): Promise<string> => {
  const before = stage.texts(place.chatId, place.threadId).length;
  stage.control.people.send({ userId, ...place, text, ...(replyTo === undefined ? {} : { replyTo }) });
  await stage.settled();
  return stage
    .texts(place.chatId, place.threadId)
    .slice(before + 1)
    .join('\n');
};

describe('in a topic', () => {
  let forum: number;
  let mika: number;
  let jo: number;
  beforeEach(async () => {
    stage = await TelegramStage.create(database, { mode: 'topics' });
    ({ forumId: forum, mika, jo } = stage.ids);
    visitor = await stage.visitor();
    await visitor.says('Hello?');
  });
  const asks = (text: string, userId = mika) => says(userId, { chatId: forum, threadId: stage.theTopic().id }, text);

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['/assign', /^To whom\? \/assign followed by a name:/],
    ['/assign nobody', /^There is nobody of that name\. The team:/],
    ['/pass', /^This conversation is not yours\.$/],
    ['/reopen', /^This visitor already has an open conversation\.$/],
    ['/snooze', /^For how long\? \/snooze 30m, 2h, 3d or 1w; \/snooze off ends it\.$/],
    ['/snooze 0h', /^For how long\?/],
    ['/snooze off', /^This conversation is not put off\.$/],
    ['/note', /^Write the note behind it: \/note text$/],
    ['/note   ', /^Write the note behind it/],
    ['/c', /^There are no canned answers yet\.$/],
    ['/c zebra', /^No canned answer fits/],
    ['/del', /^Write \/del as a reply to the message you want to take back\.$/],
    ['/name', /To change it: \/name followed by the new name\.$/],
    ['/lang', /To change it: \/lang and a code/],
    ['/lang klingon!', /^That is no language code/],
    ['/unban', /^This visitor is not banned\.$/],
    ['/clsoe', /^I do not know this command, so nothing was sent\. Try \/help\.$/],
    ['/start', /^I do not know this command/],
    ['/ close', /^I do not know this command/],
    ['\uFF0Fclsoe', /^I do not know this command/],
  ];
  it('says how it is done right, and changes nothing', async () => {
    for (const [command, answer] of wrong) assert.match(await asks(command), answer, command);
    const { status, agent } = await visitor.conversation();
    assert.deepEqual([status, agent], ['queued', null]);
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?']);
  });

  it('does what each one says, also with the bot’s name behind it, and nothing for another bot’s', async () => {
    const status = async () => (await stage.rows('select status from support.conversations'))[0]?.['status'];
    const { username } = stage.control.overview().bot;
    const done: readonly (readonly [string, () => Promise<boolean>])[] = [
      [`/take@${username ?? ''}`, async () => (await visitor.conversation()).agent?.name === 'Mika Lindgren'],
      ['/pass', async () => (await visitor.conversation()).agent === null],
      ['\u200F \uFF0Ftake', async () => (await visitor.conversation()).agent?.name === 'Mika Lindgren'],
      ['/close@another_bot', async () => (await visitor.conversation()).status === 'active'],
      ['/close', async () => (await status()) === 'closed'],
    ];
    for (const [command, isDone] of done) {
      assert.equal(await asks(command), '', command);
      assert.ok(await isDone(), command);
    }
    assert.match(await asks('/close'), /already closed/);
    assert.equal(await asks('/reopen'), '');
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?']);
  });

  it('15: keeps bans for admins, and everything from passers-by in a public group, who become nobody', async () => {
    await asks('/take', jo);
    for (const command of ['/ban', '/ban 7d spam', '/unban']) assert.match(await asks(command, jo), /Only admins/);
    const send = async (text: string) => {
      stage.control.pushUpdate({
        kind: 'message',
        payload: {
          message_id: 90_000 + text.length,
          date: 1,
          chat: { id: forum, type: 'supergroup', title: 'Harbor', username: 'harbor', is_forum: true },
          message_thread_id: stage.theTopic().id,
          is_topic_message: true,
          from: { id: stage.ids.outsider, is_bot: false, first_name: 'Passer-by' },
          text,
        },
      });
      await stage.settled();
    };
    for (const text of ['Buy my lamps instead', '/close', '/ban', '//psst']) await send(text);
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?']);
    assert.equal((await visitor.conversation()).status, 'active');
    assert.deepEqual(await stage.rows(`select from support.agents where name = 'Passer-by'`), []);
  });

  it('keeps notes from the visitor, whatever is edited', async () => {
    const edits = async (messageId: number, text: string) => {
      stage.control.people.edit({ userId: mika, chatId: forum, messageId, text });
      await stage.settled();
    };
    const sent = (text: string) =>
      stage.shown(forum, stage.theTopic().id).find(({ message }) => message.text === text)?.message.message_id ?? 0;
    await asks('// rude one');
    await edits(sent('// rude one'), 'rude one');
    assert.match(stage.texts(forum, stage.theTopic().id).at(-1) ?? '', /^This stays a note/);
    await edits(sent('rude one'), '/note rude two');
    await asks('We ship today');
    await asks('Soon');
    assert.deepEqual((await visitor.sees()).slice(1), ['Mika Lindgren: We ship today', 'Mika Lindgren: Soon']);
    await edits(sent('We ship today'), '/close');
    assert.match(stage.texts(forum, stage.theTopic().id).at(-1) ?? '', /^Not changed for the visitor/);
    await edits(sent('Soon'), '//Soon, I hope');
    assert.match(stage.texts(forum, stage.theTopic().id).at(-1) ?? '', /^Taken back: the visitor no longer sees it/);
    const shown = (await visitor.messages()).filter(({ deleted_at: deletedAt }) => deletedAt == null);
    assert.deepEqual(
      shown.map(({ text }) => text),
      ['Hello?', 'We ship today'],
    );
    assert.equal((await visitor.conversation()).status, 'active');
  });

  it('12: does nothing in General but to help, whatever is written there', async () => {
    for (const { name } of KNOWN_COMMANDS.filter(({ name }) => name !== 'help'))
      assert.equal(await says(mika, { chatId: forum }, `/${name} me`), '', name);
    assert.match(await says(mika, { chatId: forum }, '/help'), /Answer each one in their topic/);
    const { status, agent } = await visitor.conversation();
    assert.deepEqual([status, agent], ['queued', null]);
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?']);
  });
});

describe('in direct messages', () => {
  let mika: number;
  let robin: StageVisitor;
  let sam: StageVisitor;
  beforeEach(async () => {
    stage = await TelegramStage.create(database, { mode: 'claims' });
    ({ mika } = stage.ids);
    await stage.db.upsertTelegramAgent({
      organizationId: ORGANIZATION,
      telegramUserId: mika,
      name: 'Mika Lindgren',
      dmStarted: true,
    });
    robin = await claimFor('Robin');
    sam = await claimFor('Sam');
  });
  const claimFor = async (name: string): Promise<StageVisitor> => {
    const someone = await stage.visitor();
    await someone.isCalled(name);
    await someone.says(`${name} is here`);
    const cardId = stage
      .shown(stage.ids.claimsGroupId)
      .filter(({ message }) => message.reply_markup !== undefined)
      .at(-1)?.message.message_id;
    await stage.tap(mika, stage.ids.claimsGroupId, cardId ?? 0, 'Claim');
    return someone;
  };
  const asks = (text: string, replyTo?: number) => says(mika, { chatId: mika }, text, replyTo);
  const lineOf = (name: string) =>
    stage.shown(mika).find(({ message }) => message.text === `${name}: ${name} is here`)?.message.message_id ?? 0;

  it('is about the visitor who is replied to, else the active one, and names them', async () => {
    const isClosed = async ({ scope }: StageVisitor) =>
      (
        await stage.rows(
          `select from support.conversations where visitor_id = '${scope.visitorId}' and status = 'closed'`,
        )
      ).length === 1;
    assert.match(await asks('/snooze 2h', lineOf('Robin')), /^Robin · #\d+\nPut off until /);
    assert.match(await asks('/name Samuel'), /^Sam · #\d+\nThe visitor is called Samuel now/);
    assert.match(await asks('/lang de', lineOf('Robin')), /^Robin · #\d+\nThe visitor’s language is de now/);
    assert.match(await asks('/history'), /^Samuel · #\d+\nThis is their first/);
    assert.match(await asks('/info', lineOf('Robin')), /^Robin · #\d+\nClaimed by Mika Lindgren/);
    assert.match(await asks('/ban 1d'), /^Samuel · #\d+\nThis visitor is banned until/);
    assert.match(await asks('/unban'), /may write again/);
    assert.match(await asks('/assign me', lineOf('Robin')), /already has this conversation/);
    assert.match(await asks('/take', lineOf('Robin')), /You already have this conversation/);
    assert.match(await asks('/close', lineOf('Robin')), /^Robin · #\d+\nClosed\.$/);
    assert.deepEqual([await isClosed(robin), await isClosed(sam)], [true, false]);
    assert.match(await asks('/reopen', lineOf('Robin')), /Opened again/);
    assert.match(await asks('/pass'), /Passed on\./);
    assert.equal((await sam.conversation()).agent, null);
    assert.match(await asks('/clsoe'), /I do not know this command/);
    assert.match(await asks('/help'), /A slash in front never does/);
    await asks('// only for us', lineOf('Robin'));
    for (const someone of [robin, sam]) assert.equal((await someone.sees()).length, 1);
  });

  it('says so when there is no conversation to be about', async () => {
    await asks('/close', lineOf('Robin'));
    await asks('/close');
    for (const { name } of KNOWN_COMMANDS.filter(({ name }) => !['help', 'note', 'del'].includes(name)))
      assert.equal(await asks(`/${name}`), 'You have no open conversation here.', name);
  });
});
