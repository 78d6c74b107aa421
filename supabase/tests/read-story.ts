import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { splitStatements } from '../../packages/local/src/database/sql-statements.ts';

/**
 * The statements of a pgTAP file, without the `begin` and `rollback` around them: the caller brings its own transaction.
 * `\ir file` is replaced by that file, as psql and pg_prove do.
 */
export async function readStory(file: string): Promise<readonly string[]> {
  const statements = splitStatements(await readScript(file));
  const isFramed = /(?:^|\n)begin$/i.test(statements[0] ?? '') && /(?:^|\n)rollback$/i.test(statements.at(-1) ?? '');
  if (!isFramed)
    throw new Error(`${file} must begin with "begin;" and end with "rollback;", so that it leaves nothing behind.`);
  return statements.slice(1, -1);
}

async function readScript(file: string): Promise<string> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const read = await Promise.all(
    lines.map((line) => {
      const included = /^\\ir\s+(\S+)\s*$/.exec(line)?.[1];
      return included === undefined ? line : readScript(resolve(dirname(file), included));
    }),
  );
  return read.join('\n');
}
