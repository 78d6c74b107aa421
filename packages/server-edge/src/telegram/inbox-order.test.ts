/**
 * Telegram keeps the order within each kind of update and none between them: messages of a chat come by one queue, taps by
 * another, reactions by a third. Real SQL, the bridge, the webhook.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { TelegramStage } from '../../testing/telegram/telegram-stage.ts';
import { createChatDb } from '../db/chat-db.ts';
import { createSqlCaller } from '../db/sql-caller.ts';
import { formatCallbackData, type CardAction } from './callback-data.ts';
import { createTelegramBridge } from './telegram-bridge.ts';
import { createTelegramWebhook } from './webhook.ts';

const SECRET = 'a-secret-for-the-webhook';

let database: LocalDatabase;
let stage: TelegramStage;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
afterEach(() => stage.close());

interface Begun {
  readonly sees: () => Promise<readonly string[]>;
  readonly written: (text: string) => object;
  readonly edited: (text: string, ofText: string) => object;
  readonly tapped: (action: CardAction, id: string) => object;
  readonly reacted: (emoji: string) => object;
}

async function begin(mode: 'topics' | 'claims'): Promise<Begun> {
  stage = await TelegramStage.create(database, { mode });
  const visitor = await stage.visitor();
  await visitor.says('Hello?');
  const { mika, forumId, claimsGroupId } = stage.ids;
  const chat = { id: mode === 'topics' ? forumId : claimsGroupId, type: 'supergroup' };
  const from = { id: mika, is_bot: false, first_name: 'Mika' };
  const [row] = await stage.rows(`
    select id, (select min(message_id) from support.telegram_messages where role = 'message') as shown,
      (select message_id from support.telegram_messages where role = 'card') as card
    from support.conversations`);
  const conversationId = String(row?.['id']);
  const place = mode === 'topics' ? { message_thread_id: stage.theTopic().id, is_topic_message: true } : ({} as const);
  const messageIds = new Map<string, number>();
  const message = (text: string, messageId: number) => ({ message_id: messageId, date: 1, chat, from, ...place, text });
  return {
    sees: async () => (await visitor.sees()).filter((line) => line.startsWith('Mika: ')).map((line) => line.slice(6)),
    written: (text) => {
      messageIds.set(text, 20_000 + messageIds.size);
      return { message: message(text, messageIds.get(text) ?? 0) };
    },
    edited: (text, ofText) => ({ edited_message: message(text, messageIds.get(ofText) ?? 0) }),
    tapped: (action, id) => ({
      callback_query: {
        id,
        from,
        chat_instance: '1',
        message: { ...message('', Number(row?.['card'])), text: 'Card' },
        data: formatCallbackData({ action, conversationId }),
      },
    }),
    reacted: (emoji) => ({
      message_reaction: {
        chat,
        message_id: Number(row?.['shown']),
        date: 1,
        user: from,
        old_reaction: [],
        new_reaction: [{ type: 'emoji', emoji }],
      },
    }),
  };
}

/** Workers on a line where each call to the database takes as long as `delays` say, so that they overtake each other. */
function slowWorkers(delays: Iterator<number>) {
  const work: Promise<unknown>[] = [];
  const caller = createSqlCaller(async (text, parameters) => {
    await new Promise((resolve) => setTimeout(resolve, delays.next().value as number));
    return database.query(text, parameters, { role: 'service_role' });
  });
  const { bot } = stage.control.overview();
  const { api, logger } = stage;
  const identity = { id: bot.id, username: bot.username ?? '' };
  const bridge = createTelegramBridge({ db: createChatDb(caller), api, bot: identity, logger, sendsPerMinute: 0 });
  const webhook = createTelegramWebhook({
    bridge,
    secrets: [SECRET],
    logger,
    waitUntil: (done) => void work.push(done),
  });
  return { webhook, settled: () => Promise.all(work) };
}

async function post(update: object, webhook = stage.webhook): Promise<void> {
  const answer = await webhook.fetch(
    new Request('https://bot.example/support-telegram', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
      body: JSON.stringify(update),
    }),
  );
  assert.equal(answer.status, 200);
}

const taps = () =>
  stage.control
    .calls()
    .filter(({ method }) => method.toLowerCase() === 'answercallbackquery')
    .map(({ params }) => String((params as { callback_query_id?: unknown }).callback_query_id))
    .sort();

