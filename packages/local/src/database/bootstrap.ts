import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { LocalDatabase } from './local-database.ts';
import type { Logger } from './logger.ts';
import { quoteLiteral } from './sql-quote.ts';

/** In the order they must run. `schema` is what a script may only touch when this bootstrap made it. */
const SCRIPTS = [
  { file: '10-roles.sql', schema: undefined },
  { file: '20-extensions.sql', schema: undefined },
  { file: '30-auth.sql', schema: 'auth' },
  { file: '40-storage.sql', schema: 'storage' },
  { file: '50-vault.sql', schema: 'vault' },
  { file: '60-realtime.sql', schema: 'realtime' },
  { file: '70-migration-history.sql', schema: undefined },
] as const;

/** The start of the comment on every schema that this bootstrap made; a hash of its script follows. */
const MARK = 'Provided by the Support Chat local stack';
const DIRECTORY = new URL('../../sql/bootstrap/', import.meta.url);
/** Any number that nothing else takes; two processes must not bootstrap one database at once. */
const ADVISORY_LOCK = 7_305_808_861;

export type BootstrapOutcome = 'supabase' | 'applied' | 'unchanged';

/**
 * Gives a plain database what Supabase provides before the first migration: roles, `auth`, `storage`, `vault`,
 * `realtime` and the migration history.
 *
 * A database whose `realtime` schema somebody else made is a Supabase database already, and is not touched at all. In a
 * plain database, a schema of one of these names that somebody else made is left as it is, with a line in the log.
 */
export async function bootstrapDatabase(database: LocalDatabase, logger: Logger): Promise<BootstrapOutcome> {
  const scripts = await readScripts();
  const found = await readSchemas(database);
  const realtime = found.get('realtime');
  if (realtime !== undefined && !realtime.startsWith(MARK)) return 'supabase';

  // The comments on our schemas carry the hash of all scripts; roles and history have no schema of their own.
  const mark = `${MARK} (${hashOf(scripts.map(({ text }) => text))})`;
  const wanted = scripts.filter(({ schema }) => {
    const comment = schema === undefined ? undefined : found.get(schema);
    const foreign = comment !== undefined && !comment.startsWith(MARK);
    if (foreign) logger.warn(`Schema "${schema}" exists already and is left as it is.`, { schema });
    return !foreign;
  });
  if (realtime === mark) return 'unchanged';

  await database.execute(
    [
      `select pg_advisory_xact_lock(${ADVISORY_LOCK});`,
      ...wanted.map(({ text, schema }) =>
        schema === undefined ? text : `${text}\ncomment on schema ${schema} is ${quoteLiteral(mark)};`,
      ),
    ].join('\n'),
  );
  return 'applied';
}

/** The bootstrap as one text, for those who cache a database made with it. */
export async function readBootstrapText(): Promise<string> {
  return (await readScripts()).map(({ text }) => text).join('\n');
}

async function readScripts() {
  return Promise.all(
    SCRIPTS.map(async ({ file, schema }) => ({ schema, text: await readFile(new URL(file, DIRECTORY), 'utf8') })),
  );
}

async function readSchemas(database: LocalDatabase): Promise<ReadonlyMap<string, string>> {
  const rows = await database.query<{ name: string; comment: string }>(
    `select nspname as name, coalesce(obj_description(oid, 'pg_namespace'), '') as comment
     from pg_catalog.pg_namespace where nspname = any ($1::name[])`,
    [['auth', 'storage', 'vault', 'realtime']],
  );
  return new Map(rows.map(({ name, comment }) => [name, comment]));
}

function hashOf(texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 16);
}
