import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { createFakeBridge, FORUM, GROUP, visitorMessage, type FakeBridge } from '../../testing/telegram/fake-bridge.ts';
import { refusal } from '../../testing/telegram/scripted-api.ts';
import { DatabaseError } from '../db/database-caller.ts';
import type { BridgeDeps } from './bridge-deps.ts';
import { driveOutboxOn } from './drive-outbox-on.ts';
import { driveOutbox } from './drive-outbox.ts';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = createFakeBridge();
});

const line = (chatId: number, text: string) =>
  visitorMessage(
    {
      message: { id: text, seq: 1, text, deleted_at: null, edited_at: null },
      topic: { chat_id: chatId, thread_id: 50, state: 'open' },
      card: { chat_id: chatId, message_id: 51 },
    },
    chatId,
  );
const inChat =
  (chatId: number) =>
  ({ chat_id }: Readonly<Record<string, unknown>>) =>
    chat_id === chatId;
const sentTo = (chatId: number) =>
  bridge.api
    .callsOf('sendMessage')
    .filter(inChat(chatId))
    .map(({ text }) => text);

describe('driving the outbox', () => {
  it('sends everything that is due, each chat in its order', async () => {
    bridge.db.enqueue(line(FORUM, 'a1'), line(GROUP, 'b1'), line(FORUM, 'a2'), line(GROUP, 'b2'));
    await driveOutbox(bridge.deps);
    assert.deepEqual([sentTo(FORUM), sentTo(GROUP), bridge.db.pending], [['a1', 'a2'], ['b1', 'b2'], 0]);
  });

  it('21: holds one chat under flood control while the others go on', async () => {
    bridge.db.enqueue(line(FORUM, 'a1'), line(FORUM, 'a2'), line(GROUP, 'b1'), line(GROUP, 'b2'));
    bridge.api.fail('sendMessage', refusal(429, 'Too Many Requests', { retry_after: 20 }), inChat(FORUM));
    await driveOutbox(bridge.deps);
    assert.deepEqual([sentTo(FORUM), sentTo(GROUP)], [['a1'], ['b1', 'b2']]);
    assert.deepEqual(bridge.sleeps, []);
    bridge.advance(19_999);
    await driveOutbox(bridge.deps);
    assert.deepEqual(sentTo(FORUM), ['a1']);
    bridge.advance(1);
    await driveOutbox(bridge.deps);
    assert.deepEqual(sentTo(FORUM), ['a1', 'a1', 'a2']);
  });

  it('21: waits out at most a second by itself', async () => {
    bridge.db.enqueue(line(FORUM, 'a1'), line(FORUM, 'a2'));
    bridge.api.fail('sendMessage', refusal(500, 'Internal Server Error'));
    await driveOutbox(bridge.deps);
    assert.deepEqual(sentTo(FORUM), ['a1', 'a1', 'a2']);
    assert.ok(bridge.sleeps.length > 0 && bridge.sleeps.every((milliseconds) => milliseconds <= 1_000));
  });

  it('19: sends each job once when several drives run at the same time', async () => {
    bridge.db.enqueue(
      ...Array.from({ length: 8 }, (_value, index) => line(index % 2 === 0 ? FORUM : GROUP, String(index))),
    );
    await Promise.all([driveOutbox(bridge.deps), driveOutbox(bridge.deps), driveOutbox(bridge.deps)]);
    assert.deepEqual(
      [sentTo(FORUM), sentTo(GROUP)],
      [
        ['0', '2', '4', '6'],
        ['1', '3', '5', '7'],
      ],
    );
  });

  it('28: leaves a lane in peace where the bot may not write, and says nothing twice', async () => {
    bridge.db.enqueue(line(FORUM, 'a1'), line(FORUM, 'a2'), line(GROUP, 'b1'));
    const kicked = refusal(403, 'Forbidden: bot was kicked from the supergroup chat', {}, { chat_id: FORUM });
    bridge.api.fail('sendMessage', kicked, inChat(FORUM));
    await driveOutbox(bridge.deps);
    assert.deepEqual([sentTo(FORUM), sentTo(GROUP), bridge.sleeps], [['a1'], ['b1'], []]);
    assert.equal(bridge.db.settlements.find(({ outcome }) => outcome === 'paused')?.retrySeconds, undefined);
    bridge.advance(60_000);
    await driveOutbox(bridge.deps);
    assert.deepEqual(sentTo(FORUM), ['a1', 'a1', 'a2']);
  });

  it('24: says so in the log when the database gives up what failed for a day', async () => {
    bridge.db.enqueue(line(FORUM, 'a1'));
    bridge.api.fail('sendMessage', refusal(500, 'Internal Server Error'));
    bridge.db.isPatient = false;
    await driveOutbox(bridge.deps);
    assert.ok(
      bridge.logger.records.some(({ level, event }) => level === 'error' && event === 'telegram.delivery_failed'),
    );
  });

  it('22: hands its budget to the database', async () => {
    await driveOutbox({ ...bridge.deps, sendsPerMinute: 7 });
    assert.equal((bridge.db.callsOf('leaseOutbox')[0] as { sendsPerMinute: number }).sendsPerMinute, 7);
  });

  it('ends after its time, and leaves the rest to the next drive', async () => {
    bridge.db.enqueue(line(FORUM, 'a1'), line(FORUM, 'a2'));
    const slow: BridgeDeps = {
      ...bridge.deps,
      api: {
        ...bridge.api,
        sendMessage: (message) => {
          bridge.advance(30_000);
          return bridge.api.sendMessage(message);
        },
      },
    };
    await driveOutbox(slow);
    assert.deepEqual([sentTo(FORUM), bridge.db.pending], [['a1'], 1]);
  });

  it('stops all lanes when the token is wrong', async () => {
    bridge.db.enqueue(line(FORUM, 'a1'), ...Array.from({ length: 20 }, (_value, index) => line(GROUP, String(index))));
    bridge.api.fail('sendMessage', refusal(401, 'Unauthorized'), inChat(FORUM));
    await driveOutbox(bridge.deps);
    // The other lane finishes what it is sending when the news arrives.
    assert.ok(sentTo(GROUP).length < 5, `${String(sentTo(GROUP).length)} more were sent`);
    assert.deepEqual(bridge.sleeps, []);
  });

  it('settles again when the database was away for a moment, so that nothing is sent twice', async () => {
    bridge.db.enqueue(line(FORUM, 'a1'));
    let failures = 2;
    const flaky: BridgeDeps = {
      ...bridge.deps,
      db: {
        leaseOutbox: bridge.deps.db.leaseOutbox,
        settleOutbox: (settlement: Parameters<BridgeDeps['db']['settleOutbox']>[0]) => {
          failures -= 1;
          if (failures >= 0) throw new DatabaseError('gone', { sqlstate: '08006' });
          return bridge.deps.db.settleOutbox(settlement);
        },
      } as unknown as BridgeDeps['db'],
    };
    await driveOutbox(flaky);
    assert.deepEqual([sentTo(FORUM), bridge.db.pending], [['a1'], 0]);
  });

  it("says which try has ended, so that a worker that was away for too long ends nobody else's", async () => {
    bridge.db.enqueue(line(FORUM, 'a1'));
    bridge.api.fail('sendMessage', refusal(500, 'Internal Server Error'), inChat(FORUM));
    await driveOutbox(bridge.deps);
    const tries = bridge.db.settlements.map(({ outcome, attempts }) => [outcome, attempts]);
    assert.deepEqual(tries, [
      ['retry', 1],
      ['sent', 2],
    ]);
  });
});

