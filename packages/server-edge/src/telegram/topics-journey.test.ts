/** Topics mode from end to end: real SQL, the bridge, the webhook, a simulated Telegram. Numbers: conformance checklist. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { TelegramStage } from '../../testing/telegram/telegram-stage.ts';

let database: LocalDatabase;
let stage: TelegramStage;
let forum: number;
let mika: number;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'topics' });
  ({ forumId: forum, mika } = stage.ids);
});
afterEach(() => stage.close());

const inTopic = () => stage.texts(forum, stage.theTopic().id);
const mikaWrites = async (text: string) => {
  const message = stage.control.people.send({ userId: mika, chatId: forum, threadId: stage.theTopic().id, text });
  await stage.settled();
  return message;
};

describe('a visitor and a team in topics', () => {
  it('makes one topic with a card, then the text, and marks it delivered', async () => {
    const visitor = await stage.visitor({ page_url: 'https://shop.example/socks?token=1', language: 'is' });
    await visitor.isCalled('Ana');
    await visitor.says('Do you ship to Iceland?');
    assert.equal(stage.theTopic().name, 'Ana');
    const [card = '', text] = inTopic();
    assert.match(card, /^Ana · #\d+\nWaiting for an answer\nPage: https:\/\/shop\.example\/socks\nLanguage: is/);
    assert.equal(text, 'Do you ship to Iceland?');
    assert.equal((await visitor.conversation()).delivered_seq, 1);
  });

  it('brings the answer to the visitor and takes the conversation for whoever answers', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await mikaWrites('Hi! How can I help?');
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?', 'Mika Lindgren: Hi! How can I help?']);
    const conversation = await visitor.conversation();
    assert.deepEqual(
      [conversation.status, conversation.agent?.name, conversation.seen_seq],
      ['active', 'Mika Lindgren', 1],
    );
    assert.match(inTopic()[0] ?? '', /Claimed by Mika Lindgren/);
  });

  it('45: keeps the order and one topic when many messages are driven at once', async () => {
    const visitor = await stage.visitor();
    for (let count = 1; count <= 5; count += 1) await visitor.writes(`line ${String(count)}`);
    await Promise.all([stage.drive(), stage.drive(), stage.drive()]);
    assert.deepEqual(inTopic().slice(1), ['line 1', 'line 2', 'line 3', 'line 4', 'line 5']);
  });

  it('38: mirrors an edit, and ignores one that changes nothing', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const { id: messageId } = await mikaWrites('Helo!');
    stage.control.people.edit({ userId: mika, chatId: forum, messageId, text: 'Hello!' });
    await stage.settled();
    assert.deepEqual((await visitor.sees()).slice(1), ['Mika Lindgren: Hello!']);
    const { revision } = await visitor.conversation();
    stage.control.people.edit({ userId: mika, chatId: forum, messageId, text: 'Hello!' });
    await stage.settled();
    assert.equal((await visitor.conversation()).revision, revision);
  });

  it('14: relays neither notes nor commands, whatever they are', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const note = await mikaWrites('//looks like a regular');
    for (const text of ['/note second note', '/helo', '/close@another_bot', '/help']) await mikaWrites(text);
    const { id: messageId } = await mikaWrites('One moment');
    stage.control.people.edit({ userId: mika, chatId: forum, messageId, text: '/note never mind' });
    await stage.settled();
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?', 'Mika Lindgren: '], 'what is made a note is taken back');
    assert.deepEqual(
      stage
        .shown(forum, stage.theTopic().id)
        .find(({ message }) => message.message_id === note.id)
        ?.reactions.map(({ emoji }) => emoji),
      ['✍'],
    );
    assert.equal((await stage.rows('select from support.messages where is_internal')).length, 2);
  });

  it('12: relays nothing that is said outside a visitor’s topic', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    stage.control.people.send({ userId: mika, chatId: forum, text: 'Lunch?' });
    const other = stage.control.topics.create({ userId: mika, chatId: forum, name: 'Team' });
    stage.control.people.send({ userId: mika, chatId: forum, threadId: other.id, text: 'Only among us' });
    await stage.settled();
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?']);
  });

  it('10: accepts an administrator who hides behind the group', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    stage.control.people.send({
      userId: stage.ids.anonymousAdmin,
      chatId: forum,
      threadId: stage.theTopic().id,
      text: 'Hi',
    });
    await stage.settled();
    assert.deepEqual((await visitor.sees()).slice(1), ['Team lead: Hi']);
  });

  it('11: follows a topic that is closed and reopened by hand', async () => {
    const visitor = await stage.visitor();
    const { conversation_id: id } = await visitor.says('Hello?');
    const topic = { userId: mika, chatId: forum, threadId: stage.theTopic().id };
    const status = async () =>
      (await stage.rows(`select status from support.conversations where id = '${id}'`))[0]?.['status'];
    const closings = () => stage.control.calls().filter(({ method }) => /^(?:close|reopen)ForumTopic$/i.test(method));
    stage.control.topics.close(topic);
    await stage.settled();
    assert.equal(await status(), 'closed');
    assert.match(inTopic()[0] ?? '', /Closed/);
    stage.control.topics.reopen(topic);
    await stage.settled();
    assert.equal(await status(), 'queued');
    assert.doesNotMatch(inTopic()[0] ?? '', /Closed/);
    assert.deepEqual(closings(), [], 'Telegram is not told what it told us');
  });

  it('44: closes the topic with the conversation and opens it again when the visitor comes back', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await mikaWrites('/close');
    assert.equal(stage.theTopic().isClosed, true);
    assert.match(inTopic()[0] ?? '', /Closed/);
    await visitor.says('One more thing');
    assert.equal(stage.theTopic().isClosed, false);
    assert.equal(inTopic().at(-1), 'One more thing');
  });

  it('works with the buttons of the card', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const card = stage.shown(forum, stage.theTopic().id)[0]?.message.message_id ?? 0;
    assert.equal(await stage.tap(mika, forum, card, 'Claim'), 'This conversation is yours.');
    assert.match(await stage.tap(stage.ids.ana, forum, card, 'Pass'), /not yours/);
    assert.equal(await stage.tap(mika, forum, card, 'Pass'), 'Passed on.');
    assert.equal(await stage.tap(mika, forum, card, 'Close'), 'Closed.');
    assert.equal(stage.theTopic().isClosed, true);
    assert.equal(await stage.tap(mika, forum, card, 'Reopen'), 'Opened again.');
    assert.equal(stage.theTopic().isClosed, false);
  });
});

describe('topics under trouble', () => {
  it('25: makes a deleted topic anew, once, with the card, what was said before, and the message', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await mikaWrites('Hi!');
    stage.control.topics.delete({ userId: mika, chatId: forum, threadId: stage.theTopic().id });
    await visitor.says('Are you there?');
    const [card = '', before, text] = inTopic();
    assert.match(card, /^Visitor · #\d+\nClaimed by Mika Lindgren/);
    assert.equal(before, 'Before\nVisitor: Hello?\nMika Lindgren: Hi!');
    assert.equal(text, 'Are you there?');
    await mikaWrites('Yes');
    assert.equal((await visitor.sees()).at(-1), 'Mika Lindgren: Yes');
    await visitor.says('Thanks');
    assert.deepEqual(inTopic().slice(2), ['Are you there?', 'Yes', 'Thanks']);
  });

  it('21: obeys retry_after to the second, and delivers in order afterwards', async () => {
    const visitor = await stage.visitor();
    stage.control.injectFault({ kind: 'error', code: 429, retryAfter: 30, method: 'createForumTopic' });
    await visitor.says('first');
    await visitor.says('second');
    assert.deepEqual(stage.topics(), []);
    const [held] = await stage.rows(
      `select extract(epoch from lane.not_before - job.settled_at) as seconds, job.attempts
       from support.outbox as job join support.outbox_lanes as lane using (lane) order by job.id limit 1`,
    );
    assert.ok(Math.abs(Number(held?.['seconds']) - 30) < 0.5, `held for ${String(held?.['seconds'])} s`);
    assert.equal(held?.['attempts'], 0, 'flood control is no failure');
    await stage.skip(30_000);
    await stage.drive();
    assert.deepEqual(inTopic().slice(1), ['first', 'second']);
  });

  it('23: tries a server error again after a second, by itself', async () => {
    const visitor = await stage.visitor();
    stage.control.injectFault({ kind: 'error', code: 500, method: 'sendMessage', contains: 'Hello' });
    await visitor.says('Hello?');
    assert.deepEqual(inTopic().slice(1), ['Hello?']);
  });

  it('23: shows a message twice rather than never when the answer is lost', async () => {
    await stage.close();
    stage = await TelegramStage.create(database, { mode: 'topics', timeoutSeconds: 0.5 });
    const visitor = await stage.visitor();
    stage.control.injectFault({ kind: 'timeout', when: 'after', method: 'sendMessage', contains: 'Hello' });
    await visitor.says('Hello?');
    assert.deepEqual(inTopic().slice(1), ['Hello?', 'Hello?']);
    assert.equal((await visitor.conversation()).delivered_seq, 1);
  });

  it('26: reopens a topic that Telegram calls closed', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await database.execute(`update support.telegram_topics set state = 'open'`);
    stage.control.injectFault({
      kind: 'error',
      code: 400,
      description: 'Bad Request: TOPIC_CLOSED',
      method: 'sendMessage',
    });
    await visitor.says('Still there?');
    assert.equal(inTopic().at(-1), 'Still there?');
  });

  it('27: follows a group that became a supergroup', async () => {
    const visitor = await stage.visitor();
    await visitor.writes('Hello?');
    await database.execute(
      `update support.telegram_chats set chat_id = -500; update support.outbox set chat_id = -500, lane = 'telegram:-500'`,
    );
    stage.control.workspace.createGroup({ id: -500, title: 'Before', kind: 'group' });
    const { id: botId } = stage.control.overview().bot;
    stage.control.workspace.setMember({ chatId: -500, userId: stage.ids.anonymousAdmin, status: 'creator' });
    stage.control.workspace.setMember({
      chatId: -500,
      userId: botId,
      status: 'administrator',
      rights: ['can_manage_topics'],
      by: stage.ids.anonymousAdmin,
    });
    const upgraded = stage.control.workspace.migrate({ chatId: -500, by: stage.ids.anonymousAdmin });
    await stage.settled();
    await stage.drive();
    const rows = await stage.rows('select chat_id from support.telegram_chats');
    assert.deepEqual(
      rows.map((row) => Number(row['chat_id'])),
      [upgraded.id],
    );
  });

  it('24, 28: holds the lane while the bot may not write, and says so in the log', async () => {
    const visitor = await stage.visitor();
    stage.control.injectFault({
      kind: 'error',
      code: 400,
      description: 'Bad Request: not enough rights to create a topic',
      method: 'createForumTopic',
    });
    await visitor.says('Hello?');
    assert.ok(stage.logger.records.some(({ event }) => event === 'telegram.delivery_postponed'));
    await stage.skip(60_000);
    await stage.drive();
    assert.equal(inTopic().at(-1), 'Hello?');
  });

  it('20, 21: loses, doubles and reorders nothing under Telegram’s own limits', async () => {
    await stage.close();
    stage = await TelegramStage.create(database, {
      mode: 'topics',
      rateLimits: 'telegram',
      sendsPerMinute: 0,
      hasQuickPauses: true,
    });
    const visitor = await stage.visitor();
    const lines = Array.from({ length: 30 }, (_value, index) => `line ${String(index)}`);
    for (const text of lines) await visitor.writes(text);
    for (let rounds = 0; rounds < 30 && (await visitor.conversation()).delivered_seq < lines.length; rounds += 1) {
      await stage.drive();
      await stage.skip(60_000);
    }
    const refused = stage.control.calls().filter(({ outcome }) => !outcome.ok && outcome.code === 429);
    assert.ok(refused.length > 1, 'the limits never struck');
    assert.deepEqual(inTopic().slice(1), lines);
  });

  it('30: splits a long text and keeps it whole', async () => {
    const visitor = await stage.visitor();
    const text = '👨‍👩‍👧‍👦 '.repeat(500).trim();
    await visitor.says(text);
    assert.equal(inTopic().slice(1).join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
    assert.ok(inTopic().every((part) => part.length <= 4096));
    assert.equal((await stage.rows(`select from support.telegram_messages where role = 'message'`)).length, 2);
  });

  it('3, 6: takes an update once, and buries one that nobody can work off without stopping the chat', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const from = { id: mika, is_bot: false, first_name: 'Mika' };
    stage.control.pushUpdate({
      kind: 'message',
      payload: { message_id: 1, chat: { id: forum, type: 'supergroup' }, from, text: 5 },
    });
    stage.control.injectFault({ kind: 'duplicate delivery' });
    stage.control.people.send({ userId: mika, chatId: forum, threadId: stage.theTopic().id, text: 'Hi!' });
    await stage.settled();
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await database.execute('update support.telegram_updates set not_before = now()');
      await stage.bridge.driveInbox();
    }
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?', 'Mika Lindgren: Hi!']);
    const [buried, ...others] = await stage.rows(
      `select attempts, error from support.telegram_updates where state = 'dead'`,
    );
    assert.deepEqual([buried?.['attempts'], others.length], [5, 0]);
    assert.match(String(buried?.['error']), /TypeError/);
    assert.ok(stage.logger.records.some(({ level, event }) => level === 'error' && event === 'telegram.update_buried'));
  });
});
