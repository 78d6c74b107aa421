/**
 * `npm run bench:db`: what a visitor's message and the last 50 messages cost when 10 thousand and when 10 million messages
 * are stored, and how long the batches of clean-up and erasure hold their locks. On a real PostgreSQL, which it starts and
 * throws away (or the server of `DATABASE_URL_TEST`, in databases of its own).
 *
 *   --messages 1000000   a smaller big database; 10 million take about 5 GB of disk and 5 minutes to fill
 *   --partition          then turns the big one's messages into partitions (docs/partitioning.md) and measures again
 *
 * It fails when buffers, the pages a call looks at, grow by more than the budget. Time depends on who else uses the
 * machine, so too much of it is a warning.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openTestDatabase } from '../supabase/tests/open-test-database.ts';
import type { TestDatabase } from '../supabase/tests/open-test-database.ts';
import { measureErasure, measureOutbox, measureRetention } from './database-batches.ts';
import { measureCalls } from './database-calls.ts';
import type { CallCost } from './database-calls.ts';
import { fillDatabase } from './database-fill.ts';
import { openServer } from './open-server.ts';

const SMALL = 10_000;
const BUDGET = 1.2;

const { values: options } = parseArgs({
  options: { messages: { type: 'string', default: '10000000' }, partition: { type: 'boolean', default: false } },
});
const big = Number(options.messages);
if (!Number.isSafeInteger(big) || big < SMALL) throw new Error(`--messages must be a number from ${SMALL}.`);

const server = await openServer({
  shared_buffers: '1GB',
  work_mem: '64MB',
  maintenance_work_mem: '1GB',
  max_wal_size: '16GB',
  checkpoint_timeout: '1h',
});
const undo: (() => Promise<void>)[] = [server.stop];
try {
  const small = await openFilled(SMALL);
  const large = await openFilled(big);
  const costs = await measureCalls([small, large]);
  compare(`${count(SMALL)} messages`, costs.get(small), `${count(big)} messages`, costs.get(large));

  const outbox = await measureOutbox(small);
  compare('no settled deliveries', outbox.before, '100,000 settled', outbox.after);
  console.log('\nlongest transaction, which is how long locks are held at most');
  const erased = await timed('a visitor with 10,000 messages is erased', () => measureErasure(large));
  console.log(`  erase a visitor with 10,000 messages   ${milliseconds(erased)}`);
  const ticks = await timed('1,500 old conversations of 20 messages are forgotten', () => measureRetention(large));
  console.log(`  a tick of ${ticks.length}, with retention          ${milliseconds(Math.max(...ticks))}`);

  if (options.partition) {
    for (const step of ['prepare-messages.sql', 'copy', 'partition-messages.sql', 'validate-messages.sql']) {
      await timed(`partitioning: ${step}`, () => partition(large, step));
    }
    const partitioned = (await measureCalls([large])).get(large);
    compare(`${count(big)} in one table`, costs.get(large), 'in partitions', partitioned, Number.POSITIVE_INFINITY);
  }
} finally {
  for (const step of undo.reverse()) await step();
}

async function openFilled(messages: number): Promise<TestDatabase> {
  // One connection per role: what is warm for one call is warm for the next.
  const database = await openTestDatabase({ serverUrl: server.url, poolSize: 1 });
  undo.push(() => database.close());
  await timed(`${count(messages)} messages are stored`, () => fillDatabase(database, messages));
  const [size] = await database.query<{ pretty: string }>(
    'select pg_size_pretty(pg_database_size(current_database())) as pretty',
  );
  console.log(`  in a database of ${size?.pretty ?? '?'}`);
  return database;
}

async function partition(database: TestDatabase, step: string): Promise<void> {
  if (step === 'copy') {
    await database.query('call support.copy_messages(20000)');
  } else {
    await database.execute(await readFile(new URL(`../supabase/partitioning/${step}`, import.meta.url), 'utf8'));
  }
}

/** Prints both sides and the ratio of each call they have in common. */
function compare(
  baseName: string,
  base: readonly CallCost[] = [],
  name: string,
  costs: readonly CallCost[] = [],
  budget = BUDGET,
): void {
  console.log(`\n${''.padEnd(34)}${baseName.padStart(24)}${name.padStart(24)}   ratio`);
  for (const { call, buffers, ms } of costs) {
    const before = base.find((cost) => cost.call === call);
    if (before === undefined) continue;
    const growth = buffers / before.buffers;
    const verdict = growth > budget ? ` ✗ budget ${budget}` : '';
    if (growth > budget) process.exitCode = 1;
    console.log(
      `${call.padEnd(26)} buffers${before.buffers.toFixed(0).padStart(24)}${buffers.toFixed(0).padStart(24)}   ${growth.toFixed(2)}${verdict}`,
    );
    const slowdown = ms / before.ms;
    const warning = slowdown > budget ? ` ! above ${budget}; time is noisy, run it again` : '';
    console.log(
      `${''.padEnd(26)} ms     ${before.ms.toFixed(2).padStart(24)}${ms.toFixed(2).padStart(24)}   ${slowdown.toFixed(2)}${warning}`,
    );
  }
}

async function timed<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
  const started = performance.now();
  const value = await work();
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${what}`);
  return value;
}

function count(messages: number): string {
  return messages.toLocaleString('en');
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(0).padStart(6)} ms`;
}
