import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { createChatDb, type ChatDb } from './chat-db.ts';
import type { FunctionArguments } from './database-caller.ts';

/** Every method with every argument it knows. */
const EVERY_CALL: { readonly [Method in keyof ChatDb]: Parameters<ChatDb[Method]> } = {
  getWidget: ['wk_demo'],
  createSession: [{ widgetId: 'w', refreshTokenHash: 'h', context: {}, ipHash: 'i' }],
  refreshSession: [{ widgetId: 'w', refreshTokenHash: 'h', newRefreshTokenHash: 'n' }],
  startConversation: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', departmentId: 'd', context: {} }],
  postVisitorMessage: [
    {
      sessionId: 's',
      visitorId: 'v',
      widgetId: 'w',
      messageId: 'm',
      text: 't',
      conversationId: 'c',
      departmentId: 'd',
      context: {},
      ipHash: 'i',
    },
  ],
  listMessages: [
    { sessionId: 's', visitorId: 'v', widgetId: 'w', conversationId: 'c', afterSeq: 1, beforeSeq: 2, limit: 3 },
  ],
  pollChanges: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', conversationId: 'c', afterRevision: 1 }],
  markRead: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', conversationId: 'c', seq: 1 }],
  postAgentMessage: [
    {
      conversationId: 'c',
      agentId: 'a',
      messageId: 'm',
      text: 't',
      internal: true,
      telegram: { bot_id: 1, chat_id: 2, message_id: 3, thread_id: null },
    },
  ],
  editAgentMessage: [{ chatId: 1, telegramMessageId: 2, text: 't' }],
  claimConversation: [{ conversationId: 'c', agentId: 'a' }],
  passConversation: [{ conversationId: 'c', agentId: 'a' }],
  closeConversation: [{ conversationId: 'c', agentId: 'a' }],
  reopenConversation: [{ conversationId: 'c', agentId: 'a' }],
  upsertTelegramAgent: [{ organizationId: 'o', telegramUserId: 1, name: 'Mika', username: 'mika', dmStarted: true }],
  findTelegramChat: [1],
  findTelegramRoute: [{ chatId: 1, threadId: 2, replyToMessageId: 3, telegramUserId: 4 }],
  recordTelegramTopic: [{ visitorId: 'v', widgetId: 'w', chatId: 1, threadId: 2, name: 'n' }],
  setTelegramTopicState: [{ chatId: 1, threadId: 2, state: 'lost' }],
  migrateTelegramChat: [{ oldChatId: 1, newChatId: 2 }],
  recordTelegramCard: [{ conversationId: 'c', chatId: 1, messageId: 2, threadId: 3 }],
  storeTelegramUpdate: [{ botId: 1, updateId: 2, lane: 'l', update: {} }],
  leaseTelegramUpdates: [{ botId: 1, limit: 2, leaseSeconds: 3 }],
  settleTelegramUpdate: [{ botId: 1, updateId: 2, outcome: 'retry', error: 'e', retrySeconds: 3 }],
  leaseOutbox: [{ limit: 1, leaseSeconds: 2, lane: 'l', sendsPerMinute: 3 }],
  recordOutboxPart: [{ id: '1', sent: { chat_id: 1, message_id: 2, thread_id: null, role: 'message', part: 1 } }],
  settleOutbox: [{ id: '1', outcome: 'sent', error: 'e', retrySeconds: 2, sent: [], sentParts: 3 }],
  countBacklog: [],
  runTick: [],
};

/** Arguments that a function has and no method passes, on purpose: its default is the rule. */
const LEFT_TO_SQL = new Set([
  'support_poll_changes.p_limit',
  'support_lease_outbox.p_channel',
  'support_run_tick.p_batch',
]);

let database: Awaited<ReturnType<typeof createTestDatabase>>;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());

describe('ChatDb', () => {
  it('has one method per SQL function, and names its parameters as the function does', async () => {
    const called: Record<string, readonly string[]> = {};
    const db = createChatDb({
      call: (name: string, args: FunctionArguments) => {
        called[name] = Object.keys(args).sort();
        return Promise.resolve({});
      },
    });
    for (const [method, args] of Object.entries(EVERY_CALL)) {
      await (db[method as keyof ChatDb] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
    }

    const functions = await database.query<{ name: string; parameters: readonly string[] | null }>(
      `select proname as name, proargnames as parameters from pg_catalog.pg_proc
       where pronamespace = 'public'::regnamespace and proname like 'support\\_%'`,
    );
    const defined: Record<string, readonly string[]> = {};
    for (const { name, parameters } of functions) {
      defined[name] = (parameters ?? []).filter((parameter) => !LEFT_TO_SQL.has(`${name}.${parameter}`)).sort();
    }
    assert.deepEqual(called, defined);
  });

  it('leaves out what is undefined, so that the defaults of SQL apply', async () => {
    const calls: FunctionArguments[] = [];
    const db = createChatDb({ call: (_name, args) => Promise.resolve(void calls.push(args)) });
    await db.leaseOutbox();
    await db.leaseOutbox({ limit: 5, lane: undefined });
    await db.findTelegramRoute({ chatId: -100, threadId: undefined });
    assert.deepEqual(calls, [{}, { p_limit: 5 }, { p_chat_id: -100 }]);
  });
});
