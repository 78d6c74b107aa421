import type { LocalDatabase } from '../../../packages/local/src/database/local-database.ts';
import type { Browser, World } from './world.ts';

/** All tables with anything of the product in them, also those that a later migration adds. */
const TABLES = `
  select c.oid::regclass::text as name from pg_class as c
  where c.relkind in ('r', 'p') and not c.relispartition
    and c.relnamespace::regnamespace::text in ('support', 'realtime', 'storage', 'auth') order by 1`;

/**
 * Where anything is left of visitors who were erased: what they wrote, and every id, token hash and conversation of
 * theirs. A browser whose session is gone was erased, as nothing else removes sessions that soon.
 */
export async function findTraces(database: LocalDatabase, world: World): Promise<readonly string[]> {
  const rows = await database.query<{ id: string }>('select id from support.sessions where id = any ($1)', [
    world.browsers.map(({ sessionId }) => sessionId),
  ]);
  const alive = new Set(rows.map(({ id }) => id));
  const words = world.browsers.filter(({ sessionId }) => !alive.has(sessionId)).flatMap(wordsOf);
  if (words.length === 0) return [];
  const tables = await database.query<{ name: string }>(TABLES);
  const found = await database.query<{ table: string; word: string; line: string }>(
    tables
      .map(
        ({ name }) =>
          `select '${name}' as table, sought.word, t::text as line
           from ${name} as t cross join unnest($1::text[]) as sought (word) where strpos(lower(t::text), sought.word) > 0`,
      )
      .join(' union all '),
    [words],
  );
  return found.map(
    ({ table, word, line }) => `${table} still has "${word}" of an erased visitor: ${line.slice(0, 600)}`,
  );
}

function wordsOf({ marker, sessionId, visitorIds, tokens, messageIds }: Browser): readonly string[] {
  return [marker, sessionId, ...visitorIds, ...tokens, ...messageIds];
}
