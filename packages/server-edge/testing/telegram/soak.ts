/**
 * Many visitors and a team for a long time, with everything going wrong now and then: Telegram's own limits, flood control,
 * server errors, lost answers, updates delivered twice, deleted topics, a bridge that dies in the middle of a delivery.
 *
 * What must hold in the end: every line of a visitor reached the team, every answer reached its visitor, each in the order it
 * was written; an answer once, and a line once, except that every answer of Telegram that got lost may show it once more.
 */
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { VirtualStage, type CallFate, type VirtualVisitor } from './virtual-stage.ts';

export interface SoakOptions {
  readonly visitors: number;
  /** How long people write, on the stage's clock; then it goes on until nothing waits. */
  readonly minutes: number;
  /** Decides who writes when and what goes wrong where; how long calls take on this machine has a say, too. */
  readonly seed: number;
  /** Called about once for every simulated minute. */
  readonly onMinute?: (minute: number, pending: number) => void;
}

export interface SoakReport {
  readonly lines: number;
  readonly answers: number;
  /** Messages of Telegram that the lines took. */
  readonly messages: number;
  /** Lines that are in the team's group more often than once, each because an answer was lost. */
  readonly duplicates: number;
  readonly deletedTopics: number;
  readonly restarts: number;
  /** How many calls met which fate; `limited` are Telegram's own 429. */
  readonly calls: Readonly<Record<string, number>>;
  /** From the last line until nothing waited, in simulated seconds. */
  readonly secondsToDrain: number;
  /** What should not have happened. Empty: the soak has passed. */
  readonly faults: readonly string[];
}

const STEP_SECONDS = 10;
const CALLS_PER_DECK = 120;
const MAX_DRAIN_MINUTES = 120;

interface Person {
  readonly scope: VirtualVisitor;
  readonly name: string;
  readonly written: string[];
  readonly answered: string[];
}

export async function runSoak(database: LocalDatabase, options: SoakOptions): Promise<SoakReport> {
  const random = createRandom(options.seed);
  const stage = await VirtualStage.create(database, { random, fateOf: createFates(random) });
  const people: Person[] = [];
  let deletedTopics = 0;
  const steps = (options.minutes * 60) / STEP_SECONDS;
  for (let step = 0; step < steps; step += 1) {
    while (people.length < (options.visitors * (step + 1)) / steps && people.length < options.visitors) {
      people.push({ scope: await stage.visitor(), name: `v${String(people.length)}`, written: [], answered: [] });
    }
    for (const person of people) await act(stage, person, random, options);
    if (step % 12 === 11) deletedTopics += await deleteTopic(stage, people, random);
    if (step % 30 === 29) stage.restart();
    if (random() < 0.02) stage.simulator.control.injectFault({ kind: 'duplicate delivery' });
    await stage.drive();
    await stage.advance(STEP_SECONDS * 1_000);
    if (step % (60 / STEP_SECONDS) === 0 && options.onMinute !== undefined) {
      options.onMinute((step * STEP_SECONDS) / 60, await stage.pending());
    }
  }
  const secondsToDrain = await drain(stage);
  const report = await judge(stage, people);
  await stage.close();
  return { ...report, deletedTopics, secondsToDrain };
}

/** A visitor says hello, comes back with a burst of lines now and then, and an agent answers. */
async function act(stage: VirtualStage, person: Person, random: () => number, options: SoakOptions): Promise<void> {
  // So many lines that the group's budget is used up again and again, and never for good.
  const perStep = (options.minutes * 3) / options.visitors / ((options.minutes * 60) / STEP_SECONDS);
  if (person.written.length === 0 || random() < perStep) {
    const burst = 1 + Math.floor(random() * random() * 6);
    for (let index = 0; index < burst; index += 1) {
      const text = `<${person.name} line ${String(person.written.length)}>`;
      person.written.push(text);
      await stage.post(person.scope, text);
    }
  } else if (random() < perStep * 2) {
    const threadId = await stage.topicOf(person.scope);
    if (threadId === undefined || !isThere(stage, threadId)) return;
    const text = `<${person.name} answer ${String(person.answered.length)}>`;
    person.answered.push(text);
    stage.simulator.control.people.send({ userId: stage.ids.mika, chatId: stage.ids.forumId, threadId, text });
  }
}

