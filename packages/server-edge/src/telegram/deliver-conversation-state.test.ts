import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  claimed,
  conversation,
  conversationState,
  createFakeBridge,
  FORUM,
  GROUP,
  openTopic,
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

describe('a change of state', () => {
  it('closes the topic with the conversation', async () => {
    await deliver(conversationState('closed', { ...openTopic, conversation: conversation({ status: 'closed' }) }));
    assert.deepEqual(bridge.api.methods(), ['editMessageText', 'closeForumTopic']);
    assert.deepEqual(bridge.db.callsOf('setTelegramTopicState'), [{ chatId: FORUM, threadId: 50, state: 'closed' }]);
  });

  it('does not close the topic of a conversation that is open again', async () => {
    await deliver(conversationState('closed', openTopic));
    assert.deepEqual(bridge.api.methods(), ['editMessageText']);
  });

  it('reopens the topic with the conversation', async () => {
    await deliver(conversationState('reopened', { ...openTopic, topic: { ...openTopic.topic, state: 'closed' } }));
    assert.deepEqual(bridge.api.methods(), ['editMessageText', 'reopenForumTopic']);
  });

  for (const words of ['message is not modified: same', 'message to edit not found']) {
    it(`26: is done when Telegram says "${words}"`, async () => {
      bridge.api.fail('editMessageText', refusal(400, `Bad Request: ${words}`));
      assert.equal((await deliver(conversationState('claimed', openTopic))).outcome, 'sent');
    });
  }

  it('25: forgets a topic that was deleted before it could be closed', async () => {
    bridge.api.fail('closeForumTopic', refusal(400, 'Bad Request: TOPIC_ID_INVALID'));
    assert.equal(
      (await deliver(conversationState('closed', { ...openTopic, conversation: conversation({ status: 'closed' }) })))
        .outcome,
      'sent',
    );
    assert.deepEqual(bridge.db.callsOf('setTelegramTopicState'), [{ chatId: FORUM, threadId: 50, state: 'lost' }]);
  });

  it('has nothing to show where there is no card and no topic', async () => {
    assert.equal((await deliver(conversationState('claimed'))).outcome, 'sent');
    assert.equal(bridge.api.calls.length, 0);
  });

  it('asks the group again when a claim was given back', async () => {
    await deliver(conversationState('passed', { ...claimed, conversation: conversation() }, GROUP));
    assert.deepEqual(bridge.api.methods(), ['editMessageText', 'sendMessage']);
    assert.equal(bridge.api.callsOf('sendMessage')[0]?.['reply_to_message_id'], 9);
  });

  it('does not ask the group when somebody has claimed since', async () => {
    await deliver(conversationState('passed', claimed, GROUP));
    assert.deepEqual(bridge.api.methods(), ['editMessageText']);
  });
});
