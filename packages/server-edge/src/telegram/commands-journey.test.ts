import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import fc from 'fast-check';
import { TelegramStage } from '../../testing/telegram/telegram-stage.ts';
import { COMMAND_MENUS, KNOWN_COMMANDS } from './commands/command-menu.ts';
import { formatCallbackData } from './callback-data.ts';

let database: LocalDatabase;
let stage: TelegramStage;
let forum: number;
let mika: number;
let jo: number;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'topics' });
  ({ forumId: forum, mika, jo } = stage.ids);
});
afterEach(() => stage.close());

const inTopic = () => stage.texts(forum, stage.theTopic().id);
const card = () => inTopic()[0] ?? '';
const cardId = () => stage.shown(forum, stage.theTopic().id)[0]?.message.message_id ?? 0;
const last = () => stage.shown(forum, stage.theTopic().id).at(-1);
/** What the bot says to it; empty when it says nothing. */
const asks = async (text: string, userId = mika): Promise<string> => {
  const before = inTopic().length;
  stage.control.people.send({ userId, chatId: forum, threadId: stage.theTopic().id, text });
  await stage.settled();
  return inTopic()
    .slice(before + 1)
    .join('\n');
};
const icon = () => stage.theTopic().iconCustomEmojiId;
const isBanned = async () =>
  (await stage.rows('select from support.visitors where banned_at is not null')).length === 1;
const canned = async (shortcut: string, body: string) =>
  (
    await stage.rows(
      `insert into support.canned_responses (organization_id, shortcut, title, body)
       select id, '${shortcut}', 'About ${shortcut}', '${body}' from support.organizations returning id`,
    )
  )[0]?.['id'] as string;

describe('14: what agents can ask for in a topic', () => {
  it('takes, hands over, puts off and names', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await asks('Hi', jo);
    assert.match(card(), /Claimed by Jo/);
    assert.match(await asks('/take'), /Jo already has this conversation/);
    assert.equal(await asks('/assign me'), '');
    assert.match(card(), /Claimed by Mika Lindgren/);
    assert.match(await asks('/assign nobody'), /nobody of that name. The team:\nJo, Mika Lindgren/);
    assert.equal(await asks('/assign @jo_harbor'), '');
    assert.match(card(), /Claimed by Jo/);
    assert.equal(await asks('/snooze 2h'), '');
    assert.match(card(), /Put off until /);
    assert.match(await asks('/snooze soon'), /For how long/);
    assert.equal(await asks('/snooze off'), '');
    assert.doesNotMatch(card(), /Put off/);
    assert.equal(await asks('/name Ana Sól'), '');
    assert.match(card(), /^Ana Sól · /);
    assert.equal(stage.theTopic().name, 'Ana Sól');
    assert.equal(await asks('/lang pt-br'), '');
    assert.match(card(), /\nSpeaks: pt-BR/);
    assert.match(await asks('/lang 12'), /no language code/);
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?', 'Jo: Hi']);
  });

  it('shows who the visitor is and what they came for before', async () => {
    const visitor = await stage.visitor({
      page_url: 'https://shop.example/cart?token=1',
      device: 'phone',
      browser: 'Firefox 140',
      country: 'IS',
    });
    await visitor.says('Do you sell socks?');
    await database.execute(`update support.visitors set traits = '{"plan": "gold"}', phone = '+354 5550100'`);
    const info = await asks('/info');
    for (const line of [
      'Page: https://shop.example/cart',
      'Device: phone · Firefox 140',
      'plan: gold',
      'Phone: +354 5550100',
    ])
      assert.ok(info.includes(line), `${line} is missing in ${info}`);
    assert.match(await asks('/history'), /first conversation/);
    await asks('/close');
    await database.execute(
      `update support.conversations set status = 'resolved', rating = 4, closed_at = now() - interval '1 year'`,
    );
    await visitor.says('And hats?');
    assert.match(await asks('/history'), /^Before · Visitor\n#\d+ · .* · closed · rated 4 · “Do you sell socks\?”$/);
    assert.match(await asks('/info'), /Past conversations: 1/);
    assert.deepEqual(await visitor.sees(), ['visitor: And hats?']);
  });

  it('answers /help with every command, and a stranger’s command with nothing', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const help = await asks('/help');
    for (const { name } of KNOWN_COMMANDS) assert.match(help, new RegExp(`/${name}\\b`));
    const before = inTopic().length;
    stage.control.people.send({ userId: stage.ids.outsider, chatId: stage.ids.outsider, text: '/info' });
    await stage.settled();
    assert.equal(inTopic().length, before);
  });

  it('is offered by Telegram’s apps: everything to admins, all but admins’ commands to the others', async () => {
    for (const menu of COMMAND_MENUS) {
      const answer = await stage.simulator.fetch(
        new Request(`http://simulator.localhost/bot${stage.simulator.token}/setMyCommands`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(menu),
        }),
      );
      assert.equal(answer.status, 200);
    }
    const names = (type: string) =>
      COMMAND_MENUS.find(({ scope }) => scope.type === type)?.commands.map(({ command }) => command) ?? [];
    assert.ok(names('all_chat_administrators').includes('ban'));
    assert.ok(!names('all_group_chats').includes('ban'));
    assert.ok(names('all_group_chats').includes('close'));
  });
});

