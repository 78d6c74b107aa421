/**
 * `npm run test:sql`: the tests of supabase/tests, once on PGlite and once on a real PostgreSQL that this command starts
 * and stops. `supabase/tests/engines/choose-engines.ts` says which, and what the environment may ask for. Arguments go to
 * `node --test`: options as they are, and files instead of all.
 *
 * Where no real PostgreSQL can be had, the rest runs, and a frame at the end says what is missing.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { chooseEngines, EngineChoiceError } from '../supabase/tests/engines/choose-engines.ts';
import { findPostgres, listPlaces } from '../supabase/tests/engines/find-postgres.ts';
import { openEngine } from '../supabase/tests/engines/open-engine.ts';
import type { OpenEngine } from '../supabase/tests/engines/open-engine.ts';
import { findPostgresUser } from '../supabase/tests/engines/postgres-user.ts';
import { runOnEngines } from '../supabase/tests/engines/run-on-engines.ts';
import { openTestDatabase } from '../supabase/tests/open-test-database.ts';
import { ROOT } from './read-packages.ts';

const SQL_TESTS = 'supabase/tests/*.test.ts';
/** What finds and starts servers; half of it takes a machine on which one has just been started. */
const HARNESS_TESTS = 'supabase/tests/engines/*.test.ts';
/** The adapter of `DATABASE_URL`, which leaves databases behind and hence has to have a server that is thrown away. */
const ADAPTER_TESTS = 'packages/local/src/database/postgres-pool.test.ts';
/** Tests wait for their server most of the time, so two files at once pay even where Node would take one. */
const CONCURRENCY = Math.max(2, availableParallelism() - 1);

const run = randomBytes(4).toString('hex');
process.env['SUPPORT_TEST_RUN'] = run;
try {
  const user = await findPostgresUser();
  const isGood = await runOnEngines(
    await chooseEngines(process.env, async () => findPostgres(await listPlaces(process.env), user)),
    { open: (engine) => openEngine(engine, user, run), test, print: (text) => console.log(text) },
  );
  if (!isGood) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof EngineChoiceError)) throw error;
  console.error(`✗ ${error.message}`);
  process.exitCode = 1;
}

async function test({ serverUrl, isOwn }: OpenEngine, place: number): Promise<boolean> {
  const files = [SQL_TESTS];
  if (isOwn || place === 0) files.push(HARNESS_TESTS);
  if (serverUrl !== undefined) {
    if (isOwn) files.push(ADAPTER_TESTS);
    // The roles of the server and the first template, before files that want them run side by side.
    await (await openTestDatabase({ serverUrl })).close();
  }
  return runTests(files, serverUrl);
}

function runTests(files: readonly string[], serverUrl: string | undefined): Promise<boolean> {
  const given = process.argv.slice(2);
  const options = given.filter((argument) => argument.startsWith('-'));
  const givenFiles = given.filter((argument) => !argument.startsWith('-'));
  // Node leaves out what is undefined. NODE_TEST_CONTEXT would make a run within a test a part of that test.
  const environment = {
    ...process.env,
    DATABASE_URL: undefined,
    DATABASE_URL_TEST: serverUrl,
    NODE_TEST_CONTEXT: undefined,
  };
  const command = ['--conditions=@support-chat/source', '--test', `--test-concurrency=${CONCURRENCY}`, ...options];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...command, ...(givenFiles.length > 0 ? givenFiles : files)], {
      cwd: ROOT,
      env: environment,
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code === 0));
  });
}
