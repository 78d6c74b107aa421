import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DatabaseError, type DatabaseCaller, type FunctionArguments } from './database-caller.ts';

/**
 * What every {@link DatabaseCaller} must do, run against functions that do nothing but show it:
 *
 * - `support_probe_json(p_id uuid, p_data jsonb)` answers `{id, data}`; `support_probe_null()` answers null;
 * - `support_probe_default(p_a integer, p_b integer default 7)` adds;
 * - `support_probe_raise(p_code, p_message, p_detail, p_hint)` raises that; `support_probe_private()` may not be called.
 */
export function describeDatabaseCaller(name: string, caller: () => DatabaseCaller): void {
  const failureOf = async (functionName: string, args: FunctionArguments = {}): Promise<DatabaseError> => {
    const outcome = await caller()
      .call(functionName, args)
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    assert.ok(outcome instanceof DatabaseError, `expected a DatabaseError, got ${String(outcome)}`);
    return outcome;
  };
  const raised = (sqlstate: string, message: string) =>
    failureOf('support_probe_raise', {
      p_code: sqlstate,
      p_message: message,
      p_detail: 'the detail',
      p_hint: 'the hint',
    });

  describe(`${name} as a DatabaseCaller`, () => {
    it('passes objects and arrays as jsonb and answers with jsonb', async () => {
      const args = { p_id: '11111111-1111-4111-8111-111111111111', p_data: { a: [1, 'ü', null], b: { c: true } } };
      assert.deepEqual(await caller().call('support_probe_json', args), { id: args.p_id, data: args.p_data });
    });

    it('answers null for null', async () => {
      assert.equal(await caller().call('support_probe_null', {}), null);
    });

    it('leaves an argument that is undefined to the default of the function', async () => {
      assert.equal(await caller().call('support_probe_default', { p_a: 1, p_b: undefined }), 8);
    });

    it('is refused for a function, or a set of arguments, that does not exist', async () => {
      const missing = { p_id: '11111111-1111-4111-8111-111111111111' };
      for (const error of [
        await failureOf('support_probe_nope'),
        await failureOf('support_probe_json', missing),
        await failureOf('support_probe_default', { p_a: 1, p_zzz: 1 }),
      ]) {
        assert.deepEqual([error.kind, error.sqlstate], ['refused', '42883']);
      }
    });

    it('is refused for arguments of the wrong type', async () => {
      assert.equal((await failureOf('support_probe_json', { p_id: 'nope', p_data: {} })).sqlstate, '22P02');
      assert.equal((await failureOf('support_probe_default', { p_a: 'x' })).sqlstate, '22P02');
    });

    it('keeps code, message and detail of what a function raises', async () => {
      const error = await raised('SC001', 'custom five-letter class');
      assert.deepEqual(
        [error.kind, error.sqlstate, error.message, error.detail],
        ['refused', 'SC001', 'custom five-letter class', 'the detail'],
      );
    });

    it('is refused by constraints, grants and plain exceptions', async () => {
      assert.deepEqual((await raised('P0001', 'plain raise')).kind, 'refused');
      assert.deepEqual((await raised('23505', 'unique violation')).kind, 'refused');
      assert.deepEqual((await raised('23503', 'foreign key violation')).kind, 'refused');
      assert.deepEqual((await raised('22023', 'invalid parameter')).kind, 'refused');
      const error = await failureOf('support_probe_private');
      assert.deepEqual([error.kind, error.sqlstate], ['refused', '42501']);
    });

    it('calls a timeout, a busy lock and a lack of connections unavailable', async () => {
      for (const [sqlstate, message] of [
        ['57014', 'query canceled'],
        ['55P03', 'lock not available'],
        ['53300', 'too many connections'],
      ] as const) {
        const error = await raised(sqlstate, message);
        assert.deepEqual([error.kind, error.sqlstate], ['unavailable', sqlstate]);
      }
    });

    it('refuses names that are not ours before asking the database', async () => {
      await assert.rejects(caller().call('pg_sleep', { p_s: 1 }), TypeError);
      await assert.rejects(caller().call('support_probe_null()); drop table x; --', {}), TypeError);
      await assert.rejects(caller().call('support_probe_null', { 'p_a => 1) --': 1 }), TypeError);
    });
  });
}
