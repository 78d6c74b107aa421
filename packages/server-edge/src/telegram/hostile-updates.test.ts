/** Whatever enters with the right secret is answered, kept or refused, and hurts nobody. Real SQL, the bridge, the webhook. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { hostileUpdate } from '../../testing/telegram/hostile-updates.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';
import { createTelegramBridge, type StoringTelegramBridge } from './telegram-bridge.ts';
import { createTelegramWebhook } from './webhook.ts';

const SECRET = 'a-secret-for-the-webhook';

let database: LocalDatabase;
let stage: TelegramStage;
let visitor: StageVisitor;
/** Between two tries passes no time. */
let bridge: StoringTelegramBridge;
/** Stores, and leaves the work for later. */
let webhook: ReturnType<typeof createTelegramWebhook>;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'topics' });
  visitor = await stage.visitor();
  await visitor.says('Hello?');
  const { bot } = stage.control.overview();
  bridge = createTelegramBridge({
    db: stage.db,
    api: stage.api,
    bot: { id: bot.id, username: bot.username ?? '' },
    logger: stage.logger,
    sleep: makeDue,
  });
  webhook = createTelegramWebhook({
    bridge: { storeUpdate: (update) => bridge.storeUpdate(update), driveInbox: async () => {} },
    secrets: [SECRET],
    logger: stage.logger,
    waitUntil: () => {},
  });
});
afterEach(() => stage.close());

async function post(body: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET };
  const answer = await webhook.fetch(
    new Request('https://bot.example/support-telegram', { method: 'POST', headers, body }),
  );
  return answer.status;
}

const count = async (state: string) =>
  Number((await stage.rows(`select count(*) from support.telegram_updates where state = '${state}'`))[0]?.['count']);

const makeDue = () =>
  database.execute(`update support.telegram_updates set not_before = now() where state = 'pending'`);

async function workOffEverything(): Promise<void> {
  let pending = await count('pending');
  for (let round = 0; round < 5_000 && pending > 0; round += 1) {
    await makeDue();
    await bridge.driveInbox();
    pending = await count('pending');
  }
  // Not counted once more: Telegram tells of the new topic in its own time, and the stage takes that by itself.
  assert.equal(pending, 0);
}

async function mikaSays(text: string): Promise<void> {
  const { forumId: chatId, mika: userId } = stage.ids;
  stage.control.people.send({ userId, chatId, threadId: stage.theTopic().id, text });
  await stage.settled();
}

async function isStillAlive(before: readonly string[] = []): Promise<void> {
  await mikaSays('Here I am');
  assert.deepEqual(await visitor.sees(), ['visitor: Hello?', ...before, 'Mika Lindgren: Here I am']);
}

describe('an update that Telegram never sends', () => {
  it('2, 6, 8: is answered with 200, worked off or buried, and shows nothing to any visitor', async () => {
    const places = { forum: stage.ids.forumId, threadId: stage.theTopic().id, person: stage.ids.mika };
    // Whoever acts for the first time is called what Telegram says, and these updates say all sorts of things.
    await mikaSays('On it');
    await fc.assert(
      fc.asyncProperty(hostileUpdate(places), async (body) => {
        assert.equal(await post(body), 200);
      }),
      { numRuns: 120 },
    );
    await workOffEverything();
    assert.ok((await count('done')) > 10 && (await count('dead')) > 10, 'some can be read, some cannot');
    await isStillAlive(['Mika Lindgren: On it']);
  });

  for (const [what, text] of [
    ['arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['objects', '{"a":'.repeat(100_000) + '0' + '}'.repeat(100_000)],
  ] as const) {
    it(`6: is kept without what is nested too deep: ${what}`, async () => {
      const { forumId: forum, mika } = stage.ids;
      const message = {
        message_id: 900,
        date: 1,
        chat: { id: forum, type: 'supergroup' },
        from: { id: mika, is_bot: false, first_name: 'Mika', last_name: 'Lindgren' },
        message_thread_id: stage.theTopic().id,
        is_topic_message: true,
        text: 'Words beside it',
      };
      const body = `{"update_id":77,"message":${JSON.stringify(message).slice(0, -1)},"hologram":${text}}}`;
      assert.equal(await post(body), 200);
      await workOffEverything();
      assert.deepEqual(await visitor.sees(), ['visitor: Hello?', 'Mika Lindgren: Words beside it']);
    });
  }
});

describe('what Telegram will invent', () => {
  it('8: kinds of updates and messages, and fields, are taken, ignored, and leave no trace', async () => {
    const { forumId: forum, mika } = stage.ids;
    const place = { chat: { id: forum, type: 'supergroup', is_forum: true }, date: 1 };
    const from = { id: mika, is_bot: false, first_name: 'Mika' };
    const topic = { message_thread_id: stage.theTopic().id, is_topic_message: true };
    const calls = stage.control.calls().length;
    for (const [index, content] of [
      { hologram: { ...place, from, text: 'A new kind of update' } },
      { message: { ...place, ...topic, from, message_id: 900, hologram: { depth: 3 } } },
      { message: { ...place, ...topic, from, message_id: 901, hologram_topic_event: {} } },
      { edited_message: { ...place, ...topic, from, message_id: 902, hologram: {} } },
      {
        message_reaction: {
          ...place,
          message_id: 5,
          user: from,
          old_reaction: [],
          new_reaction: [{ type: 'hologram' }],
        },
      },
      { message_reaction_count: { ...place, message_id: 5, reactions: [] } },
    ].entries()) {
      assert.equal(await post(JSON.stringify({ update_id: 100 + index, ...content })), 200);
    }
    await workOffEverything();
    assert.equal(await count('dead'), 0);
    assert.equal(stage.control.calls().length, calls);
    await isStillAlive();
  });

  it('8: a field that nobody knows does not keep a message from being relayed', async () => {
    const { forumId: forum, mika } = stage.ids;
    stage.control.pushUpdate({
      kind: 'message',
      payload: {
        message_id: 900,
        date: 1,
        chat: { id: forum, type: 'supergroup', is_forum: true, aura: 'violet' },
        from: { id: mika, is_bot: false, first_name: 'Mika', last_name: 'Lindgren', hologram: {} },
        message_thread_id: stage.theTopic().id,
        is_topic_message: true,
        text: 'Hi',
        entities: [{ type: 'glitter', offset: 0, length: 2 }],
        sender_hologram: { depth: 3 },
      },
    });
    await stage.settled();
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?', 'Mika Lindgren: Hi']);
  });
});
