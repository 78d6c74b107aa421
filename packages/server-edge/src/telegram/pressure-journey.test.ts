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
/** Drives every simulated second until nothing waits, for ten minutes at most. */
const untilQuiet = async () => {
  for (let seconds = 0; seconds < 600; seconds += 1) {
    await stage.drive();
    if ((await stage.pending()) === 0) return;
    await stage.advance(1_000);
  }
  assert.fail('something still waits');
};
const says = async (visitor: VirtualVisitor, ...lines: readonly string[]) => {
  const ids: string[] = [];
  for (const line of lines) ids.push(await stage.post(visitor, line));
  await untilQuiet();
  return ids;
};
const lane = async () =>
  (await database.query(`select * from support.outbox_lanes where lane = 'telegram:${String(stage.ids.forumId)}'`))[0];

describe('a burst of lines', () => {
  const lines = Array.from({ length: 12 }, (_value, index) => `line ${String(index)}`);

  it('22: becomes one message that is still every one of its lines', async () => {
    const visitor = await open();
    await says(visitor, 'Hello?');
    const ids = await says(visitor, ...lines);
    assert.deepEqual((await stage.shownTo(visitor)).slice(1), ['Hello?', lines.join('\n')]);

    await stage.db.editVisitorMessage({ ...visitor, messageId: ids[5] ?? '', text: 'line five' });
    await untilQuiet();
    const edited = lines.with(5, 'line five');
    assert.equal((await stage.shownTo(visitor)).at(-1), edited.join('\n'));

    await stage.db.deleteVisitorMessage({ ...visitor, messageId: ids[11] ?? '' });
    await untilQuiet();
    assert.equal((await stage.shownTo(visitor)).at(-1), edited.with(11, '(taken back by the visitor)').join('\n'));

    const carrier = stage.taken.find(({ text }) => text.startsWith('line 0'));
    const threadId = await stage.topicOf(visitor);
    stage.simulator.control.people.send({
      userId: stage.ids.mika,
      chatId: stage.ids.forumId,
      ...(threadId === undefined ? {} : { threadId }),
      text: 'All twelve, yes',
      ...(carrier === undefined ? {} : { replyTo: carrier.messageId }),
    });
    await untilQuiet();
    assert.deepEqual(await stage.seenBy(visitor), ['All twelve, yes']);
  });

  it('22: is delivered as a whole, also when the answer to it gets lost', async () => {
    let isLost = false;
    const visitor = await open({
      fateOf: (_method, params) => {
        if (isLost || !params.includes('line 3')) return 'through';
        isLost = true;
        return 'lost';
      },
    });
    await says(visitor, 'Hello?');
    await says(visitor, ...lines);
    const shown = (await stage.shownTo(visitor)).slice(2);
    assert.deepEqual(
      shown,
      [lines.join('\n'), lines.join('\n')],
      'twice, once for the lost answer, and nothing is missing',
    );
    const { conversation } = await stage.db.startConversation(visitor);
    assert.equal(conversation?.delivered_seq, 13);
  });

  it('22: counts everything that is sent for it: the topic, the card, the line', async () => {
    const visitor = await open();
    stage.simulator.control.clearCalls();
    await says(visitor, 'Hello?');
    const taken = stage.simulator.control
      .calls()
      .filter(({ method, outcome }) => outcome.ok && /^(send|edit|create)/i.test(method) && !/action/i.test(method));
    assert.ok(taken.length >= 3);
    assert.equal((await lane())?.['sent_in_window'], taken.length);
  });
});

describe('a text in parts', () => {
  // As long as a visitor may write, which is two messages of Telegram.
  const text = '👍'.repeat(4_000);
  const parts = async (visitor: VirtualVisitor) => (await stage.shownTo(visitor)).slice(1);
  /** What happens to the second call that carries a part. */
  const secondPart = (fate: 'flood control' | 'crash') => {
    let calls = 0;
    return {
      fateOf: (_method: string, params: string) =>
        params.includes('👍') && (calls += 1) === 2 ? fate : ('through' as const),
      calls: () => calls,
    };
  };

  it('21, 30: goes on after the part that flood control stopped', async () => {
    const second = secondPart('flood control');
    const visitor = await open(second);
    await says(visitor, text);
    assert.equal((await parts(visitor)).join(''), text);
    assert.equal(second.calls(), 3, 'two parts, one of them refused once');
  });

  it('23, 51: goes on where a killed bridge has stopped, and doubles only the part nobody knows about', async () => {
    const visitor = await open(secondPart('crash'));
    await says(visitor, text);
    const [first = '', second = '', ...again] = await parts(visitor);
    assert.equal(first + second, text);
    assert.deepEqual(again, [second]);
    assert.equal(stage.restarts, 1);
  });
});

