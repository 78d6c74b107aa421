import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  AGENT_ID,
  BOT,
  conversation,
  CONVERSATION_ID,
  createFakeBridge,
  FORUM,
  MIKA,
  type FakeBridge,
} from '../../testing/telegram/fake-bridge.ts';
import { DatabaseError } from '../db/database-caller.ts';
import type { LeasedTelegramUpdate } from '../db/telegram-db.ts';
import { formatCallbackData } from './callback-data.ts';
import { driveInbox } from './drive-inbox.ts';
import { updateLane } from './update-lane.ts';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = createFakeBridge();
  bridge.db.answers.settleTelegramUpdate = { state: 'done' };
  bridge.db.answers.findTelegramRoute = {
    kind: 'topic',
    organization_id: 'o',
    conversation: conversation(),
    topic_closed: false,
  };
  bridge.db.answers.upsertTelegramAgent = { id: AGENT_ID, name: 'Mika', telegram_user_id: MIKA, dm_started: true };
});

const mika = { id: MIKA, is_bot: false, first_name: 'Mika' };
const inTopic = (message_id: number, text: string) => ({
  message: {
    message_id,
    date: 1,
    chat: { id: FORUM, type: 'supergroup' },
    from: mika,
    message_thread_id: 77,
    is_topic_message: true,
    text,
  },
});

/** Leases these once, then nothing. */
function given(...updates: readonly object[]): void {
  const leased = updates.map((update, index): LeasedTelegramUpdate => ({
    update_id: index + 1,
    lane: 'x',
    update: { update_id: index + 1, ...update },
    attempts: 1,
  }));
  const batches = [leased];
  bridge.db.answers.leaseTelegramUpdates = () => batches.shift() ?? [];
}

const settled = () =>
  bridge.db.callsOf('settleTelegramUpdate') as { outcome: string; retrySeconds?: number; error?: string }[];

