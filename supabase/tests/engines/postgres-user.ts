import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Whom a PostgreSQL process belongs to, in the terms of `child_process`; empty: whoever runs the tests. */
export type PostgresUser = { readonly uid: number; readonly gid: number } | Readonly<Record<string, never>>;

/**
 * PostgreSQL refuses to run as root, which containers and CI machines often are. There its processes belong to `nobody`,
 * an account every Unix has and that owns nothing; no account is created.
 */
export async function findPostgresUser(currentUid = process.getuid?.()): Promise<PostgresUser> {
  if (currentUid !== 0) return {};
  const [uid, gid] = await Promise.all([readId('-u'), readId('-g')]);
  return { uid, gid };
}

async function readId(flag: '-u' | '-g'): Promise<number> {
  const { stdout } = await promisify(execFile)('id', [flag, 'nobody']);
  return Number(stdout.trim());
}
