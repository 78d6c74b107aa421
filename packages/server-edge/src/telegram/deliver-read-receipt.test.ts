import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  context,
  CONVERSATION_ID,
  createFakeBridge,
  FORUM,
  jobOf,
  MIKA,
  type FakeBridge,
} from '../../testing/telegram/fake-bridge.ts';
import { refusal } from '../../testing/telegram/scripted-api.ts';
import type { DeliveryContext } from './bridge-deps.ts';
import { deliverJob } from './deliver-job.ts';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = createFakeBridge();
});

const deliver = async (fields: Partial<DeliveryContext> = {}, chatId = FORUM) => {
  const payload = { conversation_id: CONVERSATION_ID, telegram_message_id: 60 };
  return (await deliverJob(bridge.deps, jobOf('read_receipt', payload, fields, chatId))).settlement.outcome;
};
const marks = () => bridge.api.callsOf('setMessageReaction').map(({ chat_id, emoji }) => [chat_id, emoji]);
const questions = () => bridge.api.callsOf('getAllowedReactions').length;

describe('a read receipt', () => {
  for (const [allowed, expected] of [
    [null, [[FORUM, '👀']]],
    [['👍', '👌'], [[FORUM, '👌']]],
    [['👍'], [[FORUM, '👍']]],
    [['🔥'], []],
    [[], []],
  ] as const) {
    it(`42: is ${JSON.stringify(expected.map(([, emoji]) => emoji))} where ${JSON.stringify(allowed ?? 'everything')} is allowed`, async () => {
      bridge.api.allowedReactions = allowed;
      assert.equal(await deliver(), 'sent');
      assert.deepEqual(marks(), expected);
    });
  }

  it('42: asks a group what it allows once in ten minutes, and a person never', async () => {
    await deliver();
    await deliver();
    assert.equal(questions(), 1);
    bridge.api.allowedReactions = ['👍'];
    bridge.advance(10 * 60_000);
    await deliver();
    await deliver({}, MIKA);
    assert.equal(questions(), 2);
    assert.deepEqual(marks(), [
      [FORUM, '👀'],
      [FORUM, '👀'],
      [FORUM, '👍'],
      [MIKA, '👀'],
    ]);
  });

  it('42: asks again when an administrator has changed the list', async () => {
    await deliver();
    bridge.api.fail('setMessageReaction', refusal(400, 'Bad Request: REACTION_INVALID'));
    bridge.api.allowedReactions = ['👌'];
    assert.equal(await deliver(), 'sent');
    await deliver();
    assert.deepEqual(marks().at(-1), [FORUM, '👌']);
  });

  it('42: asks and tries no more for a while where what the group just allowed is refused', async () => {
    bridge.api.fail('setMessageReaction', refusal(400, 'Bad Request: REACTION_INVALID'));
    await deliver();
    await deliver();
    await deliver();
    assert.deepEqual([questions(), marks().length], [1, 1]);
    bridge.advance(10 * 60_000);
    await deliver();
    assert.deepEqual([questions(), marks().length], [2, 2]);
  });

  it('42: wastes no call where reactions are switched off', async () => {
    bridge.api.allowedReactions = [];
    for (let time = 0; time < 5; time += 1) await deliver();
    assert.deepEqual([questions(), marks().length], [1, 0]);
  });

  it('22: costs nothing of the budget, shown or not', async () => {
    const payload = { conversation_id: CONVERSATION_ID, telegram_message_id: 60 };
    const spent = async () =>
      (await deliverJob(bridge.deps, jobOf('read_receipt', payload))).settlement.furtherSends ?? 0;
    assert.equal(await spent(), 0);
    bridge.api.fail('setMessageReaction', refusal(400, 'Bad Request: message to react not found'));
    assert.equal(await spent(), 0);
  });

  for (const error of [
    refusal(429, 'Too Many Requests', { retry_after: 9 }),
    refusal(500, 'Internal Server Error'),
    refusal(400, 'Bad Request: message to react not found'),
  ]) {
    it(`42: never holds up what is said: ${error.description}`, async () => {
      bridge.api.fail('setMessageReaction', error);
      assert.equal(await deliver(), 'sent');
    });
  }

  it('28: is no proof that the bot may write', async () => {
    bridge.api.fail('setMessageReaction', refusal(403, 'Forbidden: bot was kicked', {}, { chat_id: FORUM }));
    assert.equal(await deliver(), 'paused');
  });

  it('is not shown on what was taken back', async () => {
    await deliver({ message: { ...context().message!, deleted_at: '2026-11-21T10:00:00Z' } });
    await deliver({ message: null });
    assert.deepEqual(bridge.api.calls, []);
  });
});
