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

  it('tells limits, versions and parameters, and no other detail', () => {
    const details = (sqlstate: string, detail?: string) =>
      toApiError(new DatabaseError('x', { sqlstate, detail })).details;
    assert.deepEqual(details('SC005', '3'), { limit: 3 });
    assert.deepEqual(details('SC061', '10485760'), { limit: 10_485_760 });
    assert.deepEqual(details('SC004', '7'), { version: 7 });
    assert.deepEqual(details('SC090', 'branding.accent'), { parameter: 'branding.accent' });
    assert.deepEqual(details('SC090', 'p_profile.email'), { parameter: 'profile.email' });
    assert.equal(details('SC090'), undefined);
    assert.equal(details('SC031', 'Key (id)=(1) already exists.'), undefined);
    assert.equal(details('23505', 'Key (id)=(1) already exists.'), undefined);
  });

  it('keeps the words of the database for the log', () => {
    const cause = new DatabaseError('relation support.secrets does not exist', { sqlstate: '42P01' });
    const error = toApiError(cause);
    assert.deepEqual([error.code, error.status], ['internal_error', 500]);
    assert.equal(error.message.includes('secrets'), false);
    assert.equal(error.cause, cause);
  });
});
