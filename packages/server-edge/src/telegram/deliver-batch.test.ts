import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { createFakeBridge, FORUM, jobOf, visitorMessage, type FakeBridge } from '../../testing/telegram/fake-bridge.ts';
import { noAnswer, refusal } from '../../testing/telegram/scripted-api.ts';
import { deliverJob } from './deliver-job.ts';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = createFakeBridge();
});

const topic = { chat_id: FORUM, thread_id: 50, state: 'open' } as const;
const card = { chat_id: FORUM, message_id: 51 };
const deliver = async (job: Parameters<typeof deliverJob>[1]) => (await deliverJob(bridge.deps, job)).settlement;
const burst = () => ({
  ...visitorMessage({ topic, card }),
  batch: [
    { id: '81', message_id: '70000000-0000-4000-8000-000000000002', text: ' Is @mika there? ' },
    { id: '82', message_id: '70000000-0000-4000-8000-000000000003', text: 'It is urgent' },
  ],
});

describe('lines of a visitor that go out together', () => {
  it('22: are one message, each line as harmless as by itself', async () => {
    const { outcome, withIds, sent } = await deliver(burst());
    assert.deepEqual(bridge.api.sentTexts(), ['Hello?\nIs @\u2060mika there?\nIt is urgent']);
    assert.deepEqual([outcome, withIds, sent?.length], ['sent', ['81', '82'], 1]);
  });

  it('22: wait together when nothing was sent', async () => {
    bridge.api.fail('sendMessage', refusal(429, 'Too Many Requests: retry after 3', { retry_after: 3 }));
    const { outcome, withIds, furtherSends } = await deliver(burst());
    assert.deepEqual([outcome, withIds, furtherSends], ['wait', ['81', '82'], -1]);
  });

  it('39: are changed together, and what was taken back does not stay', async () => {
    const lines = [
      { text: 'Hello?', deleted_at: null },
      { text: '', deleted_at: '2026-11-21T10:00:00Z' },
      { text: 'It is very urgent', deleted_at: null },
    ];
    const sent_messages = [{ chat_id: FORUM, message_id: 60, thread_id: 50, part: 1, lines }];
    const payload = { conversation_id: '40000000-0000-4000-8000-000000000001' };
    await deliver(jobOf('visitor_edit', payload, { topic, card, sent_messages, sender_kind: 'visitor' }));
    const taken = { ...visitorMessage().context.message!, text: '', deleted_at: '2026-11-21T10:00:00Z' };
    await deliver(
      jobOf('visitor_deletion', payload, { topic, card, sent_messages, sender_kind: 'visitor', message: taken }),
    );
    const shown = 'Hello?\n(taken back by the visitor)\nIt is very urgent';
    assert.deepEqual(
      bridge.api.callsOf('editMessageText').map(({ message_id, text }) => [message_id, text]),
      [
        [60, shown],
        [60, shown],
      ],
    );
  });
});

describe('what a delivery takes of its chat’s budget', () => {
  it('22: is every message, topic and edit, the first of which the database has counted', async () => {
    const { furtherSends } = await deliver(visitorMessage());
    const counted = bridge.api.methods().filter((method) => /^(send|edit|create)/.test(method)).length;
    assert.equal(furtherSends, counted - 1);
    assert.ok(counted >= 3, 'a topic, a card, a line');
  });

  it('22: is nothing that is left to say for a single message', async () => {
    assert.equal((await deliver(visitorMessage({ topic, card }))).furtherSends, undefined);
  });

  it('22: includes a message whose answer got lost, and gives a refused one back', async () => {
    bridge.api.fail('sendMessage', noAnswer('The operation was aborted'));
    assert.equal((await deliver(visitorMessage({ topic, card }))).furtherSends, undefined);
    bridge.api.fail('sendMessage', refusal(429, 'Too Many Requests: retry after 3', { retry_after: 3 }));
    assert.equal((await deliver(visitorMessage({ topic, card }))).furtherSends, -1);
  });

  it('22: is nothing for a sign of typing, which Telegram counts apart', async () => {
    const typing = jobOf(
      'visitor_typing',
      { conversation_id: '40000000-0000-4000-8000-000000000001' },
      { topic, card },
    );
    assert.equal((await deliver(typing)).furtherSends, undefined);
    assert.deepEqual(bridge.api.methods(), ['sendChatAction']);
  });
});
