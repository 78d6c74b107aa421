import { readFile } from 'node:fs/promises';

/** The SQLSTATEs that docs/errors.md lists: what a function of the database may refuse a call with. */
export async function readDocumentedStates(): Promise<ReadonlySet<string>> {
  const text = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  const states = [...text.matchAll(/^\|.*\|\s*(SC\d{3})\s*\|/gm)].map(([, state = '']) => state);
  if (states.length === 0) throw new Error('docs/errors.md lists no SQLSTATE any more.');
  return new Set(states);
}
