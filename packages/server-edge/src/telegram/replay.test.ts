import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { TelegramStage } from '../../testing/telegram/telegram-stage.ts';

let database: LocalDatabase;
let stage: TelegramStage;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
afterEach(() => stage.close());

const SECRET = 'a-secret-for-the-webhook';

/** A visitor with a topic, which gets the same number every time. */
async function begin() {
  stage = await TelegramStage.create(database, { mode: 'topics' });
  const visitor = await stage.visitor();
  await visitor.says('Hello?');
  return visitor;
}

/** A quarter of an hour in a team's life, as Telegram tells it. */
async function record(): Promise<readonly Record<string, unknown>[]> {
  await begin();
  const { people, topics } = stage.control;
  const inTopic = { userId: stage.ids.mika, chatId: stage.ids.forumId, threadId: stage.theTopic().id };
  const hello = people.send({ ...inTopic, text: 'Helo!' });
  people.edit({ ...inTopic, messageId: hello.id, text: 'Hello!' });
  people.send({ ...inTopic, text: '//a regular' });
  people.send({ ...inTopic, text: '/note knows the owner' });
  people.send({ ...inTopic, userId: stage.ids.ana, text: 'I can help, too', replyTo: hello.id });
  people.send({ userId: stage.ids.mika, chatId: stage.ids.forumId, text: 'Lunch?' });
  people.send({ ...inTopic, userId: stage.ids.anonymousAdmin, text: 'Hi from the lead' });
  people.send({ ...inTopic, text: '/nonsense' });
  topics.close(inTopic);
  topics.reopen(inTopic);
  people.send({ ...inTopic, text: 'Anything else?' });
  people.send({ ...inTopic, text: '/close' });
  await stage.settled();
  const rows = await stage.rows('select update from support.telegram_updates order by update_id');
  await stage.close();
  return rows.map(({ update }) => update as Record<string, unknown>);
}

async function outcome(): Promise<unknown> {
  const messages = await stage.rows(`
    select seq, sender_kind, sender_name, body, is_internal, edited_at is not null as is_edited, deleted_at is not null as is_deleted
    from support.messages order by seq`);
  const conversations = await stage.rows('select status, last_seq, delivered_seq, seen_seq from support.conversations');
  const updates = await stage.rows('select state, count(*)::int from support.telegram_updates group by state');
  return { messages, conversations, updates };
}

describe('a recorded log of updates', () => {
  it('6, 50: goes on behind an update that the database cannot keep, polled as well', async () => {
    const log = await record();
    const visitor = await begin();
    await database.execute(`
      create function support.refuse_one() returns trigger language plpgsql as $$
        begin raise 'too much' using errcode = '54000'; end $$;
      create trigger refuse_one before insert on support.telegram_updates
        for each row when (new.update_id = ${String(log[0]?.['update_id'])}) execute function support.refuse_one();`);
    try {
      for (const update of log) await stage.bridge.receiveUpdate(update);
    } finally {
      await database.execute(
        'drop trigger refuse_one on support.telegram_updates; drop function support.refuse_one();',
      );
    }
    await stage.settled();
    assert.equal((await visitor.sees()).at(-1), 'Mika Lindgren: Anything else?');
    assert.ok(stage.logger.records.some(({ event }) => event === 'telegram.update_refused'));
  });

  it('50: gives the same by webhook and by polling, and nothing new when it comes again', async () => {
    const log = await record();
    assert.ok(log.length > 10);

    await begin();
    for (const update of log) {
      const answer = await stage.webhook.fetch(
        new Request('https://bot.example/support-telegram', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
          body: JSON.stringify(update),
        }),
      );
      assert.equal(answer.status, 200);
      await stage.settled();
    }
    const byWebhook = await outcome();
    await stage.close();

    await begin();
    for (const update of log) await stage.bridge.receiveUpdate(update);
    await stage.settled();
    const byPolling = await outcome();
    assert.deepEqual(byPolling, byWebhook);
    for (const update of log) await stage.bridge.receiveUpdate(update);
    assert.deepEqual(await outcome(), byPolling);
    assert.deepEqual(
      (
        await stage.rows(
          `select body from support.messages where sender_kind = 'agent' and not is_internal order by seq`,
        )
      ).map(({ body }) => body),
      ['Hello!', 'I can help, too', 'Hi from the lead', 'Anything else?'],
    );
  });
});
