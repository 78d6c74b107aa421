/**
 * What the pages of an agent's inbox cost, with each filter and with searches, when an organization has had 10 thousand
 * conversations and when it has had a million. On a real PostgreSQL, which it starts and throws away (or the server of
 * `DATABASE_URL_TEST`, in databases of its own). Time depends on who else uses the machine, so it is only printed.
 */
import { openTestDatabase } from '../supabase/tests/open-test-database.ts';
import type { TestDatabase } from '../supabase/tests/open-test-database.ts';
import { type CallCost, explain, idOf, summarizeSamples } from './database-calls.ts';
import { fillInbox } from './inbox-fill.ts';
import { openServer } from './open-server.ts';

/** What the big number has to be more than. */
export const SMALL = 10_000;
/** The way down an index is one page longer in a table a hundred times as large, and a page of the list goes down many. */
const BUDGET = 1.5;
const ROUNDS = 9;

interface Page {
  readonly name: string;
  readonly filter: object;
  /** Of the page before; false: the first page. */
  readonly isSecond?: boolean;
}

const PAGES: readonly Page[] = [
  { name: 'mine', filter: { scope: 'mine' } },
  { name: 'the queue', filter: { scope: 'queued' } },
  { name: 'the queue, second page', filter: { scope: 'queued' }, isSecond: true },
  { name: 'all', filter: {} },
  { name: 'all, second page', filter: {}, isSecond: true },
  { name: 'all, closed', filter: { status: ['closed'] } },
  { name: 'all, resolved (1 of 100)', filter: { status: ['resolved'] } },
  { name: 'all, open', filter: { status: ['queued', 'active'] } },
  { name: 'mine, closed', filter: { scope: 'mine', status: ['closed'] } },
  { name: 'a department', filter: { department_id: idOf('department 1') } },
  { name: 'a department of few', filter: { department_id: idOf('department 4') } },
  { name: 'a tag that 1 of 5 has', filter: { tag: 'order' } },
  { name: 'a tag of few', filter: { tag: 'refund' } },
  { name: 'urgent (1 of 100)', filter: { priority: 'urgent' } },
  { name: 'snoozed', filter: { is_snoozed: true } },
  { name: 'search: a number', filter: { search: '#9000' } },
  { name: 'search: an address', filter: { search: 'guest9000@example.com' } },
  { name: 'search: a name of few', filter: { search: 'robin' } },
  { name: 'search: a name, 1 of 100', filter: { search: 'ana' } },
  { name: 'search: a name nobody has', filter: { search: 'zephyrine' } },
  { name: 'search: words of a subject', filter: { search: 'broken lantern' } },
  { name: 'search: a subject, 1 of 10', filter: { search: 'parcel' } },
  { name: 'search: what all begin with', filter: { search: 'guest' } },
  { name: 'search: two words, 1 of 100', filter: { search: 'ana number' } },
  { name: 'search: 1 of 10, second page', filter: { search: 'parcel' }, isSecond: true },
  { name: 'search among mine', filter: { scope: 'mine', search: 'robin' } },
];

/**
 * Measures with the small and with a big number of conversations (a million take about 3 GB of disk and 5 minutes to
 * fill). Fails when buffers, the pages of the database that a call looks at, grow by more than the budget.
 */
export async function benchInboxPages(big: number): Promise<void> {
  const server = await openServer({
    shared_buffers: '512MB',
    work_mem: '64MB',
    maintenance_work_mem: '256MB',
    max_wal_size: '8GB',
    checkpoint_timeout: '1h',
    fsync: 'off',
    // As in life: what is not known to be on disk is not known to be visible to all, and an index alone would not do.
    synchronous_commit: 'on',
  });
  const undo: (() => Promise<void>)[] = [server.stop];
  const open = async (conversations: number): Promise<TestDatabase> => {
    const database = await openTestDatabase({ serverUrl: server.url, poolSize: 1 });
    undo.push(() => database.close());
    await fill(database, conversations);
    return database;
  };
  try {
    const small = await open(SMALL);
    const large = await open(big);
    const columns = [`${count(SMALL)}`, `${count(big)}`].map((name) => `${name} conversations`.padStart(26));
    console.log(`\n${'buffers (ms)'.padEnd(30)}${columns.join('')}   ratio`);
    for (const page of PAGES) print(await measure(small, page), await measure(large, page));
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

async function fill(database: TestDatabase, conversations: number): Promise<void> {
  const started = performance.now();
  await fillInbox(database, conversations);
  const [size] = await database.query<{ pretty: string }>(
    'select pg_size_pretty(pg_database_size(current_database())) as pretty',
  );
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  console.log(`${seconds.padStart(6)} s  ${count(conversations)} conversations are stored, in ${size?.pretty ?? '?'}`);
}

async function measure(database: TestDatabase, { name, filter, isSecond = false }: Page): Promise<CallCost> {
  const parameters = [idOf('agent 1'), JSON.stringify(filter)];
  const [first] = await database.query<{ page: { next_cursor: string | null } }>(
    'select public.support_list_conversations($1, $2) as page',
    parameters,
  );
  const cursor = isSecond ? (first?.page.next_cursor ?? null) : null;
  const samples = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    samples.push(await explain(database, 'public.support_list_conversations($1, $2, $3)', [...parameters, cursor]));
  }
  return summarizeSamples(name, samples.slice(1));
}

function print(before: CallCost, after: CallCost): void {
  const growth = after.buffers / before.buffers;
  const isOver = growth > BUDGET;
  if (isOver) process.exitCode = 1;
  const columns = [before, after].map(({ buffers, ms }) => `${count(buffers)} (${ms.toFixed(1)})`.padStart(26));
  const verdict = isOver ? ` ✗ budget ${BUDGET}` : '';
  console.log(`${before.call.padEnd(30)}${columns.join('')}   ${growth.toFixed(2)}${verdict}`);
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
