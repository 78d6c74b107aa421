/** What a full lane does without, and what goes on being known of what went out together: real SQL, a moved clock. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { VirtualStage, type VirtualStageOptions, type VirtualVisitor } from '../../testing/telegram/virtual-stage.ts';

let database: LocalDatabase;
let stage: VirtualStage;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
afterEach(() => stage.close());

const open = async (options: VirtualStageOptions = {}) => {
  stage = await VirtualStage.create(database, options);
  return stage.visitor();
};
const untilQuiet = async () => {
  for (let seconds = 0; seconds < 600; seconds += 1) {
    await stage.drive();
    if ((await stage.pending()) === 0) return;
    await stage.advance(1_000);
  }
  assert.fail('something still waits');
};
const says = async (visitor: VirtualVisitor, ...lines: readonly string[]) => {
  for (const line of lines) await stage.post(visitor, line);
  await untilQuiet();
};
const calls = (method: string) =>
  stage.simulator.control
    .calls()
    .filter(({ method: name, outcome }) => outcome.ok && name.toLowerCase() === method.toLowerCase()).length;
/** Mika, in the visitor's topic. */
const mikaWrites = async (visitor: VirtualVisitor, text: string, replyTo?: number) => {
  const threadId = await stage.topicOf(visitor);
  assert.ok(threadId !== undefined);
  const { mika: userId, forumId: chatId } = stage.ids;
  stage.simulator.control.people.send({
    userId,
    chatId,
    threadId,
    text,
    ...(replyTo === undefined ? {} : { replyTo }),
  });
  await untilQuiet();
};

describe('lines that went out together', () => {
  const lines = Array.from({ length: 12 }, (_value, index) => `line ${String(index)}`);
  let visitor: VirtualVisitor;
  let bubble: number;
  const burst = async () => {
    visitor = await open();
    await says(visitor, 'Hello?');
    await mikaWrites(visitor, 'Yes?');
    await says(visitor, ...lines);
    bubble = stage.taken.find(({ text }) => text === lines.join('\n'))?.messageId ?? 0;
    assert.ok(bubble > 0, 'they are one message');
  };
  const messages = async () => (await stage.db.pollChanges(visitor)).messages;

  it('42: have all been seen by whoever reacts to them', async () => {
    await burst();
    stage.simulator.control.people.react({
      userId: stage.ids.mika,
      chatId: stage.ids.forumId,
      messageId: bubble,
      emoji: '👍',
    });
    await untilQuiet();
    const { conversation } = await stage.db.startConversation(visitor);
    assert.equal(conversation?.seen_seq, 2 + lines.length);
  });

  it('40: are all taken back by an admin’s /del, and not by an agent’s', async () => {
    await burst();
    await mikaWrites(visitor, '/del', bubble);
    assert.deepEqual((await messages()).map(({ text }) => text).slice(2), lines);
    await database.query(`update support.agents set role = 'admin' where telegram_user_id = $1`, [stage.ids.mika]);
    await mikaWrites(visitor, '/del', bubble);
    assert.deepEqual(
      (await messages()).slice(2).map(({ text }) => text),
      lines.map(() => ''),
    );
    const shown = await stage.shownTo(visitor);
    assert.ok(shown.includes(lines.map(() => '(taken back by the visitor)').join('\n')));
    assert.ok(!shown.some((text) => text.includes('line 3')));
  });

  it('41: are quoted by their last line', async () => {
    await burst();
    await mikaWrites(visitor, 'All of them', bubble);
    const answer = (await messages()).at(-1);
    assert.equal(answer?.text, 'All of them');
    const quoted = (await messages()).find(({ seq }) => seq === answer.reply_to?.seq);
    assert.equal(quoted?.text, 'line 11');
  });
});

