import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  context,
  createFakeBridge,
  FORUM,
  openTopic,
  visitorMessage,
  type FakeBridge,
} from '../../testing/telegram/fake-bridge.ts';
import { refusal } from '../../testing/telegram/scripted-api.ts';
import { DatabaseError } from '../db/database-caller.ts';
import type { BridgeJob } from './bridge-deps.ts';
import { deliverJob } from './deliver-job.ts';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = createFakeBridge();
});

const deliver = async (job: BridgeJob) => (await deliverJob(bridge.deps, job)).settlement;
const dbMethods = () => bridge.db.calls.map(({ method }) => method);

describe('a visitor’s message in topics mode', () => {
  it('31: makes the topic and the card once, each recorded at once, then sends the text without any markup', async () => {
    const settlement = await deliver(visitorMessage({ message: { ...context().message!, text: '<b>*hi*</b>' } }));
    assert.deepEqual(bridge.api.methods(), ['createForumTopic', 'sendMessage', 'sendMessage']);
    assert.deepEqual(dbMethods(), ['recordTelegramTopic', 'getTeamView', 'recordTelegramCard']);
    const [card, text] = bridge.api.callsOf('sendMessage');
    assert.equal(card?.['message_thread_id'], 100);
    assert.deepEqual(text, { chat_id: FORUM, message_thread_id: 100, text: '<b>*hi*</b>' });
    assert.deepEqual(settlement, {
      id: settlement.id,
      outcome: 'sent',
      sent: [{ chat_id: FORUM, message_id: 102, thread_id: 100, role: 'message', part: 1 }],
      furtherSends: 2,
    });
  });

  it('uses the topic and the card that are there', async () => {
    await deliver(visitorMessage(openTopic));
    assert.deepEqual(bridge.api.sentTexts(), ['Hello?']);
  });

  it('posts a card for a new conversation in a known topic', async () => {
    await deliver(visitorMessage({ ...openTopic, card: null }));
    assert.equal(bridge.api.sentTexts().length, 2);
  });

  it('25: takes no card of an earlier topic for one of this', async () => {
    await deliver(visitorMessage({ topic: openTopic.topic, card: { chat_id: FORUM, message_id: 49 } }));
    assert.equal(bridge.api.sentTexts().length, 2);
  });

  it('44: reopens a closed topic first', async () => {
    await deliver(visitorMessage({ ...openTopic, topic: { ...openTopic.topic, state: 'closed' } }));
    assert.deepEqual(bridge.api.methods(), ['reopenForumTopic', 'sendMessage']);
    assert.deepEqual(bridge.db.callsOf('setTelegramTopicState'), [{ chatId: FORUM, threadId: 50, state: 'open' }]);
  });

  it('26: takes TOPIC_NOT_MODIFIED for success', async () => {
    bridge.api.fail('reopenForumTopic', refusal(400, 'Bad Request: TOPIC_NOT_MODIFIED'));
    const settlement = await deliver(visitorMessage({ ...openTopic, topic: { ...openTopic.topic, state: 'closed' } }));
    assert.equal(settlement.outcome, 'sent');
  });

  it('26: reopens on TOPIC_CLOSED and sends again', async () => {
    bridge.api.fail('sendMessage', refusal(400, 'Bad Request: TOPIC_CLOSED'));
    assert.equal((await deliver(visitorMessage(openTopic))).outcome, 'sent');
    assert.deepEqual(bridge.api.methods(), ['sendMessage', 'reopenForumTopic', 'sendMessage']);
  });

  for (const words of ['message thread not found', 'TOPIC_DELETED', 'TOPIC_ID_INVALID']) {
    it(`25: replaces the topic on ${words}: card, what was said, message`, async () => {
      bridge.api.fail('sendMessage', refusal(400, `Bad Request: ${words}`));
      const tail = [
        { sender_kind: 'agent', sender_name: 'Mika', text: 'Hi', created_at: '2026-11-21T09:00:00Z' },
      ] as const;
      const settlement = await deliver(visitorMessage({ ...openTopic, tail }));
      assert.equal(settlement.outcome, 'sent');
      assert.deepEqual(bridge.db.callsOf('setTelegramTopicState'), [{ chatId: FORUM, threadId: 50, state: 'lost' }]);
      const sent = bridge.api.callsOf('sendMessage').slice(1);
      assert.deepEqual(
        sent.map((message) => message['message_thread_id']),
        [100, 100, 100],
      );
      assert.deepEqual(
        sent.slice(1).map((message) => message['text']),
        ['Before\nMika: Hi', 'Hello?'],
      );
    });
  }

  it('25: does not make topics for ever', async () => {
    for (let count = 0; count < 9; count += 1)
      bridge.api.fail('sendMessage', refusal(400, 'Bad Request: message thread not found'));
    const settlement = await deliver(visitorMessage(openTopic));
    assert.equal(settlement.outcome, 'retry');
    assert.equal(bridge.api.callsOf('createForumTopic').length, 2);
  });

  it('sends nothing of a message that was taken back', async () => {
    const settlement = await deliver(
      visitorMessage({ ...openTopic, message: { ...context().message!, deleted_at: '2026-11-21T09:00:00Z' } }),
    );
    assert.deepEqual([settlement.outcome, bridge.api.calls.length], ['sent', 0]);
  });

  it('30: notes every part of a long text, also when a later one fails', async () => {
    bridge.api.fail('sendMessage', refusal(429, 'Too Many Requests', { retry_after: 3 }), ({ text }) =>
      String(text).startsWith('y'),
    );
    const text = `${'x'.repeat(4_000)} ${'y'.repeat(4_000)}`;
    const settlement = await deliver(visitorMessage({ ...openTopic, message: { ...context().message!, text } }));
    assert.deepEqual(
      [settlement.outcome, settlement.sent?.map(({ part }) => part), settlement.sentParts],
      ['wait', [1], 1],
    );
    // At once, so that a crash right now would not send it again.
    assert.deepEqual(bridge.db.callsOf('recordOutboxPart'), [
      { id: settlement.id, sent: { chat_id: FORUM, message_id: 100, thread_id: 50, role: 'message', part: 1 } },
    ]);
  });

  it('30: goes on after the parts that an earlier try has sent there', async () => {
    const text = `${'x'.repeat(4_000)} ${'y'.repeat(4_000)}`;
    const job = visitorMessage({
      ...openTopic,
      message: { ...context().message!, text },
      sent_messages: [{ chat_id: FORUM, message_id: 60, thread_id: 50, part: 1 }],
    });
    await deliver({ ...job, sent_parts: 1 });
    assert.deepEqual(
      bridge.api.sentTexts().map((part) => String(part)[0]),
      ['y'],
    );
  });

  it('30: sends every part again when the topic that has the first was lost', async () => {
    bridge.api.fail('sendMessage', refusal(400, 'Bad Request: message thread not found'));
    const text = `${'x'.repeat(4_000)} ${'y'.repeat(4_000)}`;
    const job = visitorMessage({
      ...openTopic,
      message: { ...context().message!, text },
      sent_messages: [{ chat_id: FORUM, message_id: 60, thread_id: 50, part: 1 }],
    });
    await deliver({ ...job, sent_parts: 1 });
    assert.deepEqual(
      bridge.api
        .callsOf('sendMessage')
        .slice(2)
        .map((part) => String(part['text'])[0]),
      ['x', 'y'],
    );
  });

  it('30: sends on when a part cannot be noted', async () => {
    bridge.db.answers.recordOutboxPart = new DatabaseError('gone', { sqlstate: '08006' });
    const text = `${'x'.repeat(4_000)} ${'y'.repeat(4_000)}`;
    const settlement = await deliver(visitorMessage({ ...openTopic, message: { ...context().message!, text } }));
    assert.deepEqual([settlement.outcome, settlement.sent?.length], ['sent', 2]);
  });

  it('33: names the files of a message', async () => {
    const attachments = [
      { name: 'lamp.jpg', byte_size: 1_240_000 },
      { name: '@all\nreceipt.pdf', byte_size: 900 },
    ];
    await deliver(visitorMessage({ ...openTopic, message: { ...context().message!, text: '' }, attachments }));
    assert.deepEqual(bridge.api.sentTexts(), ['📎 lamp.jpg (1.2 MB)\n📎 @\u2060all receipt.pdf (900 B)']);
  });
});
