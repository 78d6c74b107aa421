/** What must never reach a visitor, and what the bot must never answer. Real SQL, the bridge, a simulated Telegram. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';
import { ALLOWED_UPDATES } from './read-update.ts';

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
  await visitor.says('Hello?');
});
afterEach(() => stage.close());

const botId = () => stage.control.overview().bot.id;
const writes = () => stage.control.calls().filter(({ method }) => !/^(?:get|set)webhook|^getme$/i.test(method)).length;
const inTopic = (from: object, fields: object) => ({
  kind: 'message' as const,
  payload: {
    message_id: 900,
    date: 1,
    chat: { id: forum, type: 'supergroup', is_forum: true },
    message_thread_id: stage.theTopic().id,
    is_topic_message: true,
    from,
    ...fields,
  },
});
const person = () => ({ id: mika, is_bot: false, first_name: 'Mika' });

describe('what comes from outside', () => {
  it('9: Telegram was asked for exactly the kinds of updates that are read', async () => {
    const answer = await stage.simulator.fetch(
      new Request(`http://simulator.localhost/bot${stage.simulator.token}/getWebhookInfo`),
    );
    const { result } = (await answer.json()) as { result: { allowed_updates: string[] } };
    assert.deepEqual(new Set(result.allowed_updates), new Set(ALLOWED_UPDATES));
  });

  it('10: nothing of a bot reaches the visitor, be it ours or another, nor of a channel', async () => {
    const before = writes();
    stage.control.pushUpdate(inTopic({ id: botId(), is_bot: true, first_name: 'Harbor' }, { text: 'An echo' }));
    stage.control.pushUpdate(inTopic({ id: 42, is_bot: true, first_name: 'Other' }, { text: 'Buy now' }));
    stage.control.pushUpdate(
      inTopic(
        { id: 136_817_688, is_bot: true, first_name: 'Channel' },
        { text: 'Read our channel', sender_chat: { id: -1_009, type: 'channel', title: 'News' } },
      ),
    );
    await stage.settled();
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?']);
    assert.equal(writes(), before);
  });

  it('11: no service message reaches the visitor', async () => {
    for (const service of [
      { forum_topic_edited: { name: 'Ana' } },
      { pinned_message: { message_id: 5, date: 0, chat: { id: forum, type: 'supergroup' } } },
      { new_chat_members: [person()] },
      { left_chat_member: person() },
      { new_chat_title: 'Support' },
      { video_chat_started: {} },
    ]) {
      stage.control.pushUpdate(inTopic(person(), service));
    }
    await stage.settled();
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?']);
    assert.equal((await visitor.conversation()).status, 'queued');
  });

  it('13: the bot stays silent in a group that is not the team’s, whatever is said there', async () => {
    const other = stage.control.workspace.createGroup({ title: 'Somebody else', isForum: true });
    const chatId = other.id;
    stage.control.workspace.setMember({ chatId, userId: mika, status: 'creator' });
    stage.control.workspace.setMember({ chatId, userId: botId(), status: 'administrator', by: mika });
    const topic = stage.control.topics.create({ userId: mika, chatId, name: 'Ana' });
    await stage.settled();
    const before = writes();
    for (const text of ['Hello', '/help', '/close', '//note', '/del']) {
      stage.control.people.send({ userId: mika, chatId, text });
      stage.control.people.send({ userId: mika, chatId, threadId: topic.id, text });
    }
    stage.control.topics.close({ userId: mika, chatId, threadId: topic.id });
    await stage.settled();
    assert.equal(writes(), before);
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?']);
    assert.equal((await stage.rows('select from support.agents')).length, 0, 'and nobody there becomes an agent');
  });

  it('32: nothing that a visitor writes calls anybody in the group, commands a bot, or links to a person', async () => {
    const texts = [
      '@all help',
      '@everyone',
      '@mika_harbor, are you there?',
      'write to tg://user?id=2000001',
      'https://t.me/mika_harbor or t.me/mika_harbor',
      '/close',
      '/close@harbor_support_bot now',
      '[Mika](tg://user?id=2000001) <a href="tg://user?id=2000001">Mika</a>',
      '#urgent $USD @ all',
    ];
    for (const text of texts) await visitor.says(text);
    const shown = stage.shown(forum, stage.theTopic().id).slice(2);
    assert.equal(shown.length, texts.length);
    for (const { message } of shown) {
      const kinds = (message.entities ?? []).map(({ type }) => type);
      const calling = kinds.filter((type) => /mention|bot_command|text_link/.test(type));
      assert.deepEqual(calling, [], message.text);
    }
    assert.equal((await visitor.conversation()).status, 'queued', 'and what looks like a command does nothing');
  });
});