describe('what changes often', () => {
  const rename = async (visitor: VirtualVisitor, name: string) => {
    await stage.db.updateVisitor({ ...visitor, profile: { name } });
    await stage.drive();
    await stage.advance(2_000);
  };

  it('22: is one edit of the card a minute', async () => {
    const visitor = await open();
    await says(visitor, 'Hello?');
    stage.simulator.control.clearCalls();
    for (let time = 0; time < 10; time += 1) await rename(visitor, `Robin ${String(time)}`);
    assert.equal(calls('editMessageText'), 1);
    await untilQuiet();
    assert.equal(calls('editMessageText'), 2);
    assert.match((await stage.shownTo(visitor))[0] ?? '', /^Robin 9 /);
  });

  it('22: is shown once when it has changed back and forth before there was room, and after what was said', async () => {
    const visitor = await open();
    const other = await stage.visitor();
    await says(visitor, 'Hello?');
    await mikaWrites(visitor, 'Yes?');
    for (let line = 0; line < 30; line += 1) await stage.post(line % 2 === 0 ? visitor : other, `line ${String(line)}`);
    stage.simulator.control.clearCalls();
    const { conversation } = await stage.db.startConversation(visitor);
    assert.ok(conversation !== null);
    const [agent] = await database.query('select id from support.agents limit 1');
    const by = { conversationId: conversation.id, agentId: String(agent?.['id']) };
    for (let time = 0; time < 4; time += 1) {
      await stage.db.closeConversation(by);
      await stage.db.reopenConversation(by);
    }
    await stage.db.closeConversation(by);
    const waiting = await database.query(
      `select kind from support.outbox where state = 'pending' and kind = 'conversation_state'`,
    );
    assert.equal(waiting.length, 1);
    await untilQuiet();
    const order = stage.simulator.control
      .calls()
      .filter(({ outcome }) => outcome.ok)
      .map(({ method }) => method.toLowerCase())
      .filter((method) => ['sendmessage', 'editmessagetext', 'closeforumtopic', 'reopenforumtopic'].includes(method));
    assert.deepEqual(
      order.filter((method) => method !== 'sendmessage'),
      ['editmessagetext', 'closeforumtopic'],
    );
    assert.deepEqual(order.slice(-2), ['editmessagetext', 'closeforumtopic']);
  });
});

describe('the tail of a burst', () => {
  /** A worker that goes on for 25 seconds after an answer, as in production, and a tick a minute. */
  const burstOf = async (followSeconds: number) => {
    await open({ followSeconds });
    const visitors = await Promise.all(Array.from({ length: 24 }, () => stage.visitor()));
    for (const visitor of visitors) await stage.post(visitor, 'Hello?');
    await untilQuiet();
    await stage.advance(60_000);
    for (const visitor of visitors) await stage.post(visitor, 'Anybody?');
    const startedAt = stage.now();
    await stage.drive();
    return { startedAt, waits: await stage.pending() };
  };

  it('21, 22: is sent by the worker that sent the rest, which holds nothing meanwhile', async () => {
    const alone = await burstOf(0);
    await stage.close();
    const followed = await burstOf(25);
    assert.ok(followed.waits < alone.waits, `${String(followed.waits)} instead of ${String(alone.waits)} wait`);
    assert.ok(stage.now() - followed.startedAt <= 25_000);
    await untilQuiet();
  });

  it('goes on at once with what had to wait for some seconds', async () => {
    let isFirst = true;
    const visitor = await open({
      followSeconds: 25,
      fateOf: (_method, params) => {
        if (!params.includes('Anybody') || !isFirst) return 'through';
        isFirst = false;
        return 'flood control';
      },
    });
    await says(visitor, 'Hello?');
    await stage.post(visitor, 'Anybody?');
    const startedAt = stage.now();
    await stage.drive();
    assert.equal((await stage.shownTo(visitor)).at(-1), 'Anybody?');
    assert.ok(stage.now() - startedAt < 10_000);
  });
});

describe('a delivery that takes long', () => {
  // No two neighbours go together, so each is an upload of its own.
  const names = ['a.pdf', 'b.mp3', 'c.pdf', 'd.mp3', 'e.pdf'];
  const isUpload = (method: string) => method === 'sendDocument' || method === 'sendAudio';
  const files = async (visitor: VirtualVisitor) => {
    const threadId = await stage.topicOf(visitor);
    return stage.simulator.control
      .messages({ chatId: stage.ids.forumId, ...(threadId === undefined ? {} : { threadId }) })
      .flatMap(({ message: { document, audio } }) => [document, audio].flatMap((file) => file?.file_name ?? []));
  };

  it('19: keeps its lease over slow uploads, so that nobody sends them again', async () => {
    let others = 0;
    const visitor = await open({
      meanwhile: async (method) => {
        if (!isUpload(method)) return;
        await stage.advance(45_000);
        others += (await stage.db.leaseOutbox({ limit: 10, leaseSeconds: 120 })).length;
      },
    });
    await says(visitor, 'Hello?');
    await stage.postFiles(visitor, names);
    await untilQuiet();
    assert.deepEqual(await files(visitor), names);
    assert.equal(others, 0, 'another worker got nothing');
  });

  it('19: stops before the next part when another worker has taken over, who goes on there', async () => {
    let isAway = false;
    const visitor = await open({
      meanwhile: async (method) => {
        if (!isUpload(method) || isAway) return;
        isAway = true;
        // Longer than the lease: the worker was frozen, and another one does the rest.
        await stage.advance(130_000);
        await stage.drive();
        await stage.advance(20_000);
      },
    });
    await says(visitor, 'Hello?');
    await stage.postFiles(visitor, names);
    await untilQuiet();
    const shown = await files(visitor);
    assert.deepEqual([...new Set(shown)].sort(), names);
    assert.ok(shown.length <= names.length + 1, `only what was under way may be there twice: ${shown.join(', ')}`);
  });
});