describe('canned answers', () => {
  it('are listed, searched, and sent by a tap with their blanks filled, once', async () => {
    const visitor = await stage.visitor();
    await visitor.isCalled('Ana');
    await visitor.says('Hello?');
    await canned('hello', 'Hello {{visitor.name}}, {{agent.name}} here.');
    await canned('refund', 'A refund takes a week.');
    assert.match(await asks('/c'), /\/c hello – .*\n\/c refund – /);
    assert.match(await asks('/c zebra'), /No canned answer fits/);
    const list = await asks('/c hello');
    assert.doesNotMatch(list, /refund/);
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?'], 'a list sends nothing');
    const listId = last()?.message.message_id ?? 0;
    assert.equal(await stage.tap(mika, forum, listId, 'About hello'), 'Sent to the visitor.');
    assert.deepEqual((await visitor.sees()).slice(1), ['Mika Lindgren: Hello Ana, Mika Lindgren here.']);
    assert.deepEqual(
      stage.shown(forum, stage.theTopic().id).find(({ message }) => message.message_id === listId)?.message.reply_markup
        ?.inline_keyboard ?? [],
      [],
    );
  });

  it('15: are not sent by a button of a list whose conversation has ended', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await canned('hello', 'Hello!');
    assert.equal(await stage.tap(mika, forum, cardId(), 'Canned'), 'Choose below.');
    const listId = last()?.message.message_id ?? 0;
    await asks('/close');
    assert.match(await stage.tap(mika, forum, listId, 'About hello'), /has ended/);
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?']);
  });
});

describe('15: who may do what', () => {
  it('lets only admins of the group or the organization ban', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    assert.match(await asks('/ban spam', jo), /Only admins/);
    assert.match(await stage.tap(jo, forum, cardId(), 'Ban'), /Only admins/);
    assert.equal(await isBanned(), false);
    assert.match(await asks('/ban 7d spam'), /is banned until/);
    assert.equal(await isBanned(), true);
    assert.match(card(), /\nBanned until .* · spam/);
    assert.match(await asks('/unban', jo), /Only admins/);
    await database.execute(`update support.agents set role = 'admin' where telegram_user_id = ${String(jo)}`);
    assert.match(await asks('/unban', jo), /may write again/);
    assert.equal(await isBanned(), false);
    assert.doesNotMatch(card(), /Banned/);
    assert.match(await stage.tap(mika, forum, cardId(), 'Ban'), /is banned/);
    assert.match(await stage.tap(mika, forum, cardId(), 'Unban'), /may write again/);
  });

  it('16: refuses the buttons of who has left the group, made-up ones, and those of another organization', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    stage.control.workspace.setMember({ chatId: forum, userId: jo, status: 'left', by: stage.ids.anonymousAdmin });
    await stage.settled();
    const press = async (userId: number, data: string) => {
      const id = `press-${data}-${String(userId)}`;
      stage.control.pushUpdate({
        kind: 'callback_query',
        payload: {
          id,
          from: { id: userId, is_bot: false, first_name: 'Somebody' },
          chat_instance: '1',
          message: { message_id: cardId(), date: 1, chat: { id: forum, type: 'supergroup', title: 'x' } },
          data,
        },
      });
      await stage.settled();
    };
    const [{ id = '' } = {}] = (await stage.rows('select id from support.conversations')) as { id?: string }[];
    await press(jo, formatCallbackData({ action: 'close', conversationId: id }));
    await press(mika, 'c0:close:x');
    await press(mika, formatCallbackData({ action: 'close', conversationId: '99999999-0000-4000-8000-000000000009' }));
    await press(mika, formatCallbackData({ action: 'ban', conversationId: '99999999-0000-4000-8000-000000000009' }));
    await press(
      mika,
      formatCallbackData({ action: 'say', conversationId: id, responseId: '99999999-0000-4000-8000-000000000009' }),
    );
    assert.equal(await isBanned(), false);
    assert.equal((await visitor.conversation()).status, 'queued');
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?']);
  });
});

