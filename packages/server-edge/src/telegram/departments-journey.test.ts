/** Departments with groups of their own, end to end: a conversation that goes from one to the other and back. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';

const ORDERS = '80000000-0000-4000-8000-000000000001';
const RETURNS = '80000000-0000-4000-8000-000000000002';
const RETURNS_FORUM = -1_001_000_000_003;

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
  const { workspace } = stage.control;
  workspace.createGroup({ id: RETURNS_FORUM, title: 'Harbor Returns', isForum: true });
  workspace.setMember({ chatId: RETURNS_FORUM, userId: mika });
  workspace.setMember({
    chatId: RETURNS_FORUM,
    userId: stage.control.overview().bot.id,
    status: 'administrator',
    by: mika,
  });
  await stage.settled();
  await database.execute(`
    insert into support.departments (id, organization_id, name, position)
    select department.id, organization.id, department.name, department.position
    from support.organizations as organization,
      (values ('${ORDERS}'::uuid, 'Orders', 1), ('${RETURNS}'::uuid, 'Returns', 2)) as department (id, name, position);
    update support.telegram_chats set department_id = '${ORDERS}', title = 'Harbor Orders' where chat_id = ${String(forum)};
  `);
  await connect(RETURNS_FORUM, 'topics');
  visitor = await stage.visitor();
  await stage.db.startConversation({ ...visitor.scope, departmentId: ORDERS });
});
afterEach(() => stage.close());

const connect = (chatId: number, mode: 'topics' | 'claims') =>
  database.execute(`
    delete from support.telegram_chats where department_id = '${RETURNS}';
    insert into support.telegram_chats (chat_id, organization_id, mode, department_id, title)
    select ${String(chatId)}, id, '${mode}', '${RETURNS}', 'Harbor Returns' from support.organizations;
  `);
const topicsOf = (chatId: number) => stage.control.overview().groups.find(({ id }) => id === chatId)?.topics ?? [];
const topicIn = (chatId: number) => {
  const [topic, ...others] = topicsOf(chatId);
  assert.ok(topic !== undefined && others.length === 0, `${String(others.length + 1)} topics`);
  return topic;
};
const inTopic = (chatId: number) => stage.texts(chatId, topicIn(chatId).id);
const mikaWrites = async (chatId: number, text: string) => {
  stage.control.people.send({ userId: mika, chatId, threadId: topicIn(chatId).id, text });
  await stage.settled();
};
const goesTo = async (departmentId: string) => {
  const { id } = await visitor.conversation();
  await database.query(
    `select public.support_transfer_conversation($1, (select id from support.agents limit 1), null, $2)`,
    [id, departmentId],
  );
};

describe('departments with a group each', () => {
  beforeEach(async () => {
    await visitor.says('My lamp came broken');
    await mikaWrites(forum, 'Let me see who can help');
  });

  it('opens a topic with card and what was said where the conversation goes, and says so where it was', async () => {
    await goesTo(RETURNS);
    await stage.drive();
    const [card = '', before = ''] = inTopic(RETURNS_FORUM);
    assert.match(card, /#\d+\nWaiting for an answer/);
    assert.match(before, /My lamp came broken/);
    assert.match(before, /Let me see who can help/);
    assert.match(
      inTopic(forum).at(-1) ?? '',
      /^Conversation #\d+ went on to Returns\. It is continued in the group Harbor Returns; /,
    );
    assert.deepEqual(
      await visitor.sees(),
      ['visitor: My lamp came broken', 'Mika Lindgren: Let me see who can help'],
      'nothing of that is for the visitor',
    );
  });

  it('brings what the visitor writes to the new one only, and answers from both to the visitor and the new one', async () => {
    await goesTo(RETURNS);
    await stage.drive();
    const formerly = inTopic(forum).length;
    await visitor.says('Hello?');
    assert.equal(inTopic(RETURNS_FORUM).at(-1), 'Hello?');
    assert.equal(inTopic(forum).length, formerly);
    await mikaWrites(RETURNS_FORUM, 'We send a new one');
    await mikaWrites(forum, 'Sorry for the trouble');
    assert.deepEqual((await visitor.sees()).slice(-3), [
      'visitor: Hello?',
      'Mika Lindgren: We send a new one',
      'Mika Lindgren: Sorry for the trouble',
    ]);
    await stage.drive();
    assert.equal(inTopic(RETURNS_FORUM).at(-1), 'Mika Lindgren: Sorry for the trouble');
    assert.equal(inTopic(RETURNS_FORUM).filter((text) => text.includes('We send a new one')).length, 1);
  });

  it('19: brings what was not sent yet to the new one, in its order, once', async () => {
    await visitor.writes('It is the blue one');
    await visitor.writes('with the long cord');
    await goesTo(RETURNS);
    await visitor.writes('Hello?');
    await stage.drive();
    assert.deepEqual(inTopic(RETURNS_FORUM).slice(-3), ['It is the blue one', 'with the long cord', 'Hello?']);
    assert.ok(!inTopic(forum).includes('It is the blue one'));
  });

  it('20: says what was on its way where it was addressed, and not behind newer lines in the new one', async () => {
    await visitor.writes('It is the blue one');
    const [taken] = await database.query(`select public.support_lease_outbox(1, 60, $1) -> 0 ->> 'kind' as kind`, [
      `telegram:${String(forum)}`,
    ]);
    assert.equal(taken?.['kind'], 'visitor_message', 'a worker has it, and dies');
    await goesTo(RETURNS);
    await visitor.says('Hello?');
    await database.execute(`update support.outbox set leased_until = null, not_before = now() where state = 'pending'`);
    await stage.drive();
    assert.ok(inTopic(forum).includes('It is the blue one'));
    const [, before = '', ...lines] = inTopic(RETURNS_FORUM);
    assert.match(before, /It is the blue one/);
    assert.deepEqual(lines, ['Hello?']);
  });

  it('comes back to the topic it had, with a new card and what was said meanwhile', async () => {
    await goesTo(RETURNS);
    await stage.drive();
    await mikaWrites(RETURNS_FORUM, 'We send a new one');
    await goesTo(ORDERS);
    await stage.drive();
    assert.equal(topicsOf(forum).length, 1);
    const [card = '', before = ''] = inTopic(forum).slice(-2);
    assert.match(card, /#\d+\nWaiting for an answer/);
    assert.match(before, /We send a new one/);
    assert.match(inTopic(RETURNS_FORUM).at(-1) ?? '', /went on to Orders/);
    await visitor.says('Thank you');
    assert.equal(inTopic(forum).at(-1), 'Thank you');
  });

  it('offers it by a card where the other department claims', async () => {
    const claims = stage.ids.claimsGroupId;
    await connect(claims, 'claims');
    await goesTo(RETURNS);
    await stage.drive();
    const [card = ''] = stage.texts(claims);
    assert.match(card, /#\d+\nWaiting for an answer/);
    await visitor.says('Hello?');
    assert.match(stage.texts(claims).at(-1) ?? '', /Hello\?$/);
    assert.match(inTopic(forum).at(-1) ?? '', /went on to Returns/);
  });

  it('24: goes on where somebody has deleted the former topic', async () => {
    stage.control.topics.delete({ userId: mika, chatId: forum, threadId: topicIn(forum).id });
    await goesTo(RETURNS);
    await stage.drive();
    const waiting = await stage.rows(`select kind from support.outbox where state <> 'sent' and error <> 'superseded'`);
    assert.deepEqual(waiting, []);
    assert.match(inTopic(RETURNS_FORUM)[0] ?? '', /#\d+/);
    assert.deepEqual(stage.texts(forum), []);
  });

  it('says nothing where both departments have the same group', async () => {
    await database.execute(`
      delete from support.telegram_chats where department_id = '${RETURNS}';
      update support.telegram_chats set department_id = null where chat_id = ${String(forum)};
    `);
    const formerly = inTopic(forum).length;
    await goesTo(RETURNS);
    await stage.drive();
    assert.equal(inTopic(forum).length, formerly);
  });
});
