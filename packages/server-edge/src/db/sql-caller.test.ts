import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { describeDatabaseCaller } from './database-caller-contract.ts';
import { DatabaseError } from './database-caller.ts';
import { createSqlCaller } from './sql-caller.ts';

const PROBES = `
  create function public.support_probe_json(p_id uuid, p_data jsonb) returns jsonb language sql
    as $$ select jsonb_build_object('id', p_id, 'data', p_data) $$;
  create function public.support_probe_null() returns jsonb language sql as $$ select null::jsonb $$;
  create function public.support_probe_default(p_a integer, p_b integer default 7) returns integer language sql
    as $$ select p_a + p_b $$;
  create function public.support_probe_raise(p_code text, p_message text, p_detail text, p_hint text) returns jsonb
    language plpgsql as $$ begin
      raise exception using errcode = p_code, message = p_message, detail = p_detail, hint = p_hint;
    end $$;
  create function public.support_probe_private() returns jsonb language sql as $$ select 'null'::jsonb $$;
  revoke execute on function public.support_probe_private() from public;
  create function public.support_probe_list(p_list jsonb, p_big bigint, p_flag boolean, p_rate numeric) returns jsonb
    language sql as $$ select jsonb_build_array(jsonb_array_length(p_list), p_big::text, p_flag, p_rate) $$;
`;

let database: Awaited<ReturnType<typeof createTestDatabase>>;

before(async () => {
  database = await createTestDatabase({ migrations: false });
  await database.execute(PROBES);
  await database.query('grant execute on all functions in schema public to service_role');
  await database.query('revoke execute on function public.support_probe_private() from service_role');
});
after(() => database.close());

const caller = () => createSqlCaller((text, parameters) => database.query(text, parameters, { role: 'service_role' }));

describeDatabaseCaller('the SQL caller over PGlite', caller);

describe('the SQL caller', () => {
  it('passes every kind of argument that our functions take', async () => {
    const args = { p_list: [{ part: 1 }, { part: 2 }], p_big: '9007199254740993', p_flag: false, p_rate: 2.5 };
    assert.deepEqual(await caller().call('support_probe_list', args), [2, '9007199254740993', false, 2.5]);
  });

  it('calls a broken connection unavailable, whatever the driver calls it', async () => {
    for (const code of ['ECONNREFUSED', 'EPIPE', undefined]) {
      const broken = createSqlCaller(() => Promise.reject(Object.assign(new Error('connection lost'), { code })));
      await assert.rejects(broken.call('support_probe_null', {}), (error) => {
        assert.ok(error instanceof DatabaseError);
        assert.deepEqual([error.kind, error.sqlstate, error.message], ['unavailable', '08006', 'connection lost']);
        return true;
      });
    }
  });
});
