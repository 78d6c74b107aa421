import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { DatabaseError } from './db/database-caller.ts';
import { REFUSAL_SQLSTATES, toApiError } from './errors.ts';

const MIGRATIONS = new URL('../../../supabase/migrations/', import.meta.url);

describe('toApiError', () => {
  it('knows exactly the codes that the migrations raise', async () => {
    const raised = new Set<string>();
    for (const file of await readdir(MIGRATIONS)) {
      const sql = await readFile(new URL(file, MIGRATIONS), 'utf8');
      for (const [, sqlstate = ''] of sql.matchAll(/errcode\s*=\s*'(SC\d{3})'/g)) raised.add(sqlstate);
    }
    assert.deepEqual([...raised].sort(), [...REFUSAL_SQLSTATES].sort());
  });

  it('takes the seconds to wait from the detail, rounded up, and guesses without one', () => {
    const wait = (detail?: string) =>
      toApiError(new DatabaseError('x', { sqlstate: 'SC040', detail })).retryAfterSeconds;
    assert.deepEqual([wait('7'), wait('0.2'), wait('12.01'), wait('soon'), wait('-3'), wait()], [7, 1, 13, 2, 2, 2]);
  });

  it('keeps the words of the database for the log', () => {
    const cause = new DatabaseError('relation support.secrets does not exist', { sqlstate: '42P01' });
    const error = toApiError(cause);
    assert.deepEqual([error.code, error.status], ['internal_error', 500]);
    assert.equal(error.message.includes('secrets'), false);
    assert.equal(error.cause, cause);
  });
});
