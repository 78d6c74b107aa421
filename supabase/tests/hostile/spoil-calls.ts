import fc from 'fast-check';

import type { LocalDatabase } from '../../../packages/local/src/database/local-database.ts';
import { quoteLiteral } from '../../../packages/local/src/database/sql-quote.ts';
import { ARGUMENTS, CALLS } from './good-calls.ts';
import { hostileLiterals, NULL, spoil } from './hostile-values.ts';
import type { EntryPoint, Parameter } from './read-entry-points.ts';

/** A parameter's good value as text; `undefined`: left to its default; `null`: nobody knows a good one. */
type GoodArguments = ReadonlyMap<string, string | undefined | null>;

export interface SpoiledCall {
  readonly call: string;
  /** Whose rows nobody may touch or see with this call: those of the tenant that the caller is not from. */
  readonly otherOrganizationId: string | null;
}

/** The two tenants, and for each id of ours the one that is the same for them. */
export interface Tenants {
  readonly ours: string;
  readonly theirs: string;
  readonly counterparts: ReadonlyMap<string, string>;
}

/** Random combinations of several wrong values, on top of one wrong value at a time. */
const COMBINATIONS = 12;

export async function readGoodArguments(database: LocalDatabase, entryPoint: EntryPoint): Promise<GoodArguments> {
  const own = CALLS[entryPoint.name] ?? {};
  const wanted = entryPoint.parameters.map((parameter): [string, string | undefined] => [
    parameter.name,
    parameter.name in own ? own[parameter.name] : parameter.hasDefault ? undefined : ARGUMENTS[parameter.name],
  ]);
  const unknown = Object.keys(own).filter((name) =>
    entryPoint.parameters.every((parameter) => parameter.name !== name),
  );
  if (unknown.length > 0) throw new Error(`${entryPoint.name} has no parameter ${unknown.join(', ')}.`);
  const columns = wanted.map(([, expression], place) => `(${expression ?? 'null'})::text as v${place}`);
  const [row] = await database.query<Record<string, string | null>>(
    `select ${columns.length > 0 ? columns.join(', ') : '1'}`,
  );
  return new Map(
    wanted.map(([name, expression], place) => [
      name,
      expression === undefined ? undefined : (row?.[`v${place}`] ?? null),
    ]),
  );
}

export function writeGoodCall(entryPoint: EntryPoint, good: GoodArguments): string {
  return writeCall(entryPoint, good, new Map());
}

export function spoilCalls(entryPoint: EntryPoint, good: GoodArguments, tenants: Tenants): readonly SpoiledCall[] {
  const hostile = new Map(
    entryPoint.parameters.map((parameter) => [
      parameter.name,
      spoilParameter(parameter, good.get(parameter.name), tenants),
    ]),
  );
  const one = entryPoint.parameters.flatMap((parameter) =>
    (hostile.get(parameter.name) ?? []).map((literal): SpoiledCall => ({
      call: writeCall(entryPoint, good, new Map([[parameter.name, literal]])),
      otherOrganizationId: isForeign(literal, tenants) ? protectedTenant(entryPoint, good, parameter, tenants) : null,
    })),
  );
  const calls = entryPoint.parameters.map(
    ({ name }) => [name, fc.constantFrom(...(hostile.get(name) ?? [NULL]))] as const,
  );
  const several = fc
    .sample(fc.record(Object.fromEntries(calls)), { seed: 20_261_121, numRuns: calls.length > 1 ? COMBINATIONS : 0 })
    .map((literals): SpoiledCall => ({
      call: writeCall(entryPoint, good, new Map(Object.entries(literals))),
      otherOrganizationId: null,
    }));
  const none: SpoiledCall = {
    call: writeCall(entryPoint, good, new Map(entryPoint.parameters.map(({ name }) => [name, NULL]))),
    otherOrganizationId: null,
  };
  return [...one, ...several, none];
}

function spoilParameter({ type }: Parameter, good: string | undefined | null, tenants: Tenants): readonly string[] {
  const literals = [...hostileLiterals(type)];
  if (type === 'uuid') for (const pair of tenants.counterparts) literals.push(...pair.map(quoteLiteral));
  if (type === 'text') {
    for (const id of tenants.counterparts.values()) literals.push(quoteLiteral(id));
  }
  if (typeof good === 'string') {
    if (type === 'jsonb') {
      for (const wrong of spoil(JSON.parse(good))) literals.push(quoteLiteral(JSON.stringify(wrong)));
    }
    const theirs = good.replace(UUID, (id) => tenants.counterparts.get(id) ?? id);
    if (theirs !== good) literals.push(quoteLiteral(theirs));
  }
  return [...new Set(literals)];
}

function isForeign(literal: string, tenants: Tenants): boolean {
  return [...tenants.counterparts.values()].some((id) => literal.includes(id));
}

/**
 * Who acts is named by the actor, else the agent, else the session. If another argument is the other tenant's, it must be
 * as unknown as one that never was. If the one who acts is theirs, then everything else of the call is not their business.
 * The operator may do everything, and so may the server where nobody acts.
 */
function protectedTenant(
  { parameters }: EntryPoint,
  good: GoodArguments,
  spoiled: Parameter,
  { ours, theirs }: Tenants,
): string | null {
  const actor = ['p_actor', 'p_by_agent_id', 'p_agent_id', 'p_session_id'].find((name) =>
    parameters.some((parameter) => parameter.name === name && !parameter.hasDefault),
  );
  if (actor === undefined || good.get('p_actor')?.includes('"service"') === true) return null;
  return spoiled.name === actor ? ours : theirs;
}

function writeCall(
  { name, parameters }: EntryPoint,
  good: GoodArguments,
  literals: ReadonlyMap<string, string>,
): string {
  const written = parameters.flatMap((parameter) => {
    const value = good.get(parameter.name);
    const literal =
      literals.get(parameter.name) ??
      (value === undefined ? (parameter.hasDefault ? undefined : NULL) : value === null ? NULL : quoteLiteral(value));
    return literal === undefined ? [] : [`${parameter.name} => ${literal}::${parameter.type}`];
  });
  return `select public.${name}(${written.join(', ')})`;
}

export const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
