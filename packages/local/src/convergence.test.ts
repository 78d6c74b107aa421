/**
 * A visitor, an agent on the web and an agent in Telegram, in one conversation, in any order, while networks break: when
 * all is quiet, all three see the same as the database, and nothing is lost or there twice.
 *
 * `CONVERGENCE_RUNS` (default 3) says how many stories are tried, `CONVERGENCE_SEED` repeats the one that failed.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import { agentView, readTruth, telegramText, visitorView } from '../testing/convergence/conversation-views.ts';
import { FAULTS } from '../testing/convergence/faulty-fetch.ts';
import { type Act, ThreePeople } from '../testing/convergence/three-people.ts';
import { connectAgent, type TestAgent } from '../testing/test-agent.ts';
import { startLocalStack, type LocalStack } from './local-stack.ts';

const RUNS = Number(process.env['CONVERGENCE_RUNS'] ?? 3);
const SEED = Number(process.env['CONVERGENCE_SEED'] ?? Date.now() % 2 ** 31);
const QUIET_MS = 20_000;

let stack: LocalStack;
let mika: TestAgent;

before(async () => {
  stack = await startLocalStack({ telegram: { kind: 'simulator', rateLimits: 'off' } });
  mika = await connectAgent(stack, 'mika');
});
after(() => stack.stop());

const which = fc.nat({ max: 2 });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      by: fc.constantFrom('visitor', 'web', 'telegram'),
      does: fc.constantFrom('say', 'say', 'edit', 'unsay'),
      which,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      by: fc.constant('web'),
      does: fc.constantFrom('note', 'claim', 'pass', 'resolve', 'reopen'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ by: fc.constant('telegram'), does: fc.constantFrom('close', 'reopen') }) },
  { weight: 1, arbitrary: fc.record({ by: fc.constant('visitor'), does: fc.constant('read') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      by: fc.constantFrom('network of the visitor', 'network of the web'),
      does: fc.constantFrom(...FAULTS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ by: fc.constant('Realtime'), does: fc.constantFrom('stop', 'return') }) },
);
/** With how long everybody waits before it, in milliseconds. */
const story = fc.array(fc.tuple(act, fc.constantFrom(0, 0, 0, 5, 30, 120)), { minLength: 4, maxLength: 24 });

let stories = 0;

it('all views of a conversation become the same', async (test) => {
  test.diagnostic(`CONVERGENCE_SEED=${SEED}`);
  await fc.assert(fc.asyncProperty(story, tell), { numRuns: RUNS, seed: SEED, endOnFailure: true });
});

async function tell(acts: readonly (readonly [Act, number])[]): Promise<void> {
  stories += 1;
  const people = new ThreePeople(stack, mika.accessToken, `story${stories}x`);
  try {
    const visitorId = await people.meet(until);
    for (const [next, pause] of acts) {
      await sleep(pause);
      people.perform(next);
    }
    await people.calmDown();
    await settled(() => compare(people, visitorId));
  } finally {
    stack.realtime.setRefusing(false);
    people.leave();
  }
}

async function compare({ visitor, web, accepted }: ThreePeople, visitorId: string): Promise<void> {
  const truth = await readTruth(stack, visitorId);
  assert.equal(truth.isBusy, false, 'Something is on its way to or from Telegram.');
  assert.equal(web.getSnapshot().outbox.waiting, 0);
  const { id, status, holder } = truth;
  if (web.getSnapshot().thread?.conversationId !== id) await web.openConversation(id);

  const { unread, ...seen } = visitorView(visitor);
  assert.deepEqual(seen, { id, status, holder, readSeq: 0, lines: truth.publicLines }, 'the visitor');
  assert.deepEqual(
    agentView(web),
    { id, status, holder, readSeq: truth.readSeq, lines: truth.lines },
    'the agent on the web',
  );
  assert.ok(unread <= truth.publicLines.filter(({ seq }) => (seq ?? 0) > truth.readSeq).length, 'unread');

  const ids = truth.lines.map((line) => line.id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(
    truth.lines.map(({ seq }) => seq),
    truth.lines.map((_, index) => index + 1),
    'without a gap',
  );
  const written = truth.lines.filter(({ isDeleted, isEdited }) => !isDeleted && !isEdited).map(({ text }) => text);
  const changed = truth.lines.filter(({ isDeleted, isEdited }) => isDeleted || isEdited).length;
  const lost = accepted.filter((text) => !written.includes(text));
  assert.ok(lost.length <= changed, `Lost: ${lost.join(' ')}`);

  const topic = await telegramText(stack, visitorId);
  const places = truth.brought.map((text) => [topic.indexOf(text), topic.lastIndexOf(text)] as const);
  assert.ok(
    places.every(([first, last]) => first >= 0 && first === last),
    `Once each in Telegram: ${truth.brought.join(' ')}\n${topic}`,
  );
}

/** Looks until it holds, or fails as it failed last. */
async function settled(look: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + QUIET_MS;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof assert.AssertionError) || Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

async function until<Value>(look: () => Value | Promise<Value>): Promise<NonNullable<Value>> {
  const deadline = Date.now() + QUIET_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`It did not happen: ${look.toString()}`);
    await sleep(20);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