describe('driving the inbox', () => {
  it('stores an agent’s answer under an id that comes from its place', async () => {
    given(inTopic(5, 'Hi'));
    await driveInbox(bridge.deps);
    given(inTopic(5, 'Hi'));
    await driveInbox(bridge.deps);
    const [first, again] = bridge.db.callsOf('postAgentMessage') as Record<string, unknown>[];
    assert.deepEqual(first, again);
    assert.deepEqual(
      [first?.['conversationId'], first?.['agentId'], first?.['internal'], first?.['telegram']],
      [
        CONVERSATION_ID,
        AGENT_ID,
        false,
        { bot_id: BOT.id, chat_id: FORUM, message_id: 5, thread_id: 77, reply_to_message_id: null },
      ],
    );
    assert.deepEqual(
      settled().map(({ outcome }) => outcome),
      ['done', 'done'],
    );
  });

  it('6: tries again what failed, later, and lets the others through', async () => {
    given({ message: 5 }, inTopic(6, 'Hi'));
    bridge.db.answers.settleTelegramUpdate = { state: 'pending' };
    await driveInbox(bridge.deps);
    assert.deepEqual(
      settled()
        .map(({ outcome, retrySeconds }) => [outcome, retrySeconds])
        .sort(),
      [
        ['done', undefined],
        ['retry', 1],
      ],
    );
  });

  it('6: says in the log that an update was buried', async () => {
    given({ message: 5 });
    bridge.db.answers.settleTelegramUpdate = { state: 'dead' };
    await driveInbox(bridge.deps);
    assert.ok(
      bridge.logger.records.some(({ level, event }) => level === 'error' && event === 'telegram.update_buried'),
    );
  });

  it('5: tries again when the database has no answer for a message', async () => {
    given(inTopic(5, 'Hi'));
    bridge.db.answers.postAgentMessage = new DatabaseError('gone', { sqlstate: '08006' });
    await driveInbox(bridge.deps);
    assert.deepEqual(
      settled().map(({ outcome }) => outcome),
      ['retry'],
    );
    assert.equal(bridge.api.calls.length, 0);
  });

  it('15: tells an agent who may not write, once, and is done', async () => {
    given(inTopic(5, 'Hi'));
    bridge.db.answers.postAgentMessage = new DatabaseError('no', { sqlstate: 'SC050' });
    await driveInbox(bridge.deps);
    assert.deepEqual(
      settled().map(({ outcome }) => outcome),
      ['done'],
    );
    assert.match(String(bridge.api.sentTexts()[0]), /^Not sent/);
  });

  it('tells somebody new for whom the plan has no room, whether they write or command, and is done', async () => {
    given(inTopic(5, 'Hi'), inTopic(6, '/close'));
    bridge.db.answers.upsertTelegramAgent = new DatabaseError('no', { sqlstate: 'SC005', detail: '3' });
    await driveInbox(bridge.deps);
    assert.deepEqual(
      settled().map(({ outcome }) => outcome),
      ['done', 'done'],
    );
    assert.deepEqual(bridge.db.callsOf('postAgentMessage'), []);
    for (const text of bridge.api.sentTexts()) assert.match(String(text), /^Not sent: your plan has no room/);
    assert.equal(bridge.api.sentTexts().length, 2);
  });

  it('13: does nothing about a topic that is nobody’s', async () => {
    given(inTopic(5, 'Hi'));
    bridge.db.answers.findTelegramRoute = { kind: 'none' };
    await driveInbox(bridge.deps);
    assert.equal(bridge.db.callsOf('postAgentMessage').length + bridge.api.calls.length, 0);
  });

  it('16: answers a tap exactly once, also when everything fails', async () => {
    const data = formatCallbackData({ action: 'claim', conversationId: CONVERSATION_ID });
    const tap = {
      callback_query: { id: 'q', from: mika, message: { message_id: 5, date: 1, chat: { id: FORUM } }, data },
    };
    for (const failure of [
      new DatabaseError('gone', { sqlstate: '08006' }),
      new DatabaseError('no', { sqlstate: 'SC020' }),
      new TypeError('defect'),
    ]) {
      given(tap);
      bridge.db.answers.findTelegramChat = failure;
      await driveInbox(bridge.deps);
    }
    assert.deepEqual(
      bridge.api.callsOf('answerCallbackQuery').map(({ callback_query_id }) => callback_query_id),
      ['q', 'q', 'q'],
    );
    assert.deepEqual(
      settled().map(({ outcome }) => outcome),
      ['done', 'done', 'done'],
    );
  });

  it('13: answers a tap from a group that is not ours, without effect', async () => {
    const data = formatCallbackData({ action: 'close', conversationId: CONVERSATION_ID });
    given({ callback_query: { id: 'q', from: mika, message: { message_id: 5, date: 1, chat: { id: -9 } }, data } });
    bridge.db.answers.findTelegramChat = null;
    await driveInbox(bridge.deps);
    assert.equal(bridge.api.callsOf('answerCallbackQuery').length, 1);
    assert.equal(bridge.db.callsOf('closeConversation').length, 0);
  });
});

describe('7: the lane of an update', () => {
  const rows: readonly (readonly [title: string, update: unknown, lane: string])[] = [
    ['is the chat of a message', { update_id: 1, message: { chat: { id: -5 } } }, 'chat:-5'],
    ['is the chat of an edit', { update_id: 1, edited_message: { chat: { id: -5 } } }, 'chat:-5'],
    [
      'is the chat of a tapped message',
      { update_id: 1, callback_query: { from: { id: 3 }, message: { chat: { id: -5 } } } },
      'chat:-5',
    ],
    ['is the person of a tap without a message', { update_id: 1, callback_query: { from: { id: 3 } } }, 'user:3'],
    ['is the chat of a membership', { update_id: 1, my_chat_member: { chat: { id: -5 }, from: { id: 3 } } }, 'chat:-5'],
    ['is one for everything else', { update_id: 1, poll: { id: 'x' } }, 'other'],
  ];
  for (const [title, update, lane] of rows) it(title, () => assert.equal(updateLane(update), lane));

  it('exists for whatever arrives', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => updateLane(value).length > 0));
  });
});
