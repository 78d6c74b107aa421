import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  AGENT_ID,
  claimTranscript,
  context,
  conversation,
  conversationState,
  createFakeBridge,
  FORUM,
  GROUP,
  MIKA,
  mikaAgent,
  visitorMessage,
  type FakeBridge,
} from '../../testing/telegram/fake-bridge.ts';
import { noAnswer, refusal } from '../../testing/telegram/scripted-api.ts';
import { DatabaseError } from '../db/database-caller.ts';
import type { BridgeJob } from './bridge-deps.ts';
import { deliverJob } from './deliver-job.ts';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = createFakeBridge();
});

const deliver = async (job: BridgeJob) => (await deliverJob(bridge.deps, job)).settlement;
const openTopic = {
  topic: { chat_id: FORUM, thread_id: 50, state: 'open' },
  card: { chat_id: FORUM, message_id: 51 },
} as const;
const claimed = {
  mode: 'claims',
  group_chat_id: GROUP,
  conversation: conversation({ agent: mikaAgent, status: 'active' }),
  card: { chat_id: GROUP, message_id: 9 },
} as const;
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

describe('what becomes of a delivery that failed', () => {
  type Expectation = readonly [
    title: string,
    error: Error,
    attempts: number,
    outcome: string,
    seconds: number | undefined,
  ];
  const table: readonly Expectation[] = [
    ['21: waits as long as Telegram asks', refusal(429, 'Too Many Requests', { retry_after: 17 }), 4, 'wait', 17],
    ['23: tries a server error again after a second', refusal(500, 'Internal Server Error'), 1, 'retry', 1],
    ['23: doubles the pause', refusal(500, 'Internal Server Error'), 4, 'retry', 8],
    ['23: never pauses for more than a minute', refusal(502, 'Bad Gateway'), 30, 'retry', 60],
    [
      '23: gives a job up that the server cannot digest for an hour',
      refusal(500, 'Internal Server Error'),
      60,
      'dead',
      undefined,
    ],
    ['23: never gives up while there is no network', noAnswer('getaddrinfo ENOTFOUND'), 10_000, 'retry', 60],
    ['23: tries a lost answer again', noAnswer('timed out'), 1, 'retry', 1],
    [
      '28: pauses a group that does not let it write',
      refusal(403, 'Forbidden: bot was kicked from the supergroup chat', {}, { chat_id: FORUM }),
      1,
      'paused',
      undefined,
    ],
    ['24: buries what can never succeed', refusal(400, 'Bad Request: something else'), 1, 'dead', undefined],
    ['5: tries again when the database is away', new DatabaseError('gone', { sqlstate: '08006' }), 2, 'retry', 2],
    ['buries what the database refuses', new DatabaseError('no', { sqlstate: '23503' }), 1, 'dead', undefined],
    ['buries a defect of ours', new TypeError('x is undefined'), 1, 'dead', undefined],
  ];
  for (const [title, error, attempts, outcome, seconds] of table) {
    it(title, async () => {
      bridge.api.fail('sendMessage', error);
      const settlement = await deliver({ ...visitorMessage(openTopic), attempts });
      assert.deepEqual([settlement.outcome, settlement.retrySeconds], [outcome, seconds]);
    });
  }

  it('24: says in the topic that a message is missing, and in the log why', async () => {
    bridge.api.fail('sendMessage', refusal(400, 'Bad Request: something else'));
    await deliver(visitorMessage(openTopic));
    assert.match(
      String(bridge.api.sentTexts().at(-1)),
      /^Ana · #1024\nA message of this visitor could not be shown here/,
    );
    const [record] = bridge.logger.records.filter(({ level }) => level === 'error');
    assert.equal(record?.event, 'telegram.delivery_failed');
    assert.equal(JSON.stringify(record).includes('Hello?'), false);
  });

  it('stops everything when the token is wrong', async () => {
    bridge.api.fail('sendMessage', refusal(401, 'Unauthorized'));
    const { settlement, mustStop } = await deliverJob(bridge.deps, visitorMessage(openTopic));
    assert.deepEqual([settlement.outcome, settlement.retrySeconds, mustStop], ['retry', 60, true]);
  });

  it('27: follows a migrated group at once', async () => {
    bridge.api.fail(
      'sendMessage',
      refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -77 }),
    );
    const settlement = await deliver(visitorMessage(openTopic));
    assert.deepEqual(bridge.db.callsOf('migrateTelegramChat'), [{ oldChatId: FORUM, newChatId: -77 }]);
    assert.deepEqual([settlement.outcome, settlement.retrySeconds], ['retry', 0]);
  });

  it('30: sends a text without its formatting when Telegram cannot read it', async () => {
    bridge.api.fail('sendMessage', refusal(400, "Bad Request: can't parse entities"));
    assert.equal((await deliver(visitorMessage(claimed, MIKA))).outcome, 'sent');
    assert.equal('entities' in (bridge.api.callsOf('sendMessage')[1] ?? {}), false);
  });

  it('buries a kind that it does not know, and says which', async () => {
    const unknown = { ...visitorMessage(openTopic), kind: 'visitor_dance' } as unknown as BridgeJob;
    const settlement = await deliver(unknown);
    assert.equal(settlement.outcome, 'dead');
    assert.match(String(settlement.error), /UnknownKindError: .*"visitor_dance"/);
    assert.equal(bridge.api.calls.length, 0);
  });

  it('buries what was meant for a group that is no longer configured', async () => {
    const settlement = await deliver(visitorMessage({ mode: null, group_chat_id: null }));
    assert.deepEqual([settlement.outcome, bridge.api.calls.length], ['dead', 0]);
  });

  it('delivers a notice, which belongs to no conversation', async () => {
    const notice: BridgeJob = {
      ...visitorMessage(),
      kind: 'agent_notice',
      payload: { text: 'Somebody waits', reply_to_message_id: 4 },
    };
    const settlement = await deliver({ ...notice, context: {} as typeof notice.context });
    assert.deepEqual(bridge.api.callsOf('sendMessage'), [
      { chat_id: FORUM, text: 'Somebody waits', reply_to_message_id: 4 },
    ]);
    assert.equal(settlement.sent?.[0]?.role, 'notice');
  });
});