describe('queues that race', () => {
  it('7: keep what an agent writes in order, lose nothing, and answer every tap once', async () => {
    const texts = ['one', 'two', 'three', 'four', 'five'];
    const actions = fc.array(fc.constantFrom<CardAction>('claim', 'pass', 'close', 'reopen'), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        actions,
        fc.array(fc.constantFrom('👍', '👀', '🔥'), { maxLength: 3 }),
        fc.infiniteStream(fc.nat({ max: 2 })),
        fc.infiniteStream(fc.nat({ max: 12 })),
        async (chosen, emoji, turns, delays) => {
          const { sees, written, edited, tapped, reacted } = await begin('topics');
          const workers = slowWorkers(delays);
          const queues: object[][] = [
            [...texts.map(written), edited('THREE', 'three')],
            chosen.map((action, index) => tapped(action, `tap ${String(index)}`)),
            emoji.map(reacted),
          ];
          // Each queue has one update under way; the next of another may arrive before that was answered.
          const underWay = queues.map(() => Promise.resolve());
          for (let updateId = 7_000; queues.some((queue) => queue.length > 0);) {
            const [turn = 0] = turns.take(1);
            const next = queues[turn]?.shift();
            if (next === undefined) continue;
            await underWay[turn];
            underWay[turn] = post({ update_id: updateId, ...next }, workers.webhook);
            updateId += 1;
          }
          await Promise.all(underWay);
          await workers.settled();
          await stage.settled();
          assert.deepEqual(await sees(), ['one', 'two', 'THREE', 'four', 'five']);
          assert.deepEqual(
            taps(),
            chosen.map((_action, index) => `tap ${String(index)}`),
          );
          const left = await stage.rows(`select state, error from support.telegram_updates where state <> 'done'`);
          assert.deepEqual(left, []);
          await stage.close();
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('a tap', () => {
  it('18: without the message it was on is answered, once, and changes nothing', async () => {
    const { tapped } = await begin('claims');
    const { callback_query: whole } = tapped('claim', 'tap 0') as { callback_query: Record<string, unknown> };
    const query = Object.fromEntries(Object.entries(whole).filter(([key]) => key !== 'message'));
    await post({ update_id: 1, callback_query: query });
    await post({ update_id: 2, callback_query: { ...query, id: 'tap 1', inline_message_id: 'x' } });
    await stage.settled();
    assert.deepEqual(taps(), ['tap 0', 'tap 1']);
    assert.deepEqual(await stage.rows('select agent_id from support.conversations'), [{ agent_id: null }]);
  });

  it('18: on a message that Telegram no longer shows works from every card, also in a topic', async () => {
    const { tapped } = await begin('topics');
    const { callback_query: query } = tapped('claim', 'tap 0') as { callback_query: Record<string, unknown> };
    const { chat, message_id: messageId } = query['message'] as Record<string, unknown>;
    await post({ update_id: 1, callback_query: { ...query, message: { chat, message_id: messageId, date: 0 } } });
    await stage.settled();
    assert.deepEqual(taps(), ['tap 0']);
    assert.equal((await stage.rows('select agent_id from support.conversations where agent_id is not null')).length, 1);
  });

  it('17: of two agents at once lets one win, whoever asks the database first, in one chat or by two workers', async () => {
    for (let round = 0; round < 5; round += 1) {
      await begin('topics');
      const [row] = await stage.rows(`select id from support.conversations`);
      const conversationId = String(row?.['id']);
      const agents = await Promise.all(
        [stage.ids.mika, stage.ids.ana].map((telegramUserId) =>
          stage.db.upsertTelegramAgent({
            organizationId: '20000000-0000-4000-8000-000000000001',
            telegramUserId,
            name: String(telegramUserId),
          }),
        ),
      );
      const outcomes = await Promise.all(
        [...agents, ...agents].map(({ id }) => stage.db.claimConversation({ conversationId, agentId: id })),
      );
      const names = outcomes.map(({ outcome }) => outcome).sort();
      assert.deepEqual(names, ['already_yours', 'claimed', 'taken', 'taken']);
      assert.equal(new Set(outcomes.map(({ agent }) => agent?.id)).size, 1, 'all hear of the same one');
      await stage.close();
    }
  });
});