/** Dealt like cards, so that chance decides when something goes wrong and never whether. */
function createFates(random: () => number): (method: string) => CallFate {
  const troubles: readonly CallFate[] = [
    'flood control',
    'flood control',
    'server error',
    'server error',
    'vanished',
    'vanished',
    'lost',
    'lost',
    'crash',
  ];
  let deck: CallFate[] = [];
  return (method) => {
    if (deck.length === 0)
      deck = [...troubles, ...new Array<CallFate>(CALLS_PER_DECK - troubles.length).fill('through')];
    // Only what shows a message can show it twice.
    const choice = deck.filter((fate) => method === 'sendMessage' || (fate !== 'lost' && fate !== 'crash'));
    const fate = choice[Math.floor(random() * choice.length)] ?? 'through';
    const place = deck.indexOf(fate);
    if (place !== -1) deck.splice(place, 1);
    return fate;
  };
}

async function deleteTopic(stage: VirtualStage, people: readonly Person[], random: () => number): Promise<number> {
  const person = people[Math.floor(random() * people.length)];
  const threadId = person && (await stage.topicOf(person.scope));
  if (threadId === undefined || !isThere(stage, threadId)) return 0;
  stage.simulator.control.topics.delete({ userId: stage.ids.mika, chatId: stage.ids.forumId, threadId });
  return 1;
}

function isThere(stage: VirtualStage, threadId: number): boolean {
  const forum = stage.simulator.control.overview().groups.find(({ id }) => id === stage.ids.forumId);
  return forum?.topics.some(({ id, isClosed }) => id === threadId && !isClosed) ?? false;
}

async function drain(stage: VirtualStage): Promise<number> {
  let seconds = 0;
  while ((await stage.pending()) > 0 && seconds < MAX_DRAIN_MINUTES * 60) {
    await stage.drive();
    await stage.advance(STEP_SECONDS * 1_000);
    seconds += STEP_SECONDS;
  }
  return seconds;
}

async function judge(
  stage: VirtualStage,
  people: readonly Person[],
): Promise<Omit<SoakReport, 'deletedTopics' | 'secondsToDrain'>> {
  const faults: string[] = [];
  const stillPending = await stage.pending();
  if (stillPending > 0) faults.push(`${String(stillPending)} deliveries or updates still wait`);
  const dead = await stage.database.query(
    `select kind, error from support.outbox where state = 'dead' and error <> 'unsent'`,
  );
  faults.push(...dead.map((row) => `given up: ${String(row['kind'])}, ${String(row['error'])}`));

  const carriers = stage.taken
    .filter(({ text }) => !text.startsWith('Before\n'))
    .sort((a, b) => a.messageId - b.messageId);
  let duplicates = 0;
  for (const person of people) {
    const shown = carriers.filter(({ text }) => text.includes(`<${person.name} line `));
    for (const line of person.written) {
      const copies = shown.filter(({ text }) => text.includes(line));
      const lost = copies.filter(({ isKnown }) => !isKnown).length;
      if (copies.length === 0) faults.push(`${line} was lost`);
      if (copies.length > 1) duplicates += 1;
      if (copies.length > 1 + lost)
        faults.push(`${line} is there ${String(copies.length)} times, ${String(lost)} lost answers`);
    }
    const firsts = [...new Set(shown.flatMap(({ text }) => text.match(/<[^>]+ line \d+>/g) ?? []))];
    if (firsts.join() !== person.written.join()) faults.push(`${person.name} is out of order: ${firsts.join(' ')}`);
    const seen = await stage.seenBy(person.scope);
    if (seen.join() !== person.answered.join()) {
      faults.push(`${person.name} sees ${seen.join(' ')} instead of ${person.answered.join(' ')}`);
    }
  }
  return {
    lines: people.reduce((sum, { written }) => sum + written.length, 0),
    answers: people.reduce((sum, { answered }) => sum + answered.length, 0),
    messages: carriers.filter(({ text }) => / line \d+>/.test(text)).length,
    duplicates,
    restarts: stage.restarts,
    calls: Object.fromEntries(stage.calls),
    faults,
  };
}

/** Mulberry32: small, quick, and the same everywhere. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
