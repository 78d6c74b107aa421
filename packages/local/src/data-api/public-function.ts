import type { LocalDatabase, Statement } from '../database/local-database.ts';
import { quoteIdentifier } from '../database/sql-quote.ts';
import type { Identity } from '../realtime/token-verifier.ts';
import type { Refusal } from './refusal.ts';

export interface FunctionQuestion {
  readonly schema: string;
  readonly name: string;
  /** Names of the arguments of this call. */
  readonly given: readonly string[];
}

export type FunctionChoice =
  | {
      readonly kind: 'found';
      readonly schema: string;
      readonly name: string;
      readonly returns: 'void' | 'set' | 'one';
      /** Name → type, of the given ones only: the others take their defaults. */
      readonly parameters: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'none'; readonly refusal: Omit<Refusal, 'code'> };

interface Candidate {
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly defaults: number;
  readonly is_set: boolean;
  readonly is_void: boolean;
}

const CANDIDATES = `
  select jsonb_build_object(
    'names', to_jsonb(coalesce(f.proargnames[1:f.pronargs], '{}')),
    'types', coalesce((
      select jsonb_agg(format_type(argument.type, null) order by argument.position)
      from unnest(f.proargtypes) with ordinality as argument (type, position)), '[]'),
    'defaults', f.pronargdefaults, 'is_set', f.proretset, 'is_void', f.prorettype = 'void'::regtype) as candidate
  from pg_proc as f join pg_namespace as n on n.oid = f.pronamespace
  where n.nspname = $1 and f.proname = $2 and f.prokind = 'f'`;

/** Chooses by the names of the arguments: all given ones must be known, and all without a default be given. */
export async function chooseFunction(database: LocalDatabase, question: FunctionQuestion): Promise<FunctionChoice> {
  const { schema, name, given } = question;
  const rows = await database.query<{ candidate: Candidate }>(CANDIDATES, [schema, name]);
  const candidates = rows.map(({ candidate }) => candidate);
  const found = candidates.find((candidate) => fits(candidate, given));
  if (found === undefined) return { kind: 'none', refusal: describeMissing(question, candidates) };
  const parameters = new Map(
    found.names.flatMap((parameter, index) =>
      given.includes(parameter) ? [[parameter, found.types[index] ?? 'text']] : [],
    ),
  );
  return { kind: 'found', schema, name, returns: found.is_void ? 'void' : found.is_set ? 'set' : 'one', parameters };
}

function fits({ names, defaults }: Candidate, given: readonly string[]): boolean {
  const required = names.slice(0, names.length - defaults);
  return given.every((name) => names.includes(name)) && required.every((name) => given.includes(name));
}

function describeMissing(
  { schema, name, given }: FunctionQuestion,
  candidates: readonly Candidate[],
): Omit<Refusal, 'code'> {
  const sorted = [...given].sort();
  const noun = sorted.length === 1 ? 'parameter' : 'parameters';
  const list = sorted.length === 0 ? 'without parameters' : `with ${noun} ${sorted.join(', ')}`;
  const call = sorted.length === 0 ? `${name} without parameters` : `${name}(${sorted.join(', ')})`;
  const [candidate] = candidates;
  return {
    message: `Could not find the function ${schema}.${call} in the schema cache`,
    details: `Searched for the function ${schema}.${name} ${list} or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache.`,
    // The real server compares with similarity; nothing is similar to an empty list.
    hint:
      candidate === undefined || candidate.names.length === 0
        ? null
        : `Perhaps you meant to call the function ${schema}.${name}(${[...candidate.names].sort().join(', ')})`,
  };
}

/** Becomes the caller and calls, in one transaction; the last statement answers `body` as JSON text, and `count`. */
export function callStatements(
  choice: Extract<FunctionChoice, { kind: 'found' }>,
  args: Readonly<Record<string, unknown>>,
  caller: Identity,
  headers: Headers,
): readonly Statement[] {
  const { role, claims } = caller;
  const become = {
    text: `select set_config('role', $1, true), set_config('request.jwt.claims', $2, true), set_config('request.headers', $3, true)`,
    parameters: [role, JSON.stringify(claims), JSON.stringify(Object.fromEntries(headers))],
  };
  const names = [...choice.parameters.keys()].map(quoteIdentifier);
  const types = [...choice.parameters].map(([name, type]) => `${quoteIdentifier(name)} ${type}`);
  const source = `${quoteIdentifier(choice.schema)}.${quoteIdentifier(choice.name)}`;
  const call = `${source}(${names.map((name) => `${name} => given.${name}`).join(', ')})`;
  const from = names.length === 0 ? '' : `from json_to_record($1::json) as given (${types.join(', ')})`;
  const parameters = names.length === 0 ? [] : [JSON.stringify(args)];
  return [become, { text: resultOf(choice.returns, call, from), parameters }];
}

function resultOf(returns: 'void' | 'set' | 'one', call: string, from: string): string {
  if (returns === 'void') return `select ${call} ${from}`;
  if (returns === 'one') return `select to_json(${call})::text as body, 1 as count ${from}`;
  const rows = from === '' ? `from ${call} as result` : `${from}, lateral ${call} as result`;
  return `select coalesce(json_agg(result), '[]')::text as body, count(*) as count ${rows}`;
}