describe('many at once', () => {
  it('45: gives everybody one topic and one card, however many workers there are', async () => {
    await open();
    const visitors = await Promise.all(Array.from({ length: 6 }, () => stage.visitor()));
    for (const visitor of visitors) for (const text of ['one', 'two']) await stage.post(visitor, text);
    await Promise.all([stage.drive(), stage.drive(), stage.drive(), stage.drive()]);
    await untilQuiet();
    const forum = stage.simulator.control.overview().groups.find(({ id }) => id === stage.ids.forumId);
    assert.equal(forum?.topics.length, visitors.length);
    for (const visitor of visitors) {
      const [card = '', ...said] = await stage.shownTo(visitor);
      assert.match(card, /#\d+/);
      assert.equal(said.join('\n'), 'one\ntwo');
    }
  });

  for (const hours of [-1, 1]) {
    it(`51: does not care when the clock of a worker is ${String(hours)} h off`, async () => {
      let isFirst = true;
      const visitor = await open({
        skewMs: hours * 3_600_000,
        fateOf: (_method, params) => {
          if (!isFirst || !params.includes('two')) return 'through';
          isFirst = false;
          return 'flood control';
        },
      });
      const startedAt = stage.now();
      await says(visitor, 'one', 'two', 'three');
      assert.deepEqual((await stage.shownTo(visitor)).slice(1), ['one', 'two', 'three']);
      assert.ok((stage.taken.at(-1)?.at ?? 0) - startedAt >= 7_000, 'Telegram had asked for seven seconds of silence');
    });
  }
});

describe('a group the bot has lost', () => {
  const setBot = (status: 'kicked' | 'administrator' | 'member') =>
    stage.simulator.control.workspace.setMember({
      chatId: stage.ids.forumId,
      userId: stage.simulator.control.overview().bot.id,
      status,
      by: stage.ids.anonymousAdmin,
    });
  const alerts = () =>
    stage.taken.filter(({ chatId, text }) => chatId === stage.ids.mika && text.startsWith('I cannot write in'));

  for (const status of ['kicked', 'member'] as const) {
    it(`28: pauses when the bot is ${status === 'kicked' ? 'removed' : 'demoted'}, tells the owner once, and goes on by itself`, async () => {
      const visitor = await open();
      await database.query(
        `insert into support.agents (organization_id, telegram_user_id, name, role, dm_started)
         select id, $1, 'Mika', 'owner', true from support.organizations`,
        [stage.ids.mika],
      );
      await says(visitor, 'Hello?');
      setBot(status);
      await stage.drive();
      assert.match((await lane())?.['pause_reason'] as string, status === 'kicked' ? /kicked/ : /manage topics/);
      await stage.post(await stage.visitor(), 'Anybody?');
      await stage.post(visitor, 'Still there?');
      for (let minute = 0; minute < 4; minute += 1) {
        await stage.drive();
        await stage.advance(60_000);
      }
      assert.equal(alerts().length, 1);
      setBot('administrator');
      await stage.drive();
      assert.equal((await stage.shownTo(visitor)).at(-1), 'Still there?', 'without waiting for the next try');
      await untilQuiet();
      assert.deepEqual([(await lane())?.['paused_at'], alerts().length], [null, 1]);
    });
  }
});

describe('several groups', () => {
  it('brings a department’s visitors to its own group, and to no other', async () => {
    const visitor = await open();
    await database.execute(`
      insert into support.departments (id, organization_id, name, position)
      select '80000000-0000-4000-8000-000000000001', id, 'Returns', 1 from support.organizations;
      insert into support.telegram_chats (chat_id, organization_id, mode, department_id)
      select ${String(stage.ids.claimsGroupId)}, id, 'claims', '80000000-0000-4000-8000-000000000001' from support.organizations;
    `);
    await says(visitor, 'To everybody');
    const other = await stage.visitor();
    await stage.db.startConversation({ ...other, departmentId: '80000000-0000-4000-8000-000000000001' });
    await says(other, 'I want to return it');
    const inGroup = stage.taken.filter(({ chatId }) => chatId === stage.ids.claimsGroupId).map(({ text }) => text);
    assert.match(inGroup.at(-1) ?? '', /I want to return it$/);
    assert.equal(stage.taken.filter(({ chatId }) => chatId === stage.ids.forumId).length, 2, 'a card and a line');
    assert.deepEqual(await stage.shownTo(other), []);
  });
});
