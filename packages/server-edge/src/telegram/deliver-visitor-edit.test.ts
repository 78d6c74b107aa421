import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  context,
  CONVERSATION_ID,
  createFakeBridge,
  FORUM,
  GROUP,
  jobOf,
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
const saying = (text: string, fields: Partial<DeliveryContext> = {}): Partial<DeliveryContext> => ({
  message: { ...context().message!, text },
  topic: { chat_id: FORUM, thread_id: 50, state: 'open' },
  sent_messages: [{ chat_id: FORUM, message_id: 60, thread_id: 50, part: 1 }],
  ...fields,
});
const twoParts = {
  sent_messages: [
    { chat_id: FORUM, message_id: 60, thread_id: 50, part: 1 },
    { chat_id: FORUM, message_id: 61, thread_id: 50, part: 2 },
  ],
};
const inGroup = {
  mode: 'claims',
  group_chat_id: GROUP,
  topic: null,
  sent_messages: [{ chat_id: GROUP, message_id: 60, thread_id: null, part: 1 }],
} as const;

describe('a visitor’s edit', () => {
  it('39: changes the message in place', async () => {
    const settlement = await deliver(jobOf('visitor_edit', payload, saying('Hello, there')));
    assert.deepEqual(bridge.api.calls, [
      { method: 'editMessageText', params: { chat_id: FORUM, message_id: 60, text: 'Hello, there', entities: [] } },
    ]);
    assert.equal(settlement.outcome, 'sent');
  });

  it('keeps the label that names the conversation outside of topics', async () => {
    await deliver(jobOf('visitor_edit', payload, saying('Hello, there', inGroup), GROUP));
    assert.equal(bridge.api.callsOf('editMessageText')[0]?.['text'], 'Ana · #1024\nHello, there');
  });

  it('keeps the name of an agent who changed an answer elsewhere', async () => {
    await deliver(jobOf('visitor_edit', payload, saying('Hi there', { sender_kind: 'agent', sender_name: 'Mika' })));
    assert.equal(bridge.api.callsOf('editMessageText')[0]?.['text'], 'Mika: Hi there');
  });

  it('is done when it says the same again', async () => {
    bridge.api.fail('editMessageText', refusal(400, 'Bad Request: message is not modified: same'));
    assert.equal((await deliver(jobOf('visitor_edit', payload, saying('Hello?')))).outcome, 'sent');
    assert.deepEqual(bridge.api.methods(), ['editMessageText']);
  });

  it('39: says a message again below it that has become too long for one', async () => {
    const settlement = await deliver(jobOf('visitor_edit', payload, saying('x'.repeat(5_000))));
    const [line] = bridge.api.callsOf('sendMessage');
    assert.match(String(line?.['text']), /^edited: /);
    assert.deepEqual([line?.['message_thread_id'], line?.['reply_to_message_id']], [50, 60]);
    assert.equal(bridge.api.callsOf('editMessageText').length, 0);
    assert.deepEqual(
      settlement.sent?.map(({ role, part }) => [role, part]),
      [
        ['message', 2],
        ['message', 3],
      ],
      'so that taking it back reaches them',
    );
  });

  it('39: changes every part in place, and empties those that are no longer needed', async () => {
    await deliver(jobOf('visitor_edit', payload, saying('Short now', twoParts)));
    assert.deepEqual(
      bridge.api.callsOf('editMessageText').map(({ message_id, text }) => [message_id, text]),
      [
        [60, 'Short now'],
        [61, '…'],
      ],
    );
    assert.equal(bridge.api.callsOf('sendMessage').length, 0);
  });

  const withFile = { attachments: [{ name: 'lamp.png', byte_size: 9 }] };
  const noText = refusal(400, 'Bad Request: there is no text in the message to edit');

  it('39: changes the words under a file', async () => {
    bridge.api.fail('editMessageText', noText);
    await deliver(jobOf('visitor_edit', payload, saying('The blue one', withFile)));
    const [caption] = bridge.api.callsOf('editMessageCaption');
    assert.deepEqual([caption?.['message_id'], caption?.['text']], [60, 'The blue one']);
  });

  it('39: changes the words above files, and leaves those alone', async () => {
    await deliver(jobOf('visitor_edit', payload, saying('Short now', { ...twoParts, ...withFile })));
    assert.deepEqual(
      bridge.api.callsOf('editMessageText').map(({ message_id, text }) => [message_id, text]),
      [[60, 'Short now']],
    );
  });

  it('39: says words again that have become too long for a caption', async () => {
    bridge.api.fail('editMessageText', noText);
    await deliver(jobOf('visitor_edit', payload, saying('x'.repeat(1_025), withFile)));
    assert.match(String(bridge.api.sentTexts()[0]), /^edited: x/);
  });

  it('39, 40: removes a file that was taken back, or at least its words when it is too old', async () => {
    const takenBack = saying('', { message: { ...context().message!, text: '', deleted_at: '2026-11-21T10:00:00Z' } });
    bridge.api.fail('editMessageText', noText);
    await deliver(jobOf('visitor_deletion', payload, takenBack));
    assert.deepEqual(bridge.api.callsOf('deleteMessage'), [{ chat_id: FORUM, message_id: 60 }]);
    bridge.api.fail('editMessageText', noText);
    bridge.api.fail('deleteMessage', refusal(400, "Bad Request: message can't be deleted for everyone"));
    assert.equal((await deliver(jobOf('visitor_deletion', payload, takenBack))).outcome, 'sent');
    assert.equal(bridge.api.callsOf('editMessageCaption')[0]?.['text'], '(taken back by the visitor)');
  });

  it('39: says a message again that can no longer be edited', async () => {
    bridge.api.fail('editMessageText', refusal(400, "Bad Request: message can't be edited"));
    const settlement = await deliver(jobOf('visitor_edit', payload, saying('Hello, there')));
    assert.deepEqual(bridge.api.sentTexts(), ['edited: Hello, there']);
    assert.equal(settlement.sent?.[0]?.role, 'message');
  });

  it('goes to the newest place of a message whose topic was made anew', async () => {
    const sent_messages = [
      { chat_id: FORUM, message_id: 40, thread_id: 30, part: 1 },
      { chat_id: FORUM, message_id: 60, thread_id: 50, part: 1 },
    ];
    await deliver(jobOf('visitor_edit', payload, saying('Hello, there', { sent_messages })));
    assert.deepEqual(
      bridge.api.callsOf('editMessageText').map(({ message_id }) => message_id),
      [60],
    );
  });

  it('shows nothing of a message that Telegram never got, or that was taken back since', async () => {
    await deliver(jobOf('visitor_edit', payload, saying('Hello, there', { sent_messages: [] })));
    const message = { ...context().message!, deleted_at: '2026-11-21T09:00:00Z' };
    await deliver(jobOf('visitor_edit', payload, saying('', { message })));
    assert.equal(bridge.api.calls.length, 0);
  });

  it('21: waits out flood control like everything else', async () => {
    bridge.api.fail('editMessageText', refusal(429, 'Too Many Requests', { retry_after: 4 }));
    const { outcome, retrySeconds } = await deliver(jobOf('visitor_edit', payload, saying('Hello, there')));
    assert.deepEqual([outcome, retrySeconds], ['wait', 4]);
  });
});

