import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSql } from './check-sql.ts';
import type { CodeBlock } from './read-code-blocks.ts';

const block = (code: string): CodeBlock => ({
  file: 'a.md',
  line: 1,
  language: 'sql',
  notes: new Map(),
  isCopyOfFile: false,
  code,
});

test('SQL runs on the migrated schema, leaves nothing for the next block, and names what does not exist', async () => {
  const insert = block(`create extension if not exists pg_cron;\nselect vault.create_secret('x', 'support_chat_url');`);
  const problems = await checkSql([insert, insert, block('select support.no_such_function()')]);
  assert.deepEqual(
    problems.map(({ text }) => text.includes('no_such_function')),
    [true],
    JSON.stringify(problems),
  );
});
