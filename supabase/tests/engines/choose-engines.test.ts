import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { chooseEngines, EngineChoiceError } from './choose-engines.ts';
import type { Candidate, Engine } from './choose-engines.ts';
import type { PostgresInstallation, PostgresSearch } from './find-postgres.ts';

const seventeen: PostgresInstallation = { binDirectory: '/17/bin', version: '17.10', major: 17, runsFrom: 'place' };
const fifteen: PostgresInstallation = { binDirectory: '/15/bin', version: '15.18', major: 15, runsFrom: 'place' };
const both: PostgresSearch = { found: [seventeen, fifteen], unusable: [] };
const nothing: PostgresSearch = { found: [], unusable: [] };
const URL_HERE = 'postgres://ana@127.0.0.1:5432/shop';

const installed = (installation: PostgresInstallation): Candidate => ({ kind: 'installed', installation });
const pglite: Engine = { kind: 'pglite' };
const named = (candidate: Candidate): Engine => ({
  kind: 'postgres',
  candidates: [candidate],
  origin: 'named',
  objections: [],
});
const searched = (candidates: readonly Candidate[], objections: readonly string[] = []): Engine => ({
  kind: 'postgres',
  candidates,
  origin: 'searched',
  objections,
});
const choose = (environment: Record<string, string>, search: PostgresSearch = both) =>
  chooseEngines(environment, () => Promise.resolve(search));

describe('the choice of engines', () => {
  it('is PGlite and the newest PostgreSQL, with the others to fall back on', async () => {
    assert.deepEqual(await choose({}), [pglite, searched([installed(seventeen), installed(fifteen)])]);
  });

  it('is made by hand with SUPPORT_TEST_ENGINES', async () => {
    assert.deepEqual(await choose({ SUPPORT_TEST_ENGINES: 'pglite' }), [pglite]);
    assert.deepEqual(await choose({ SUPPORT_TEST_ENGINES: 'postgres' }), [
      searched([installed(seventeen), installed(fifteen)]),
    ]);
    await assert.rejects(choose({ SUPPORT_TEST_ENGINES: 'mysql' }), EngineChoiceError);
  });

  it('is every PostgreSQL that is named, and each must work', async () => {
    assert.deepEqual(await choose({ SUPPORT_TEST_POSTGRES_BIN: '/17/bin:/15/bin', DATABASE_URL_TEST: URL_HERE }), [
      pglite,
      named({ kind: 'running', variable: 'DATABASE_URL_TEST', url: URL_HERE }),
      named(installed(seventeen)),
      named(installed(fifteen)),
    ]);
    const missing = { found: [], unusable: [{ binDirectory: '/18/bin', reason: 'does not start' }] };
    await assert.rejects(choose({ SUPPORT_TEST_POSTGRES_BIN: '/18/bin' }, missing), /\/18\/bin does not start/);
  });

  it('looks for no other PostgreSQL when DATABASE_URL_TEST names one', async () => {
    const engines = await chooseEngines({ DATABASE_URL_TEST: URL_HERE, DATABASE_URL: URL_HERE }, () =>
      assert.fail('It looked.'),
    );
    assert.deepEqual(engines, [pglite, named({ kind: 'running', variable: 'DATABASE_URL_TEST', url: URL_HERE })]);
  });

  it('takes DATABASE_URL after everything that can be started, and only on this machine', async () => {
    assert.deepEqual((await choose({ DATABASE_URL: URL_HERE }, { ...both, found: [fifteen] }))[1], {
      ...searched([installed(fifteen), { kind: 'running', variable: 'DATABASE_URL', url: URL_HERE }]),
    });
    for (const url of ['postgres://ana@db.example.com/shop', 'host=127.0.0.1 user=ana']) {
      const [, engine] = await choose({ DATABASE_URL: url });
      assert.ok(engine?.kind === 'postgres');
      assert.deepEqual(engine.candidates, [installed(seventeen), installed(fifteen)]);
      assert.match(engine.objections.join(), /DATABASE_URL is not on this machine/);
    }
  });

  it('keeps the reasons when there is nothing', async () => {
    const [, engine] = await choose({}, nothing);
    assert.deepEqual(engine, searched([], ['There is no PostgreSQL 15 or newer in any of the usual places.']));
    const old = { found: [], unusable: [{ binDirectory: '/13/bin', reason: 'is version 13' }] };
    assert.deepEqual((await choose({}, old))[1], searched([], ['/13/bin is version 13.']));
  });
});
