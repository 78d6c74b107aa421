import { findPostgres, listPlaces } from '../supabase/tests/engines/find-postgres.ts';
import { findPostgresUser } from '../supabase/tests/engines/postgres-user.ts';
import { startPostgres } from '../supabase/tests/engines/start-postgres.ts';

/** A real PostgreSQL for a benchmark: that of `DATABASE_URL_TEST`, or one of its own, which `stop` throws away. */
export async function openServer(
  settings: Readonly<Record<string, string>>,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const given = process.env['DATABASE_URL_TEST'] ?? '';
  if (given !== '') return { url: given, stop: async () => {} };
  const user = await findPostgresUser();
  const { found, unusable } = await findPostgres(await listPlaces(process.env), user);
  const [newest] = found;
  if (newest === undefined) {
    const reasons = unusable.map(({ binDirectory, reason }) => `${binDirectory} ${reason}`).join('; ');
    throw new Error(`This needs a PostgreSQL: npm install, or set DATABASE_URL_TEST. Looked at: ${reasons}`);
  }
  console.log(`PostgreSQL ${newest.version}`);
  return startPostgres(newest, user, { settings });
}
