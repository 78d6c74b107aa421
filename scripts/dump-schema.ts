/**
 * `npm run schema:dump` rebuilds supabase/schema-snapshot from the migrations; `npm run schema:check` (`--check`) fails
 * when the snapshot is not what the migrations make, naming the files that differ.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTestDatabase } from '../packages/local/testing/test-database.ts';
import { conclude, ROOT } from './read-packages.ts';
import { readSchema } from './read-schema.ts';

const SNAPSHOT = join(ROOT, 'supabase/schema-snapshot');

const made = await readMadeSchema();
const kept = await readKeptSchema();
const different = [...new Set([...made.keys(), ...kept.keys()])]
  .filter((file) => made.get(file) !== kept.get(file))
  .sort();

if (process.argv.includes('--check')) {
  const problems = different.map((file) => `${file} ${describe(file)}. Run npm run schema:dump and commit the result.`);
  conclude('schema snapshot', problems, `${made.size} files agree with the migrations`);
} else {
  for (const file of different) {
    const text = made.get(file);
    const path = join(SNAPSHOT, file);
    await mkdir(dirname(path), { recursive: true });
    await (text === undefined ? rm(path) : writeFile(path, text));
    console.log(`${file} ${describe(file)}`);
  }
  console.log(`supabase/schema-snapshot: ${made.size} files, ${different.length} changed`);
}

async function readMadeSchema(): Promise<ReadonlyMap<string, string>> {
  const database = await createTestDatabase();
  try {
    return await readSchema(database);
  } finally {
    await database.close();
  }
}

async function readKeptSchema(): Promise<ReadonlyMap<string, string>> {
  await mkdir(SNAPSHOT, { recursive: true });
  const files = (await readdir(SNAPSHOT, { recursive: true })).filter((file) => file.endsWith('.sql'));
  return new Map(
    await Promise.all(
      files.map(async (file) => [file.replaceAll('\\', '/'), await readFile(join(SNAPSHOT, file), 'utf8')] as const),
    ),
  );
}

function describe(file: string): string {
  if (!kept.has(file)) return 'is new';
  return made.has(file) ? 'has changed' : 'is gone';
}
