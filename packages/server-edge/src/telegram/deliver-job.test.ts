import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  claimed,
  createFakeBridge,
  FORUM,
  MIKA,
  openTopic,
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
