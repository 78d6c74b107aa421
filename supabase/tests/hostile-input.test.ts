/**
 * Every function that the server calls, called with everything it should not be called with. It must answer, or refuse
 * with a code of docs/errors.md: nothing that Postgres says by itself may reach the caller, and nothing may be written by
 * a call that was refused. The functions are read from the database, so new ones are called too.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';

import { attemptCalls, installAttempts } from './hostile/attempt-calls.ts';
import type { Attempt } from './hostile/attempt-calls.ts';
import { MORE_ROWS } from './hostile/good-calls.ts';
import { readDocumentedStates } from './hostile/read-documented-states.ts';
import { readEntryPoints } from './hostile/read-entry-points.ts';
import { readTenants } from './hostile/read-tenants.ts';
import { readGoodArguments, spoilCalls, UUID, writeGoodCall } from './hostile/spoil-calls.ts';
import { openTestDatabase } from './open-test-database.ts';

/** Text that the encoding or JSON cannot hold is refused before it reaches a function. */
const IMPOSSIBLE_TEXT: ReadonlySet<string> = new Set(['22021', '22P05']);
/** Nothing that anybody sends takes long, on a machine that is busy with other tests. */
const MAX_MILLISECONDS = 4000;

const database = await openTestDatabase();
const fixtures = new URL('database/fixtures/', import.meta.url);
for (const file of ['harbor-goods.psql', 'every-table.psql']) {
  await database.execute(await readFile(new URL(file, fixtures), 'utf8'));
}
await database.execute(MORE_ROWS);
await installAttempts(database);
const documented = await readDocumentedStates();
const entryPoints = await readEntryPoints(database);
const tenants = await readTenants(database);

describe('bad input', () => {
  after(() => database.close());

  for (const entryPoint of entryPoints) {
    it(`${entryPoint.name} refuses by a documented code whatever it cannot answer`, async () => {
      const good = await readGoodArguments(database, entryPoint);
      const goodCall = writeGoodCall(entryPoint, good);
      const spoiled = spoilCalls(entryPoint, good, tenants);
      const calls = [{ call: goodCall, otherOrganizationId: null }, ...spoiled];
      const { attempts, isUntouched } = await attemptCalls(database, calls);

      const problems = new Map<string, string>();
      const [first, ...rest] = attempts;
      if (first?.sqlstate !== null) {
        add('The good call is refused: say in hostile/good-calls.ts what a good one is.', first);
      }
      for (const [place, attempt] of rest.entries()) {
        const protectedId = spoiled[place]?.otherOrganizationId ?? null;
        if (attempt.sqlstate !== null && !documented.has(attempt.sqlstate) && !IMPOSSIBLE_TEXT.has(attempt.sqlstate)) {
          add('An undocumented code escapes.', attempt);
        }
        if (attempt.milliseconds > MAX_MILLISECONDS) add(`Takes ${attempt.milliseconds} ms.`, attempt);
        if (attempt.touchedOthers) add('Changes rows of another tenant.', attempt);
        const protectedIds = protectedId === null ? new Set<string>() : tenants.idsOf(protectedId);
        const leaked = attempt.answer?.match(UUID)?.find((id) => protectedIds.has(id) && !attempt.call.includes(id));
        if (leaked !== undefined) add(`Tells ${leaked}, which is another tenant's.`, attempt);
      }
      assert.deepEqual([...problems.values()], [], [...problems.values()].join('\n\n'));
      assert.ok(isUntouched, 'All calls were refused or taken back, and yet a table looks different.');

      function add(problem: string, attempt: Attempt | undefined): void {
        const kind = `${problem} ${attempt?.sqlstate} ${attempt?.place} ${attempt?.message?.replace(/".*"/g, '…')}`;
        if (problems.has(kind)) return;
        problems.set(
          kind,
          [
            problem,
            `${attempt?.sqlstate} ${attempt?.message} (${attempt?.detail})`,
            attempt?.place,
            attempt?.call,
          ].join('\n'),
        );
      }
    });
  }
});
