import { createHash, randomUUID } from 'node:crypto';
import type { LocalDatabase } from '../packages/local/src/database/local-database.ts';
import { VISITORS } from './database-fill.ts';
import { summarize } from './statistics.ts';

export interface CallCost {
  readonly call: string;
  /** Pages looked at, wherever they were; median. */
  readonly buffers: number;
  /** On the server; median. */
  readonly ms: number;
}

export interface Sample {
  readonly buffers: number;
  readonly ms: number;
}

interface Call {
  readonly name: string;
  readonly expression: string;
  parameters(visitor: number): readonly unknown[];
}

/** Fewer than the 5 messages that a session may send in 10 s. */
const ROUNDS = 4;
const WARM_UP_VISITORS = 10;

const CALLS: readonly Call[] = [
  {
    name: 'a visitor posts',
    expression:
      'public.support_post_visitor_message(p_session_id => $1, p_visitor_id => $2, p_widget_id => $3, p_message_id => $4, p_text => $5)',
    parameters: (visitor) => [...session(visitor), randomUUID(), 'Where is my lamp?'],
  },
  {
    name: 'last 50, polled',
    expression: 'public.support_poll_changes($1, $2, $3, $4, 0)',
    parameters: (visitor) => [...session(visitor), idOf(`conversation ${visitor}`)],
  },
  {
    name: 'last 50, listed',
    expression: 'public.support_list_messages($1, $2, $3, $4)',
    parameters: (visitor) => [...session(visitor), idOf(`conversation ${visitor}`)],
  },
];

/** Calls take turns on the databases, so that what disturbs the machine disturbs all of them. */
export async function measureCalls<Database extends LocalDatabase>(
  databases: readonly Database[],
): Promise<ReadonlyMap<Database, readonly CallCost[]>> {
  const samples = new Map(databases.map((database) => [database, new Map<string, Sample[]>()]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let visitor = 1; visitor <= VISITORS; visitor += 1) {
      for (const call of CALLS) {
        for (const database of visitor % 2 === 0 ? databases : databases.toReversed()) {
          const sample = await explain(database, call.expression, call.parameters(visitor));
          if (round === 0 && visitor <= WARM_UP_VISITORS) continue;
          const known = samples.get(database)?.get(call.name) ?? [];
          samples.get(database)?.set(call.name, [...known, sample]);
        }
      }
    }
  }
  return new Map(
    databases.map((database) => [
      database,
      [...(samples.get(database) ?? [])].map(([call, taken]) => summarizeSamples(call, taken)),
    ]),
  );
}

export function summarizeSamples(call: string, samples: readonly Sample[]): CallCost {
  return {
    call,
    buffers: summarize(samples.map(({ buffers }) => buffers)).median,
    ms: summarize(samples.map(({ ms }) => ms)).median,
  };
}

interface Explained {
  readonly Plan: Readonly<Record<'Shared Hit Blocks' | 'Shared Read Blocks', number>>;
  readonly 'Execution Time': number;
}

/** Really makes the call. The buffers of a function's own statements and triggers count for the node that calls it. */
export async function explain(
  database: LocalDatabase,
  expression: string,
  parameters: readonly unknown[],
): Promise<Sample> {
  const [row] = await database.query<{ 'QUERY PLAN': readonly Explained[] }>(
    `explain (analyze, buffers, format json) select ${expression}`,
    parameters,
    { role: 'service_role' },
  );
  const explained = row?.['QUERY PLAN'][0];
  if (explained === undefined) throw new Error('explain gave no answer');
  return {
    buffers: explained.Plan['Shared Hit Blocks'] + explained.Plan['Shared Read Blocks'],
    ms: explained['Execution Time'],
  };
}

function session(visitor: number): readonly string[] {
  return [idOf(`session ${visitor}`), idOf(`visitor ${visitor}`), idOf('widget')];
}

export function idOf(name: string): string {
  const hex = createHash('md5').update(name).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