describe('the card and the topic follow the state', () => {
  it('22: have an icon for waiting, claimed, put off and closed, set once each', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const seen = [icon()];
    for (const text of ['/take', '/snooze 1h', '/snooze off', '/close', '/reopen']) {
      await asks(text);
      seen.push(icon());
    }
    const [waiting, claimed, snoozed, again, closed] = seen;
    assert.equal(new Set([waiting, claimed, snoozed, closed]).size, 4, seen.join());
    assert.equal(again, claimed);
    assert.ok(seen.every((id) => id !== undefined && id !== ''));
  });

  it('44: are reopened and refreshed when the visitor returns', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await asks('/close');
    const closed = icon();
    await visitor.says('One more thing');
    assert.equal(stage.theTopic().isClosed, false);
    assert.doesNotMatch(card(), /Closed/);
    assert.notEqual(icon(), closed);
  });

  it('26: take a refused icon for no reason to hold anything back', async () => {
    stage.control.injectFault({
      kind: 'error',
      code: 400,
      description: 'Bad Request: DOCUMENT_INVALID',
      method: 'createForumTopic',
    });
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    assert.equal(inTopic().at(-1), 'Hello?');
    stage.control.injectFault({
      kind: 'error',
      code: 400,
      description: 'Bad Request: DOCUMENT_INVALID',
      method: 'editForumTopic',
    });
    await asks('/take');
    assert.match(card(), /Claimed by Mika/);
  });

  it('22: is edited once for several changes at once', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await visitor.isCalled('Ana');
    await database.execute(`update support.visitors set email = 'ana@example.com'`);
    await database.execute(`update support.visitors set phone = '+1'`);
    const jobs = await stage.rows(`select from support.outbox where kind = 'visitor_card'`);
    assert.equal(jobs.length, 1);
    await stage.drive();
    assert.match(card(), /^Ana · #\d+\n.*\nE-mail: ana@example.com\nPhone: \+1/);
  });
});

describe('commands in direct messages', () => {
  let group: number;
  beforeEach(async () => {
    await stage.close();
    stage = await TelegramStage.create(database, { mode: 'claims' });
    group = stage.ids.claimsGroupId;
    const [{ id: organizationId = '' } = {}] = (await stage.rows('select id from support.organizations')) as {
      id?: string;
    }[];
    await stage.db.upsertTelegramAgent({
      organizationId,
      telegramUserId: mika,
      name: 'Mika Lindgren',
      dmStarted: true,
    });
  });

  const claimFor = async (name: string) => {
    const visitor = await stage.visitor();
    await visitor.isCalled(name);
    await visitor.says(`${name} is here`);
    const messageId = stage
      .shown(group)
      .filter(({ message }) => message.reply_markup !== undefined)
      .at(-1)?.message.message_id;
    await stage.tap(mika, group, messageId ?? 0, 'Claim');
    return visitor;
  };
  const tells = async (text: string): Promise<string> => {
    stage.control.people.send({ userId: mika, chatId: mika, text });
    await stage.settled();
    return stage.texts(mika).at(-1) ?? '';
  };

  it('are answered there, and name the visitor who is meant when there are several', async () => {
    await claimFor('Ana');
    assert.equal(await tells('/snooze off'), 'This conversation is not put off.');
    const robin = await claimFor('Robin');
    assert.match(await tells('/history'), /^(?:Ana|Robin) · #\d+\nThis is their first conversation\.$/);
    await canned('bye', 'Goodbye {{visitor.name}}!');
    await tells('/c bye');
    const list = stage.shown(mika).at(-1)?.message.message_id ?? 0;
    assert.equal(await stage.tap(mika, mika, list, 'About bye'), 'Sent to the visitor.');
    assert.equal((await robin.sees()).at(-1), 'Mika Lindgren: Goodbye Robin!');
    assert.match(await tells('/close'), /^Robin · #\d+\nClosed\.$/);
  });

  it('15: are not for who has left the team’s group, nor are the buttons of what they passed on', async () => {
    const ana = await claimFor('Ana');
    await canned('hello', 'Hello!');
    await tells('/c');
    const list = stage.shown(mika).at(-1)?.message.message_id ?? 0;
    await tells('/pass');
    assert.match(await stage.tap(mika, mika, list, 'About hello'), /not yours/);
    assert.deepEqual(await ana.sees(), ['visitor: Ana is here']);
    await claimFor('Robin');
    stage.control.workspace.setMember({ chatId: group, userId: mika, status: 'left', by: stage.ids.anonymousAdmin });
    await stage.settled();
    assert.match(stage.texts(mika).at(-1) ?? '', /^Robin · #\d+\nYou are not in the team’s group any more, so/);
    assert.equal(await tells('/ban'), 'You have no open conversation here.');
    assert.equal(await isBanned(), false);
  });
});

describe('14: a visitor never sees a command', () => {
  it('however it is written, while what follows it arrives', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const names = fc.sample(
      fc.oneof(
        fc.constantFrom(...KNOWN_COMMANDS.map(({ name }) => name).filter((name) => name !== 'ban')),
        fc.string({ minLength: 0, maxLength: 12 }),
      ),
      { numRuns: 40, seed: 14 },
    );
    for (const [index, name] of names.entries()) {
      const text = `${['', ' ', '\u200B'][index % 3] ?? ''}/${name}${index % 4 === 0 ? ' hello there' : ''}`;
      stage.control.people.send({ userId: mika, chatId: forum, threadId: stage.theTopic().id, text });
    }
    await stage.settled();
    stage.control.people.send({ userId: mika, chatId: forum, threadId: stage.theTopic().id, text: 'Good day' });
    await stage.settled();
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?', 'Mika Lindgren: Good day']);
  });
});
