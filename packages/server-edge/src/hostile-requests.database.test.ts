/**
 * Every endpoint of the API under requests that nobody sends by mistake. The endpoints come from the table behind the
 * OpenAPI document, so a new one is attacked without anybody thinking of it. See testing/hostile for what is sent, and
 * fuzz-settings.ts there for how to repeat a run.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { spoiledPath } from '../testing/hostile/any-address.ts';
import { FOREIGN_ORIGINS } from '../testing/hostile/any-headers.ts';
import { breakDeps, FAILURES, INSIDE } from '../testing/hostile/broken-deps.ts';
import { fuzz, FUZZ_RUNS, FUZZ_SEED, seedFor } from '../testing/hostile/fuzz-settings.ts';
import { assertDiscreet, assertHarmless, failuresOf } from '../testing/hostile/harmless-answer.ts';
import { GUARDED, HostileStage, nameOf } from '../testing/hostile/hostile-stage.ts';
import { pathOf, spoiledRequest, validRequest, type HostileRequest } from '../testing/hostile/spoil-request.ts';
import { createApp } from './app.ts';
import type { Endpoint } from './openapi/endpoint.ts';
import { ENDPOINTS } from './openapi/endpoints.ts';

/** `patch` is another method than `PATCH`. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'patch', 'X'];

let stage: HostileStage;

before(async () => {
  stage = await HostileStage.open();
  console.log(`SUPPORT_FUZZ_SEED=${String(FUZZ_SEED)} SUPPORT_FUZZ_RUNS=${String(FUZZ_RUNS)}`);
});
after(() => stage.database.close());

async function attack(request: HostileRequest, endpoint?: Endpoint): Promise<number> {
  const { known } = await stage.usableActor();
  const answer = await stage.send(request, known);
  try {
    assertHarmless(answer, request, endpoint);
  } catch (error) {
    const failures = answer.status >= 500 ? failuresOf(stage) : '';
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${failures}`, { cause: error });
  }
  return answer.status;
}

describe('an endpoint', () => {
  for (const endpoint of ENDPOINTS) {
    it(`${nameOf(endpoint)} does what it is for, when a request made from its schemas asks for it`, async () => {
      // Otherwise the attacks below would all be stopped at the door. What such a request has to name is in valid-input.ts.
      const statuses: number[] = [];
      for (const request of fc.sample(validRequest(endpoint), { seed: seedFor(nameOf(endpoint)), numRuns: 10 })) {
        statuses.push(await attack(request, endpoint));
        if (statuses.at(-1) === 200) break;
      }
      assert.ok(statuses.includes(200), `answered ${statuses.join(', ')}`);
    });

    it(`${nameOf(endpoint)} keeps its composure, whatever is sent to it`, async () => {
      await fc.assert(
        fc.asyncProperty(spoiledRequest(endpoint), async (request) => void (await attack(request, endpoint))),
        fuzz(nameOf(endpoint)),
      );
    });
  }
});

describe('an endpoint behind which something fails', () => {
  for (const [title, failure] of Object.entries(FAILURES)) {
    it(`keeps ${title} to itself`, async () => {
      const app = createApp(breakDeps(stage.deps, failure));
      const { known } = await stage.createActor();
      const failed: string[] = [];
      for (const endpoint of ENDPOINTS) {
        for (const request of fc.sample(validRequest(endpoint), { seed: seedFor(nameOf(endpoint)), numRuns: 2 })) {
          const answer = await stage.send(request, known, app);
          assertDiscreet(answer, request, endpoint);
          assert.equal(answer.text.includes(INSIDE), false, answer.text);
          if (answer.status >= 500) failed.push(endpoint.operation);
        }
      }
      assert.ok(new Set(failed).size >= ENDPOINTS.length / 2, `only ${failed.join(', ')} failed`);
    });
  }
});

describe('an address', () => {
  for (const endpoint of ENDPOINTS) {
    it(`near ${nameOf(endpoint)} is that one or none`, async () => {
      const anyRequest = fc
        .tuple(validRequest(endpoint), spoiledPath(pathOf(endpoint)))
        .map(([request, path]) => ({ ...request, path }));
      await fc.assert(
        fc.asyncProperty(anyRequest, async (request) => void (await attack(request))),
        fuzz(`near ${nameOf(endpoint)}`),
      );
    });
  }

  it('is never worked at by a preflight, whatever it announces', async () => {
    const known = (await stage.createActor()).known;
    const anyPreflight = fc
      .constantFrom(...ENDPOINTS)
      .chain((endpoint) => spoiledRequest(endpoint))
      .map((request): HostileRequest => ({ ...request, method: 'OPTIONS' }));
    await fc.assert(
      fc.asyncProperty(anyPreflight, async (request) => {
        const answer = await stage.send(request, known);
        assertHarmless(answer, request);
        assert.ok(answer.status === 204 || answer.status >= 400, `${String(answer.status)} ${answer.text}`);
      }),
      { ...fuzz('preflights'), numRuns: FUZZ_RUNS * 5 },
    );
  });

  for (const [path, endpoints] of Map.groupBy(ENDPOINTS, (endpoint) => endpoint.path)) {
    it(`${path} says which methods it answers, to every other one`, async () => {
      const answered = endpoints.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
      const [endpoint] = endpoints;
      assert.ok(endpoint);
      const [request] = fc.sample(validRequest(endpoint), { seed: FUZZ_SEED, numRuns: 1 });
      assert.ok(request);
      const { known } = await stage.usableActor();
      for (const method of METHODS.filter((other) => !answered.includes(other))) {
        const sent = { ...request, method, body: method === 'GET' || method === 'HEAD' ? undefined : '{}' };
        const answer = await stage.send(sent, known);
        assertHarmless(answer, sent);
        assert.equal(answer.status, 405, method);
        assert.deepEqual(answer.headers.get('allow')?.split(', '), [...answered, 'OPTIONS'], method);
      }
    });
  }
});

describe('a widget with a list of websites', () => {
  const guarded = ENDPOINTS.filter(({ caller }) => caller === 'page' || caller === 'visitor');

  for (const endpoint of guarded) {
    it(`answers ${nameOf(endpoint)} to those websites alone`, async () => {
      const { known } = await stage.createActor(GUARDED);
      const [request] = fc.sample(validRequest(endpoint), { seed: FUZZ_SEED, numRuns: 1 });
      assert.ok(request);
      const from = async (origin: string) => {
        const headers = [...request.headers.filter(([name]) => name !== 'origin'), ['origin', origin] as const];
        const answer = await stage.send({ ...request, headers }, known);
        assertHarmless(answer, request, endpoint);
        return answer;
      };
      for (const origin of FOREIGN_ORIGINS) {
        const { status, headers, text } = await from(origin);
        assert.deepEqual([origin, status, headers.get('access-control-allow-origin')], [origin, 403, null]);
        assert.match(text, /"code":"origin_not_allowed"/);
      }
      for (const origin of ['https://shop.example', 'http://a.b.branch.example:8080']) {
        const { headers, text } = await from(origin);
        assert.equal(headers.get('access-control-allow-origin'), origin);
        assert.doesNotMatch(text, /origin_not_allowed/);
      }
    });
  }
});
