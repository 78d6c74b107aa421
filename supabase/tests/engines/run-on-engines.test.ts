import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Engine } from './choose-engines.ts';
import { EngineUnavailableError } from './open-engine.ts';
import { runOnEngines } from './run-on-engines.ts';

const pglite: Engine = { kind: 'pglite' };
const postgres = (origin: 'named' | 'searched'): Engine => ({
  kind: 'postgres',
  candidates: [],
  origin,
  objections: [],
});

/** Runs with engines that open unless they are in `missing`, and pass their tests unless they are in `failing`. */
async function run(engines: readonly Engine[], { missing, failing }: { missing?: Engine; failing?: Engine } = {}) {
  const printed: string[] = [];
  const events: string[] = [];
  const isGood = await runOnEngines(engines, {
    open: (engine) => {
      if (engine === missing) return Promise.reject(new EngineUnavailableError(['/17/bin does not start.']));
      const name = engine === failing ? 'Bad' : 'Good';
      const close = () => Promise.resolve(events.push(`closed ${name}`)).then(() => {});
      return Promise.resolve({ name, serverUrl: undefined, isOwn: true, close });
    },
    test: ({ name }, place) => {
      events.push(`tested ${name} as ${place}`);
      return Promise.resolve(name === 'Good');
    },
    print: (text) => printed.push(text),
  });
  return { isGood, printed: printed.join('\n'), events };
}

describe('a run on several engines', () => {
  it('is good when the tests pass on each, and says which they were', async () => {
    const { isGood, printed, events } = await run([pglite, postgres('searched')]);
    assert.equal(isGood, true);
    assert.deepEqual(events, ['tested Good as 0', 'closed Good', 'tested Good as 1', 'closed Good']);
    assert.match(printed, /✓ Good: passed, \d\.\d s/);
    assert.doesNotMatch(printed, /NOT TESTED/);
  });

  it('is bad when one of them fails, and still runs the rest', async () => {
    const { isGood, events } = await run([pglite, postgres('searched')], { failing: pglite });
    assert.equal(isGood, false);
    assert.deepEqual(events, ['tested Bad as 0', 'closed Bad', 'tested Good as 1', 'closed Good']);
  });

  it('runs the rest when there is no PostgreSQL, and ends with a frame that says so', async () => {
    const missing = postgres('searched');
    const { isGood, printed, events } = await run([missing, pglite], { missing });
    assert.equal(isGood, true);
    assert.deepEqual(events, ['tested Good as 0', 'closed Good']);
    const lines = printed.split('\n');
    const frame = lines.slice(lines.findIndex((line) => line.startsWith('╔')));
    assert.ok(
      frame.every((line) => /^[╔║╚]/.test(line) && line.length <= 102),
      printed,
    );
    assert.match(frame[1] ?? '', /NOT TESTED: A REAL POSTGRESQL/);
    assert.match(frame.join('\n'), /\/17\/bin does not start\.[^]*DATABASE_URL_TEST=/);
  });

  it('is bad when a PostgreSQL is missing that was asked for by name', async () => {
    const missing = postgres('named');
    assert.equal((await run([pglite, missing], { missing })).isGood, false);
  });

  it('is bad when there was nothing to run on', async () => {
    const missing = postgres('searched');
    assert.equal((await run([missing], { missing })).isGood, false);
  });

  it('closes an engine whose tests could not be run', async () => {
    let isClosed = false;
    const running = runOnEngines([pglite], {
      open: () =>
        Promise.resolve({
          name: 'Good',
          serverUrl: undefined,
          isOwn: true,
          close: () => {
            isClosed = true;
            return Promise.resolve();
          },
        }),
      test: () => Promise.reject(new Error('no such program')),
      print: () => {},
    });
    await assert.rejects(running, /no such program/);
    assert.equal(isClosed, true);
  });
});
