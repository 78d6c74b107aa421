/**
 * Many visitors and a team for a long time, with everything going wrong now and then: Telegram's own limits, flood control,
 * server errors, lost answers, updates that come twice or late, deleted topics, a group that becomes a supergroup, transfers
 * between departments, a bridge that dies at any call.
 *
 * What must hold in the end: every line of a visitor reached the team, every answer reached its visitor, each in the order it
 * was written; an answer once, and a line once, except that every answer of Telegram that got lost may show it once more.
 * Between two groups there is no order: what is under way in one is not waited for by the other.
 */
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { addGroup, type VirtualGroup } from './virtual-groups.ts';
import { VirtualStage, type CallFate, type VirtualVisitor } from './virtual-stage.ts';

export interface SoakOptions {
  readonly visitors: number;
  /** How long people write, on the stage's clock; then it goes on until nothing waits. */
  readonly minutes: number;
  /** Decides who writes when and what goes wrong where; how long calls take on this machine has a say, too. */
  readonly seed: number;
  /**
   * How many groups the team has. Default 1: a forum. The others answer for a department each; the last of several is a
   * basic group that claims, and becomes a supergroup half-way.
   */
  readonly groups?: number;
  /** Called about once for every simulated minute. */
  readonly onMinute?: (minute: number, pending: number) => void;
}

export interface SoakReport {
  readonly lines: number;
  readonly answers: number;
  /** Messages of Telegram that the lines took. */
  readonly messages: number;
  /** Lines that are in a group more often than once, each because an answer was lost. */
  readonly duplicates: number;
  /** How long a line took, in seconds, for half of them, for 95 of 100, and at most. */
  readonly lag: { readonly median: number; readonly p95: number; readonly slowest: number };
  readonly deletedTopics: number;
  readonly transfers: number;
  readonly restarts: number;
  /** How many calls met which fate; `limited` are Telegram's own 429. */
  readonly calls: Readonly<Record<string, number>>;
  /** States and cards that nobody had to send, as something newer was to be shown. */
  readonly superseded: number;
  /** The most that ever waited. */
  readonly mostWaiting: number;
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
  readonly written: { readonly text: string; readonly at: number }[];
  readonly answered: { readonly text: string; readonly chatId: number }[];
}

interface Soak {
  readonly stage: VirtualStage;
  readonly random: () => number;
  readonly options: SoakOptions;
  readonly people: Person[];
  readonly groups: readonly VirtualGroup[];
}

export async function runSoak(database: LocalDatabase, options: SoakOptions): Promise<SoakReport> {
  const random = createRandom(options.seed);
  const stage = await VirtualStage.create(database, {
    random,
    fateOf: createFates(random),
    diesAt: createDeaths(random),
  });
  const groups: VirtualGroup[] = [{ chatId: stage.ids.forumId, mode: 'topics', departmentId: undefined }];
  for (let index = 1; index < (options.groups ?? 1); index += 1) {
    const mode = index === (options.groups ?? 1) - 1 ? 'claims' : 'topics';
    groups.push(await addGroup(stage, mode, `Department ${String(index)}`));
  }
  const soak: Soak = { stage, random, options, people: [], groups };
  const { people } = soak;
  let deletedTopics = 0;
  let transfers = 0;
  let mostWaiting = 0;
  const steps = (options.minutes * 60) / STEP_SECONDS;
  for (let step = 0; step < steps; step += 1) {
    while (people.length < (options.visitors * (step + 1)) / steps && people.length < options.visitors) {
      const group = groups[people.length % groups.length];
      const scope = await stage.visitor(group?.departmentId);
      people.push({ scope, name: `v${String(people.length)}`, written: [], answered: [] });
    }
    for (const person of people) await act(soak, person);
    if (step % 12 === 11) deletedTopics += await deleteTopic(soak);
    if (step % 4 === 1) transfers += await transfer(soak);
    if (step % 30 === 29) stage.restart();
    if (step === Math.floor(steps / 2)) migrate(soak);
    if (random() < 0.02) stage.simulator.control.injectFault({ kind: 'duplicate delivery' });
    if (random() < 0.02) stage.simulator.control.injectFault({ kind: 'late delivery', seconds: 15 });
    await stage.drive();
    await stage.advance(STEP_SECONDS * 1_000);
    if (step % (60 / STEP_SECONDS) === 0) {
      const pending = await stage.pending();
      mostWaiting = Math.max(mostWaiting, pending);
      options.onMinute?.((step * STEP_SECONDS) / 60, pending);
    }
  }
  const secondsToDrain = await drain(stage);
  const report = await judge(soak);
  await stage.close();
  return { ...report, deletedTopics, transfers, mostWaiting, secondsToDrain };
}

/** A visitor says hello, comes back with a burst of lines now and then, goes to another page, and an agent answers. */
async function act({ stage, random, options }: Soak, person: Person): Promise<void> {
  // So many lines that the group's budget is used up again and again, and never for good.
  const perStep = (options.minutes * 3) / options.visitors / ((options.minutes * 60) / STEP_SECONDS);
  if (person.written.length === 0 || random() < perStep) {
    const burst = 1 + Math.floor(random() * random() * 6);
    for (let index = 0; index < burst; index += 1) {
      const text = `<${person.name} line ${String(person.written.length)}>`;
      person.written.push({ text, at: stage.now() });
      await stage.post(person.scope, text);
    }
  } else if (random() < perStep * 2) {
    const place = await stage.placeOf(person.scope);
    if (place === undefined || !isThere(stage, place)) return;
    const text = `<${person.name} answer ${String(person.answered.length)}>`;
    person.answered.push({ text, chatId: place.chatId });
    stage.simulator.control.people.send({ userId: stage.ids.mika, ...place, text });
  } else if (random() < perStep) {
    const profile = { name: `${person.name} is here for the ${String(Math.floor(random() * 9))}th time` };
    await stage.db.updateVisitor({ ...person.scope, profile });
  }
}

