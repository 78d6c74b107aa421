/** Runs every story of `database/` and shows the TAP lines that failed. See `open-test-database.ts` for where. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import type { LocalDatabase } from '../../packages/local/src/database/local-database.ts';
import { openTestDatabase } from './open-test-database.ts';
import { readStory } from './read-story.ts';
import { runStory } from './run-story.ts';

const DIRECTORY = fileURLToPath(new URL('database/', import.meta.url));

describe('the database', () => {
  let database: LocalDatabase;
  before(async () => {
    database = await openTestDatabase({ pgtap: true });
  });
  after(() => database.close());

  for (const file of readdirSync(DIRECTORY)
    .filter((name) => name.endsWith('.test.sql'))
    .sort()) {
    it(`holds the story of ${file}`, async (test) => {
      const { passed, failures } = await runStory(database, await readStory(join(DIRECTORY, file)));
      if (failures.length > 0) assert.fail(`\n${failures.join('\n')}\n`);
      test.diagnostic(`${passed} assertions`);
    });
  }
});
