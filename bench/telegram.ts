/**
 * How long a visitor's line takes into the team's group when the group's budget is what limits it: 20 messages a minute
 * (Telegram's FAQ), shared by topics, cards and lines. Every visitor writes a line about every twelve seconds. The clock is the
 * simulator's, so the figures are what Telegram's limits and our scheduling make of it, whatever the machine.
 *
 * The budget's own share: n visitors that share 20 messages a minute get one every n/20 minutes, and a line waits half of
 * that on average, if all that has gathered goes out together. Without that the queue would grow for ever.
 */
import { createTestDatabase } from '../packages/local/testing/test-database.ts';
import { createRandom } from '../packages/server-edge/testing/telegram/soak.ts';
import { VirtualStage, type VirtualVisitor } from '../packages/server-edge/testing/telegram/virtual-stage.ts';
import { summarize } from './statistics.ts';

const LEVELS = [1, 5, 20, 60];
const SECONDS = 10 * 60;
const SECONDS_BETWEEN_LINES = 12;
const GROUP_PER_MINUTE = 20;

const database = await createTestDatabase();
try {
  console.log(
    'busy visitors | lines/min | messages/min (of 20) | lag: median, p95, slowest | budget’s own share | 429s',
  );
  for (const visitors of LEVELS) await measure(visitors);
} finally {
  await database.close();
}

async function measure(count: number): Promise<void> {
  const random = createRandom(count);
  const stage = await VirtualStage.create(database);
  const visitors: VirtualVisitor[] = [];
  for (let index = 0; index < count; index += 1) visitors.push(await stage.visitor());
  // Topics and cards are made first: arrivals are another question than conversations.
  for (const visitor of visitors) await stage.post(visitor, 'Hello?');
  await untilQuiet(stage);
  stage.taken.length = 0;

  const postedAt = new Map<string, number>();
  const startedAt = stage.now();
  for (let second = 0; second < SECONDS; second += 1) {
    for (const [index, visitor] of visitors.entries()) {
      if (random() * SECONDS_BETWEEN_LINES >= 1) continue;
      const text = `<${String(index)}-${String(second)}>`;
      postedAt.set(text, stage.now());
      await stage.post(visitor, text);
    }
    await stage.drive();
    await stage.advance(1_000);
  }
  const minutes = (stage.now() - startedAt) / 60_000;
  const messages = stage.taken.length;
  await untilQuiet(stage);

  const lags = stage.taken.flatMap(({ text, at }) =>
    (text.match(/<\d+-\d+>/g) ?? []).map((line) => (at - (postedAt.get(line) ?? Number.NaN)) / 1_000),
  );
  if (lags.length !== postedAt.size) throw new Error(`${String(postedAt.size - lags.length)} lines are missing`);
  const { median, p95, slowest } = summarize(lags);
  const seconds = (value: number) => `${value.toFixed(1)} s`;
  const share = Math.max(0, count / GROUP_PER_MINUTE - 60 / SECONDS_BETWEEN_LINES / GROUP_PER_MINUTE) * 30;
  console.log(
    [
      String(count).padStart(13),
      (postedAt.size / minutes).toFixed(1).padStart(9),
      (messages / minutes).toFixed(1).padStart(20),
      `${seconds(median)}, ${seconds(p95)}, ${seconds(slowest)}`.padStart(26),
      seconds(share).padStart(18),
      String(stage.calls.get('limited') ?? 0).padStart(4),
    ].join(' | '),
  );
  await stage.close();
}

async function untilQuiet(stage: VirtualStage): Promise<void> {
  do {
    await stage.drive();
    await stage.advance(1_000);
  } while ((await stage.pending()) > 0);
}
