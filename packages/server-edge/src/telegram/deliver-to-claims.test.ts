import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  AGENT_ID,
  claimed,
  claimTranscript,
  conversation,
  createFakeBridge,
  GROUP,
  MIKA,
  mikaAgent,
  visitorMessage,
  type FakeBridge,
} from '../../testing/telegram/fake-bridge.ts';
import { refusal } from '../../testing/telegram/scripted-api.ts';
import type { BridgeJob } from './bridge-deps.ts';
import { deliverJob } from './deliver-job.ts';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = createFakeBridge();
});

const deliver = async (job: BridgeJob) => (await deliverJob(bridge.deps, job)).settlement;

describe('a visitor’s message in claims mode', () => {
  const unclaimed = { mode: 'claims', group_chat_id: GROUP } as const;

  it('posts the card with its button, then the text as a reply', async () => {
    await deliver(visitorMessage(unclaimed, GROUP));
    const [card, text] = bridge.api.callsOf('sendMessage');
    assert.match(JSON.stringify(card?.['reply_markup']), /"Claim"/);
    assert.deepEqual([text?.['text'], text?.['reply_to_message_id']], ['Ana · #1024\nHello?', 100]);
  });

  it('41: sends without the reply when the card was deleted', async () => {
    bridge.api.fail('sendMessage', refusal(400, 'Bad Request: message to be replied not found'));
    const settlement = await deliver(visitorMessage({ ...unclaimed, card: { chat_id: GROUP, message_id: 9 } }, GROUP));
    assert.equal(settlement.outcome, 'sent');
    assert.equal('reply_to_message_id' in (bridge.api.callsOf('sendMessage')[1] ?? {}), false);
  });

  it('writes to whoever has claimed', async () => {
    await deliver(visitorMessage(claimed, MIKA));
    assert.deepEqual(
      bridge.api.callsOf('sendMessage').map(({ chat_id, text }) => [chat_id, text]),
      [[MIKA, 'Ana · #1024\nHello?']],
    );
  });

  it('goes to the group when the claim was given back meanwhile', async () => {
    await deliver(visitorMessage({ ...claimed, conversation: conversation() }, MIKA));
    assert.deepEqual(
      bridge.api.callsOf('sendMessage').map(({ chat_id }) => chat_id),
      [GROUP],
    );
  });

  it('leaves it to the transcript when somebody else has claimed meanwhile', async () => {
    const job = visitorMessage(
      { ...claimed, conversation: conversation({ agent: { ...mikaAgent, telegram_user_id: 7 } }) },
      MIKA,
    );
    assert.deepEqual([(await deliver(job)).outcome, bridge.api.calls.length], ['sent', 0]);
  });

  it('29: gives the claim back and tells the group when the agent cannot be written to', async () => {
    bridge.api.fail('sendMessage', refusal(403, 'Forbidden: bot was blocked by the user', {}, { chat_id: MIKA }));
    assert.equal((await deliver(visitorMessage(claimed, MIKA))).outcome, 'sent');
    assert.deepEqual(bridge.db.callsOf('passConversation'), [{ conversationId: conversation().id, agentId: AGENT_ID }]);
    assert.equal((bridge.db.callsOf('upsertTelegramAgent')[0] as { dmStarted: boolean }).dmStarted, false);
    const [, hint, text] = bridge.api.callsOf('sendMessage');
    assert.match(JSON.stringify(hint?.['reply_markup']), /https:\/\/t\.me\/harbor_support_bot\?start=claim_/);
    assert.deepEqual([text?.['chat_id'], text?.['text']], [GROUP, 'Ana · #1024\nHello?']);
  });

  it('29: does so for the transcript, too', async () => {
    bridge.api.fail(
      'sendMessage',
      refusal(403, "Forbidden: bot can't initiate conversation with a user", {}, { chat_id: MIKA }),
    );
    assert.equal((await deliver(claimTranscript())).outcome, 'sent');
    assert.equal(bridge.db.callsOf('passConversation').length, 1);
  });

  it('sends no transcript to an agent who has passed the conversation on', async () => {
    await deliver(claimTranscript({ conversation: conversation() }));
    assert.equal(bridge.api.calls.length, 0);
  });
});
