import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';

import { silentLogger } from '../../../packages/local/src/database/logger.ts';
import { PostgresPool } from '../../../packages/local/src/database/postgres-pool.ts';
import { onPostgresOnly } from '../open-test-database.ts';
import type { Candidate, Engine } from './choose-engines.ts';
import { EngineUnavailableError, openEngine } from './open-engine.ts';

const serverUrl = process.env['DATABASE_URL_TEST'] ?? '';
const RUN = randomBytes(4).toString('hex');

const running = (url: string): Candidate => ({ kind: 'running', variable: 'DATABASE_URL', url });
const engine = (...candidates: readonly Candidate[]): Engine => ({
  kind: 'postgres',
  candidates,
  origin: 'searched',
  objections: ['/13/bin is version 13.'],
});
const NOWHERE = 'postgres://nobody@127.0.0.1:1/none';
const brokenInstallation: Candidate = {
  kind: 'installed',
  installation: { binDirectory: '/17/bin', version: '17.1', major: 17, runsFrom: 'place' },
};

describe('an engine', () => {
  it('that is nowhere to be had says everything that was tried', async () => {
    const error = await openEngine(engine(brokenInstallation, running(NOWHERE)), {}, RUN).then(
      () => assert.fail('It opened.'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof EngineUnavailableError);
    assert.equal(error.objections.length, 3);
    assert.match(error.objections[0] ?? '', /\/13\/bin/);
    assert.match(error.objections[1] ?? '', /PostgreSQL 17\.1 of \/17\/bin does not start/);
    assert.match(error.objections[2] ?? '', /DATABASE_URL cannot be reached/);
  });
});

describe('a server that runs already', onPostgresOnly('what is asked of DATABASE_URL'), () => {
  it('is used after others failed, and loses nothing but what the run made', async () => {
    const open = await openEngine(engine(running(NOWHERE), running(serverUrl)), {}, RUN);
    assert.match(open.name, /^PostgreSQL \d+\.\d+ of DATABASE_URL$/);
    assert.equal(open.isOwn, false);
    await query(`create database support_chat_test_${RUN}_1`);
    await open.close();
    assert.deepEqual(await query(`select from pg_database where datname = 'support_chat_test_${RUN}_1'`), []);
  });

  it('is refused when its login is no superuser', async () => {
    await query(`create role test_${RUN} login password 'guess' createdb createrole`);
    const url = new URL(serverUrl);
    url.username = `test_${RUN}`;
    url.password = 'guess';
    const opening = openEngine(engine(running(url.href)), {}, RUN);
    await assert
      .rejects(opening, /DATABASE_URL is not the login of a superuser/)
      .finally(() => query(`drop role test_${RUN}`));
  });
});

async function query(statement: string): Promise<readonly unknown[]> {
  const server = await PostgresPool.open({ databaseUrl: serverUrl, logger: silentLogger, poolSize: 1 });
  try {
    return await server.query(statement);
  } finally {
    await server.close();
  }
}