/** Dealt like cards, so that chance decides when something goes wrong and never whether. */
function createFates(random: () => number): () => CallFate {
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
  return () => {
    if (deck.length === 0)
      deck = [...troubles, ...new Array<CallFate>(CALLS_PER_DECK - troubles.length).fill('through')];
    const fate = deck[Math.floor(random() * deck.length)] ?? 'through';
    const place = deck.indexOf(fate);
    if (place !== -1) deck.splice(place, 1);
    return fate;
  };
}

/** Every few hundred calls of the database the bridge dies with whatever it is doing. */
function createDeaths(random: () => number): () => 'before' | 'after' | undefined {
  return () => (random() < 0.997 ? undefined : random() < 0.5 ? 'before' : 'after');
}

async function deleteTopic({ stage, people, random }: Soak): Promise<number> {
  const person = people[Math.floor(random() * people.length)];
  const place = person && (await stage.placeOf(person.scope));
  if (place === undefined || !isThere(stage, place)) return 0;
  stage.simulator.control.topics.delete({ userId: stage.ids.mika, ...place });
  return 1;
}

/** From one department's topics to another's. */
async function transfer({ stage, people, random, groups }: Soak): Promise<number> {
  const targets = groups.filter(({ mode, departmentId }) => mode === 'topics' && departmentId !== undefined);
  const person = people[Math.floor(random() * people.length)];
  const target = targets[Math.floor(random() * targets.length)];
  if (person === undefined || target === undefined) return 0;
  const place = await stage.placeOf(person.scope);
  if (place === undefined || place.chatId === target.chatId) return 0;
  const { conversation } = await stage.db.startConversation(person.scope);
  await stage.database.query(`select public.support_transfer_conversation($1, null, null, $2)`, [
    conversation?.id,
    target.departmentId,
  ]);
  return 1;
}

function migrate({ stage, groups }: Soak): void {
  for (const { chatId, mode } of groups) {
    if (mode === 'claims') stage.simulator.control.workspace.migrate({ chatId, by: stage.ids.mika });
  }
}

function isThere(stage: VirtualStage, place: { readonly chatId: number; readonly threadId: number }): boolean {
  const forum = stage.simulator.control.overview().groups.find(({ id }) => id === place.chatId);
  return forum?.topics.some(({ id, isClosed }) => id === place.threadId && !isClosed) ?? false;
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

type Verdict = Omit<SoakReport, 'deletedTopics' | 'transfers' | 'mostWaiting' | 'secondsToDrain'>;

async function judge({ stage, people }: Soak): Promise<Verdict> {
  const faults: string[] = [];
  const stillPending = await stage.pending();
  if (stillPending > 0) faults.push(`${String(stillPending)} deliveries or updates still wait`);
  const dead = await stage.database.query(`select kind, error from support.outbox where state = 'dead'`);
  const superseded = dead.filter(({ error }) => error === 'superseded').length;
  for (const { kind, error } of dead) {
    if (error !== 'unsent' && error !== 'superseded') faults.push(`given up: ${String(kind)}, ${String(error)}`);
  }

  const carriers = stage.taken.filter(({ text }) => !text.includes('Before\n'));
  const lags: number[] = [];
  let duplicates = 0;
  for (const person of people) {
    const shown = carriers.filter(({ text }) => text.includes(`<${person.name} line `));
    for (const { text: line, at } of person.written) {
      const copies = shown.filter(({ text }) => text.includes(line));
      const [first] = copies;
      const lost = copies.filter(({ isKnown }) => !isKnown).length;
      if (first === undefined) faults.push(`${line} was lost`);
      else lags.push((first.at - at) / 1_000);
      if (copies.length > 1) duplicates += 1;
      if (copies.length > 1 + lost)
        faults.push(`${line} is there ${String(copies.length)} times, ${String(lost)} lost answers`);
    }
    for (const chatId of new Set(shown.map((message) => message.chatId))) {
      const here = shown.filter((message) => message.chatId === chatId);
      const firsts = [...new Set(here.flatMap(({ text }) => text.match(/<[^>]+ line \d+>/g) ?? []))];
      const expected = person.written.filter(({ text }) => firsts.includes(text)).map(({ text }) => text);
      if (firsts.join() !== expected.join()) faults.push(`${person.name} is out of order: ${firsts.join(' ')}`);
    }
    const seen = await stage.seenBy(person.scope);
    if (
      seen.toSorted().join() !==
      person.answered
        .map(({ text }) => text)
        .toSorted()
        .join()
    )
      faults.push(`${person.name} sees ${seen.join(' ')} of ${String(person.answered.length)} answers`);
    for (const { chatId } of person.answered) {
      const given = person.answered.filter((answer) => answer.chatId === chatId).map(({ text }) => text);
      if (seen.filter((text) => given.includes(text)).join() !== given.join())
        faults.push(`${person.name} sees answers out of order: ${seen.join(' ')}`);
    }
  }
  lags.sort((one, other) => one - other);
  const lagOf = (share: number) => Math.round(lags[Math.ceil(lags.length * share) - 1] ?? 0);
  return {
    lines: people.reduce((sum, { written }) => sum + written.length, 0),
    answers: people.reduce((sum, { answered }) => sum + answered.length, 0),
    messages: carriers.filter(({ text }) => / line \d+>/.test(text)).length,
    duplicates,
    lag: { median: lagOf(0.5), p95: lagOf(0.95), slowest: lagOf(1) },
    restarts: stage.restarts,
    calls: Object.fromEntries(stage.calls),
    superseded,
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
