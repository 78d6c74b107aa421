import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { createTestDatabase } from '../../testing/test-database.ts';
import type { LocalDatabase } from '../database/local-database.ts';
import { LocalDatabaseError } from '../database/local-database.ts';
import { AuthorizationUnavailableError, ChannelAuthorizer } from './channel-authorizer.ts';
import type { AuthorizationQuestion } from './channel-authorizer.ts';

describe('asking the policies', () => {
  let database: LocalDatabase;
  let authorizer: ChannelAuthorizer;
  before(async () => {
    database = await createTestDatabase({ migrations: false });
    authorizer = new ChannelAuthorizer(database);
    await database.execute(`
      create policy receive on realtime.messages for select to authenticated
        using (extension = 'broadcast' and realtime.topic() = 'chat:' || (auth.jwt() ->> 'session_id'));
      create policy send on realtime.messages for insert to authenticated
        with check (extension = 'broadcast' and current_setting('request.headers', true)::jsonb ->> 'x-may-send' = 'yes');
      create policy own_user on realtime.messages for select to anon using (auth.uid() is not null);
    `);
  });
  after(() => database.close());

  const question = (
    changes: { topic?: string; role?: string; headers?: Record<string, string>; claims?: object } = {},
  ): AuthorizationQuestion => {
    const role = changes.role ?? 'authenticated';
    return {
      topic: changes.topic ?? 'chat:s1',
      headers: changes.headers ?? {},
      identity: { role, claims: { role, session_id: 's1', ...changes.claims }, expiresAt: undefined },
    };
  };
  const read = async (asked: AuthorizationQuestion) => [
    ...(await authorizer.mayRead(asked, ['broadcast', 'presence'])),
  ];

  it('answers for each extension by itself', async () => {
    assert.deepEqual(await read(question()), ['broadcast']);
  });

  it('is bound to the topic and the claims', async () => {
    assert.deepEqual(await read(question({ topic: 'chat:s2' })), []);
    assert.deepEqual(await read(question({ claims: { session_id: 's2' } })), []);
  });

  it('takes a role that does not exist, and a policy that fails, for a refusal', async () => {
    assert.deepEqual(await read(question({ role: 'does_not_exist' })), []);
    assert.deepEqual(await read(question({ role: 'anon', claims: { sub: 'not a uuid' } })), []);
    assert.deepEqual(await read(question({ role: 'anon', claims: { sub: 'f3b1c2d4-0000-4000-8000-000000000001' } })), [
      'broadcast',
      'presence',
    ]);
  });

  it('lets policies read the headers', async () => {
    assert.equal(await authorizer.mayWrite(question({ headers: { 'x-may-send': 'yes' } }), 'broadcast'), true);
    assert.equal(await authorizer.mayWrite(question(), 'broadcast'), false);
    assert.equal(await authorizer.mayWrite(question({ headers: { 'x-may-send': 'yes' } }), 'presence'), false);
  });

  it('leaves no row and no notification behind', async () => {
    const heard: string[] = [];
    const stop = await database.listen('realtime_messages', (id) => heard.push(id));
    await read(question());
    await authorizer.mayWrite(question({ headers: { 'x-may-send': 'yes' } }), 'broadcast');
    assert.deepEqual(await database.query('select count(*)::int from realtime.messages'), [{ count: 0 }]);
    await stop();
    assert.deepEqual(heard, []);
  });

  it('does not call a database that is away a refusal', async () => {
    const away = {
      batch: () => Promise.reject(new LocalDatabaseError('gone', { sqlstate: '08006' })),
    } as unknown as LocalDatabase;
    await assert.rejects(new ChannelAuthorizer(away).mayRead(question(), ['broadcast']), AuthorizationUnavailableError);
  });
});