describe('staying for what is due soon', () => {
  const questions = () => bridge.db.callsOf('getNextDelivery').length;
  const dueIn = (...seconds: (number | null)[]) => {
    const answers = [...seconds];
    bridge.db.answers.getNextDelivery = () => ({ seconds: answers.shift() ?? null });
  };
  const slept = () => bridge.sleeps.reduce((sum, milliseconds) => sum + milliseconds, 0);

  it('21: drives again when it is due, and never sleeps longer than a second', async () => {
    dueIn(4.5, 6);
    await driveOutboxOn(bridge.deps, 25_000)();
    assert.equal(slept(), 10_500);
    assert.ok(bridge.sleeps.every((milliseconds) => milliseconds <= 1_000));
    assert.equal(bridge.db.callsOf('leaseOutbox').length, 3);
  });

  it('leaves to the tick what is due later than it may live', async () => {
    dueIn(20, 6);
    await driveOutboxOn(bridge.deps, 25_000)();
    assert.equal(slept(), 20_000);
  });

  it('does not ask in vain where a timer drives anyway', async () => {
    await driveOutboxOn(bridge.deps, 0)();
    assert.equal(questions(), 0);
  });

  it('waits with one drive at a time, and with the next one when that has ended or failed', async () => {
    dueIn(5, null, 5);
    const drive = driveOutboxOn(bridge.deps, 25_000);
    await Promise.all([drive(), drive(), drive()]);
    assert.equal(slept(), 5_000);
    bridge.db.answers.getNextDelivery = new DatabaseError('gone', { sqlstate: '08006' });
    await assert.rejects(drive(), DatabaseError);
    dueIn(3);
    await drive();
    assert.equal(slept(), 8_000);
  });
});