describe('a visitor’s deletion', () => {
  it('39: leaves no part of the message readable, not even in a topic that was replaced', async () => {
    const sent_messages = [
      ...twoParts.sent_messages,
      { chat_id: FORUM, message_id: 40, thread_id: 30, part: 1 },
      { chat_id: GROUP, message_id: 9, thread_id: null, part: 1 }, // has a job of its own
    ];
    await deliver(jobOf('visitor_deletion', payload, saying('', { sent_messages })));
    assert.deepEqual(
      bridge.api.callsOf('editMessageText').map(({ message_id, text }) => [message_id, text]),
      [
        [60, '(taken back by the visitor)'],
        [61, '(taken back by the visitor)'],
        [40, '(taken back by the visitor)'],
      ],
    );
  });

  it('says whose line it was when an agent took it back', async () => {
    await deliver(jobOf('visitor_deletion', payload, saying('', { sender_kind: 'agent', sender_name: 'Mika' })));
    assert.equal(bridge.api.callsOf('editMessageText')[0]?.['text'], 'Mika: (taken back)');
  });

  it('goes on to the other parts when one is gone, and says so in the log', async () => {
    bridge.api.fail('editMessageText', refusal(400, 'Bad Request: message to edit not found'));
    const settlement = await deliver(jobOf('visitor_deletion', payload, saying('', twoParts)));
    assert.deepEqual([settlement.outcome, bridge.api.calls.length], ['sent', 2]);
    assert.ok(bridge.logger.records.some(({ event }) => event === 'telegram.message_not_taken_back'));
  });

  it('has nothing to do where nothing was sent', async () => {
    assert.equal(
      (await deliver(jobOf('visitor_deletion', payload, saying('', { sent_messages: [] })))).outcome,
      'sent',
    );
    assert.equal(bridge.api.calls.length, 0);
  });
});
