import type { LocalDatabase } from '../../../packages/local/src/database/local-database.ts';
import type { Tenants } from './spoil-calls.ts';
import { UUID } from './spoil-calls.ts';

export interface TenantsWithIds extends Tenants {
  /** Every id in rows of one tenant, and in none of the other's. */
  idsOf(organizationId: string): ReadonlySet<string>;
}

/** Ours first, then what is the same on the other side. */
const COUNTERPARTS = `
  values
    (story.id('Harbor Goods'), story.id('Other Shop')),
    (story.id('Harbor widget'), story.id('Other widget')),
    (story.id('Orders'), story.id('Elsewhere')),
    (story.id('Mika'), story.id('Olga')),
    (story.id('Ana'), story.id('Olga')),
    (story.id('Robin'), story.id('Kim')),
    (story.id('Robin session'), story.id('Kim session')),
    (story.id('Robin before'), story.id('Kim before')),
    ((story.conversation('Robin')).id, (story.conversation('Kim')).id),
    (story.id('Robin says hello'), story.id('Kim says hello')),
    ((select id from support.attachments where path = 'Robin/1'), (select id from support.attachments where path = 'Kim/1')),
    ((select id from support.attachments where path = 'Robin/2'), (select id from support.attachments where path = 'Kim/2')),
    (
      (select id from support.canned_responses where organization_id = story.id('Harbor Goods') and shortcut = 'hello'),
      (select id from support.canned_responses where organization_id = story.id('Other Shop') and shortcut = 'hello')),
    (
      (select id from support.agent_invitations where organization_id = story.id('Harbor Goods') and email is null),
      (select id from support.agent_invitations where organization_id = story.id('Other Shop')))
`;

export async function readTenants(database: LocalDatabase): Promise<TenantsWithIds> {
  const pairs = await database.query<{ column1: string; column2: string }>(COUNTERPARTS);
  const [first] = pairs;
  if (first === undefined) throw new Error('There are no tenants.');
  const tables = await database.query<{ name: string }>(
    `select attrelid::regclass::text as name from pg_attribute join pg_class on pg_class.oid = attrelid
     where attname = 'organization_id' and relkind in ('r', 'p') and relnamespace = 'support'::regnamespace`,
  );
  const ids = new Map<string, ReadonlySet<string>>();
  for (const organizationId of [first.column1, first.column2]) {
    const rows = await database.query<{ line: string }>(
      tables
        .map(({ name }) => `select to_jsonb(t)::text as line from ${name} as t where organization_id = $1`)
        .join(' union all '),
      [organizationId],
    );
    ids.set(organizationId, new Set(rows.flatMap(({ line }) => line.match(UUID) ?? [])));
  }
  return {
    ours: first.column1,
    theirs: first.column2,
    counterparts: new Map(pairs.map(({ column1, column2 }) => [column1, column2])),
    idsOf: (organizationId) => ids.get(organizationId) ?? new Set(),
  };
}
