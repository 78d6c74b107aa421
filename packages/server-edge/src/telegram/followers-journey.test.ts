/** What follows a conversation into Telegram, end to end: real SQL, the bridge, a simulated Telegram. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';

let database: LocalDatabase;
let stage: TelegramStage;
let visitor: StageVisitor;
let forum: number;
let mika: number;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'topics' });
  ({ forumId: forum, mika } = stage.ids);
  visitor = await stage.visitor();
});
afterEach(() => stage.close());

const inTopic = () => stage.texts(forum, stage.theTopic().id);
const states = async () => {
  const rows = await stage.rows(`select kind || ' ' || state as line from support.outbox order by id`);
  return rows.map(({ line }) => line);
};

/** What the functions of agents and visitors write down in their transactions. */
async function enqueue(kind: string, { payload = {}, messageId }: { payload?: object; messageId?: string } = {}) {
  await database.query(
    `select support.enqueue_telegram(conversation, $1, $2::jsonb, $3::uuid) from support.conversations as conversation`,
    [kind, JSON.stringify(payload), messageId ?? null],
  );
  await stage.drive();
}

async function rewrite(messageId: string, text: string) {
  await database.query('update support.messages set body = $2 where id = $1', [messageId, text]);
}

describe('what follows a conversation', () => {
  it('39: shows a visitor’s edit in place, and takes back what was taken back', async () => {
    const { id } = await visitor.says('Where is my lamp?');
    await rewrite(id, 'Where is my blue lamp?');
    await enqueue('visitor_edit', { messageId: id });
    assert.deepEqual(inTopic().slice(1), ['Where is my blue lamp?']);
    await enqueue('visitor_edit', { messageId: id });
    await database.query(`update support.messages set body = '', deleted_at = now() where id = $1`, [id]);
    await enqueue('visitor_deletion', { messageId: id });
    assert.deepEqual(inTopic().slice(1), ['(taken back by the visitor)']);
    assert.deepEqual(
      new Set(await states()),
      new Set(['visitor_message sent', 'visitor_edit sent', 'visitor_deletion sent']),
    );
  });

  it('39: takes back every part of a long message, and says an edit of one again', async () => {
    const { id } = await visitor.says('lamp '.repeat(799).trim());
    await rewrite(id, 'lamp '.repeat(1_200).trim());
    await enqueue('visitor_edit', { messageId: id });
    assert.match(inTopic()[2] ?? '', /^edited: lamp/);
    await database.query(`update support.messages set body = '', deleted_at = now() where id = $1`, [id]);
    await enqueue('visitor_deletion', { messageId: id });
    assert.equal(inTopic()[1], '(taken back by the visitor)');
  });

  it('39: shows what an agent on the web corrects and takes back, also before it was sent', async () => {
    const { conversation_id: conversationId } = await visitor.says('Hello?');
    const { id: agentId } = await stage.db.upsertTelegramAgent({
      organizationId: '20000000-0000-4000-8000-000000000001',
      telegramUserId: mika,
      name: 'Mika',
    });
    const messageId = crypto.randomUUID();
    const corrects = (text: string) => stage.db.editMessageByAgent({ agentId, messageId, text });
    await stage.db.postAgentMessage({ conversationId, agentId, messageId, text: 'It is sent' });
    await corrects('It was sent');
    await stage.drive();
    assert.deepEqual(inTopic().slice(1), ['Hello?', 'Mika: It was sent']);
    await corrects('It was sent today');
    await stage.drive();
    assert.deepEqual(inTopic().slice(1), ['Hello?', 'Mika: It was sent today']);
    await stage.db.deleteMessageByAgent({ agentId, messageId });
    await stage.drive();
    assert.deepEqual(inTopic().slice(1), ['Hello?', 'Mika: (taken back)']);
  });

  it('mirrors an answer that was given on the web, and does not take it for one given in Telegram', async () => {
    const { conversation_id: conversationId } = await visitor.says('Hello?');
    const agent = await stage.db.upsertTelegramAgent({
      organizationId: '20000000-0000-4000-8000-000000000001',
      telegramUserId: mika,
      name: 'Mika',
    });
    const messageId = crypto.randomUUID();
    await stage.db.postAgentMessage({ conversationId, agentId: agent.id, messageId, text: 'Hi, how can I help?' });
    await stage.drive();
    if (!inTopic().includes('Mika: Hi, how can I help?')) await enqueue('agent_message', { messageId });
    assert.equal(inTopic().filter((text) => text === 'Mika: Hi, how can I help?').length, 1);
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?', 'Mika: Hi, how can I help?']);
  });

  it('reminds the team in the topic, unless somebody has taken it', async () => {
    await visitor.says('Hello?');
    const waiting_since = new Date(Date.now() - 7 * 60_000).toISOString();
    await enqueue('reminder', { payload: { waiting_since } });
    assert.match(inTopic().at(-1) ?? '', /^Conversation #\d+ of Visitor waits for 7 minutes\. Who answers\?$/);
    stage.control.people.send({ userId: mika, chatId: forum, threadId: stage.theTopic().id, text: 'I do.' });
    await stage.settled();
    const before = inTopic().length;
    await enqueue('reminder', { payload: { waiting_since } });
    assert.equal(inTopic().length, before);
  });

  it('43: shows that the visitor types', async () => {
    await visitor.says('Hello?');
    await enqueue('visitor_typing');
    const [call] = stage.control.calls().filter(({ method }) => method.toLowerCase() === 'sendchataction');
    assert.ok(call?.outcome.ok);
  });

  it('52: deletes the topic of an erased visitor, and is content when somebody was faster', async () => {
    await visitor.says('Hello?');
    const { id: threadId } = stage.theTopic();
    const forget = async () => {
      await database.query(
        `select support.enqueue_chat(id, $1, 'forget_topic', jsonb_build_object('chat_id', $1::bigint, 'thread_id', $2::bigint))
         from support.organizations`,
        [forum, threadId],
      );
      await stage.drive();
    };
    await forget();
    assert.deepEqual(stage.topics(), []);
    await forget();
    assert.deepEqual((await states()).slice(1), ['forget_topic sent', 'forget_topic sent']);
  });

  it('28: pauses a group that the bot may not write in, tells the owner, and goes on by itself', async () => {
    await database.query(
      `insert into support.agents (organization_id, telegram_user_id, name, role, dm_started)
       select id, $1, 'Mika', 'owner', true from support.organizations`,
      [mika],
    );
    const startsBot = stage.control.people.send({ userId: mika, chatId: mika, text: '/start' });
    assert.ok(startsBot);
    await stage.settled();
    stage.control.injectFault({
      kind: 'error',
      code: 403,
      description: 'Forbidden: bot was kicked from the supergroup chat',
      method: 'createForumTopic',
    });
    await visitor.says('Hello?');
    const [chat] = await stage.rows('select state from support.telegram_chats');
    assert.equal(chat?.['state'], 'paused');
    assert.match(stage.texts(mika).at(-1) ?? '', /^I cannot write in .*bot was kicked/);
    await stage.drive();
    assert.deepEqual(stage.topics(), []);
    await stage.skip(60_000);
    await stage.drive();
    assert.equal(inTopic().at(-1), 'Hello?');
    const [after] = await stage.rows('select state from support.telegram_chats');
    assert.equal(after?.['state'], 'active');
  });

  it('22: sends what a group takes at once, and the rest together when its minute is over', async () => {
    await stage.close();
    stage = await TelegramStage.create(database, { mode: 'topics', sendsPerMinute: 4 });
    visitor = await stage.visitor();
    await visitor.says('one');
    for (const text of ['two', 'three', 'four', 'five']) await visitor.writes(text);
    await stage.drive();
    await stage.drive();
    assert.deepEqual(inTopic().slice(1), ['one', 'two\nthree\nfour\nfive']);
    for (const text of ['six', 'seven']) await visitor.writes(text);
    await stage.drive();
    assert.equal(inTopic().length, 3, 'the topic, its card and two messages have used the minute up');
    await stage.skip(60_000);
    await stage.drive();
    assert.deepEqual(inTopic().slice(3), ['six', 'seven']);
  });
});
