/** The deliveries that follow a conversation or stand beside it: mirrored answers, reminders, typing, alerts, clean-up. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  conversation,
  CONVERSATION_ID,
  createFakeBridge,
  FORUM,
  GROUP,
  jobOf,
  MIKA,
  mikaAgent,
  type FakeBridge,
} from '../../testing/telegram/fake-bridge.ts';
import { refusal } from '../../testing/telegram/scripted-api.ts';
import type { BridgeJob, DeliveryContext } from './bridge-deps.ts';
import { deliverJob } from './deliver-job.ts';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = createFakeBridge();
});

const deliver = async (job: BridgeJob) => (await deliverJob(bridge.deps, job)).settlement;
const payload = { conversation_id: CONVERSATION_ID };
const topic = { chat_id: FORUM, thread_id: 50, state: 'open' } as const;
const claims = { mode: 'claims', group_chat_id: GROUP, card: { chat_id: GROUP, message_id: 9 } } as const;
const held = { ...claims, conversation: conversation({ agent: mikaAgent, status: 'active' }) } as const;
const answered = (fields: Partial<DeliveryContext>, chatId?: number) =>
  jobOf('agent_message', payload, { sender_kind: 'agent', sender_name: 'Mika', ...fields }, chatId);

describe('an answer that was given elsewhere', () => {
  it('stands in the topic under the agent’s name', async () => {
    const settlement = await deliver(answered({ topic }));
    assert.deepEqual(bridge.api.callsOf('sendMessage'), [
      {
        chat_id: FORUM,
        message_thread_id: 50,
        text: 'Mika: Hello?',
        entities: [{ type: 'bold', offset: 0, length: 4 }],
      },
    ]);
    assert.deepEqual([settlement.outcome, settlement.sent?.[0]?.role], ['sent', 'message']);
  });

  it('stands below the card in claims mode, and in the direct messages of whoever claimed', async () => {
    await deliver(answered(claims, GROUP));
    await deliver(answered(held, MIKA));
    assert.deepEqual(
      bridge.api
        .callsOf('sendMessage')
        .map(({ chat_id, reply_to_message_id, text }) => [chat_id, reply_to_message_id, text]),
      [
        [GROUP, 9, 'Ana · #1024\nMika: Hello?'],
        [MIKA, undefined, 'Ana · #1024\nMika: Hello?'],
      ],
    );
  });

  it('makes neither a topic nor a card', async () => {
    await deliver(answered({ topic: null }));
    await deliver(answered({ ...claims, card: null }, GROUP));
    await deliver(answered(claims, MIKA));
    assert.equal(bridge.api.calls.length, 0);
  });

  it('25: forgets a topic that was deleted, and leaves the line to the next one’s history', async () => {
    bridge.api.fail('sendMessage', refusal(400, 'Bad Request: message thread not found'));
    assert.equal((await deliver(answered({ topic }))).outcome, 'sent');
    assert.deepEqual(bridge.db.callsOf('setTelegramTopicState'), [{ chatId: FORUM, threadId: 50, state: 'lost' }]);
  });

  it('26: reopens a closed topic once', async () => {
    bridge.api.fail('sendMessage', refusal(400, 'Bad Request: TOPIC_CLOSED'));
    assert.equal((await deliver(answered({ topic }))).outcome, 'sent');
    assert.deepEqual(bridge.api.methods(), ['sendMessage', 'reopenForumTopic', 'sendMessage']);
  });

  it('29: does not insist on an agent who cannot be written to', async () => {
    bridge.api.fail('sendMessage', refusal(403, 'Forbidden: bot was blocked by the user', {}, { chat_id: MIKA }));
    assert.equal((await deliver(answered(held, MIKA))).outcome, 'sent');
    assert.equal(bridge.db.callsOf('passConversation').length, 0);
  });
});

describe('a reminder', () => {
  const waiting = { ...payload, waiting_since: '2026-11-21T09:48:00Z' };

  it('says in the topic who waits, and for how long', async () => {
    const settlement = await deliver(jobOf('reminder', waiting, { topic }));
    const [line] = bridge.api.callsOf('sendMessage');
    assert.equal(line?.['text'], 'Conversation #1024 of Ana waits for 12 minutes. Who answers?');
    assert.deepEqual([line?.['message_thread_id'], settlement.sent?.[0]?.role], [50, 'reminder']);
  });

  it('answers the card in claims mode', async () => {
    await deliver(jobOf('reminder', waiting, claims, GROUP));
    assert.equal(bridge.api.callsOf('sendMessage')[0]?.['reply_to_message_id'], 9);
  });

  it('goes to the group where the conversation has no place, or has lost it', async () => {
    await deliver(jobOf('reminder', waiting));
    bridge.api.fail('sendMessage', refusal(400, 'Bad Request: message thread not found'));
    await deliver(jobOf('reminder', waiting, { topic }));
    assert.deepEqual(
      bridge.api.callsOf('sendMessage').map(({ chat_id, message_thread_id }) => [chat_id, message_thread_id]),
      [
        [FORUM, undefined],
        [FORUM, 50],
        [FORUM, undefined],
      ],
    );
  });

  it('is not needed once somebody has the conversation, or it has ended', async () => {
    await deliver(jobOf('reminder', waiting, { topic, conversation: held.conversation }));
    await deliver(jobOf('reminder', waiting, { topic, conversation: conversation({ status: 'closed' }) }));
    assert.equal(bridge.api.calls.length, 0);
  });
});

describe('a visitor who types', () => {
  it('shows as typing in the topic, and to whoever claimed', async () => {
    await deliver(jobOf('visitor_typing', payload, { topic }));
    await deliver(jobOf('visitor_typing', payload, held, MIKA));
    assert.deepEqual(bridge.api.callsOf('sendChatAction'), [
      { chat_id: FORUM, message_thread_id: 50, action: 'typing' },
      { chat_id: MIKA, action: 'typing' },
    ]);
  });

  for (const error of [refusal(429, 'Too Many Requests', { retry_after: 9 }), refusal(500, 'Internal Server Error')]) {
    it(`43: never holds up what is said: ${error.description}`, async () => {
      bridge.api.fail('sendChatAction', error);
      assert.equal((await deliver(jobOf('visitor_typing', payload, { topic }))).outcome, 'sent');
    });
  }

  it('28: is no proof that the bot may write', async () => {
    bridge.api.fail('sendChatAction', refusal(403, 'Forbidden: bot was kicked', {}, { chat_id: FORUM }));
    assert.equal((await deliver(jobOf('visitor_typing', payload, { topic }))).outcome, 'paused');
  });
});

describe('jobs about no conversation', () => {
  const without = <Job extends BridgeJob>(job: Job): Job => ({ ...job, context: {} as Job['context'] });

  it('28: tells an owner which group the bot cannot write in', async () => {
    const alert = { event: 'chat_paused', chat_id: FORUM, title: 'Harbor team', reason: '403 bot was kicked' } as const;
    await deliver(without(jobOf('owner_alert', alert, {}, MIKA)));
    const [line] = bridge.api.callsOf('sendMessage');
    assert.equal(line?.['chat_id'], MIKA);
    assert.match(String(line?.['text']), /^I cannot write in Harbor team: 403 bot was kicked\n/);
  });

  it('52: deletes the topic of an erased visitor, and takes a missing one for done', async () => {
    const forget = () => without(jobOf('forget_topic', { chat_id: FORUM, thread_id: 50 }));
    assert.equal((await deliver(forget())).outcome, 'sent');
    bridge.api.fail('deleteForumTopic', refusal(400, 'Bad Request: TOPIC_ID_INVALID'));
    assert.equal((await deliver(forget())).outcome, 'sent');
    assert.deepEqual(bridge.api.callsOf('deleteForumTopic')[0], { chat_id: FORUM, message_thread_id: 50 });
  });

  it('52: does not stop the group because the bot may not delete there, and says what to do', async () => {
    bridge.api.fail('deleteForumTopic', refusal(400, 'Bad Request: not enough rights to delete the topic'));
    const settlement = await deliver(without(jobOf('forget_topic', { chat_id: FORUM, thread_id: 50 })));
    assert.equal(settlement.outcome, 'dead');
    assert.match(String(settlement.error), /Delete the topic by hand/);
  });
});
