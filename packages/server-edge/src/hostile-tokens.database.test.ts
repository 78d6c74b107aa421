/**
 * Every endpoint of the API under tokens that are not good for it. Nobody hears a word about the victim, and nothing about
 * the victim is different afterwards. The endpoints come from the table behind the OpenAPI document.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { anyToken } from '../testing/hostile/any-token.ts';
import { fuzz, FUZZ_RUNS, FUZZ_SEED, seedFor } from '../testing/hostile/fuzz-settings.ts';
import type { Actor } from '../testing/hostile/actor.ts';
import { assertHarmless } from '../testing/hostile/harmless-answer.ts';
import { GUARDED, HostileStage, nameOf, type SentAnswer } from '../testing/hostile/hostile-stage.ts';
import { validRequest, type HostileRequest } from '../testing/hostile/spoil-request.ts';
import { THEFTS, type Theft } from '../testing/hostile/stolen-tokens.ts';
import type { Endpoint } from './openapi/endpoint.ts';
import { ENDPOINTS } from './openapi/endpoints.ts';

const REQUESTS_EACH = 4;

/** What a request says of the victim. Widgets and departments are nobody's, and a new id is new. */
const VICTIMS = /<<(?!widget_key|department_id|new_id|token|identity_token)\w+>>/;
/** Of the visitor, or of somebody signed in. */
const ACCESS_TOKEN = /<<(?:(?:agent|admin|account)_)?token>>/;
const VICTIMS_OTHER_TOKENS = /<<(?:refresh|resume)_token>>/;

let stage: HostileStage;

before(async () => {
  stage = await HostileStage.open();
  console.log(`SUPPORT_FUZZ_SEED=${String(FUZZ_SEED)}`);
});
after(() => stage.database.close());

function requestsTo(endpoint: Endpoint): readonly HostileRequest[] {
  return fc.sample(validRequest(endpoint), { seed: seedFor(nameOf(endpoint)), numRuns: REQUESTS_EACH });
}

/** Whether the theft is about this request at all. */
function concerns({ refuses }: Theft, { caller }: Endpoint, request: HostileRequest): boolean {
  return caller === 'visitor' || (refuses === 'everything' && VICTIMS_OTHER_TOKENS.test(textOf(request)));
}

function mustRefuse({ refuses, open }: Theft, { operation }: Endpoint, request: HostileRequest): boolean {
  return !open.includes(operation) && (refuses !== 'own' || VICTIMS.test(textOf(request)));
}

const textOf = ({ path, query, body }: HostileRequest) => `${path}?${query} ${String(body)}`;

function assertNotTold({ text }: SentAnswer, { traces }: Actor): void {
  for (const trace of traces) assert.equal(text.includes(trace), false, `the answer says ${trace}: ${text}`);
}

/** A victim, what the request is filled in with, and all that is stored about the victim. */
async function stealFrom(theft: Theft) {
  const victim = await stage.createActor();
  const known = await theft.prepare(stage, victim);
  return { victim, known, rows: await stage.rowsOf(victim) };
}

describe('a token', () => {
  it('of the visitor, at the widget, is told all of it', async () => {
    const { known, traces } = await stage.createActor();
    const exports = ENDPOINTS.filter(({ operation }) => operation === 'exportData');
    assert.equal(exports.length, 1);
    for (const request of exports.flatMap(requestsTo)) {
      const { text } = await stage.send(request, known);
      const told = traces.filter((trace) => text.includes(trace));
      assert.ok(told.length >= 5, `only ${told.join(', ')}`);
    }
  });

  for (const theft of THEFTS) {
    it(`${theft.title} opens nothing of the victim's, at any endpoint`, async () => {
      let scene: Awaited<ReturnType<typeof stealFrom>> | undefined;
      for (const endpoint of ENDPOINTS) {
        for (const request of requestsTo(endpoint)) {
          if (!concerns(theft, endpoint, request)) continue;
          scene ??= await stealFrom(theft);
          const answer = await stage.send(request, scene.known);
          assertHarmless(answer, request, endpoint);

          const where = `${nameOf(endpoint)} answered ${String(answer.status)} ${answer.text} to ${textOf(request)}`;
          if (mustRefuse(theft, endpoint, request)) assert.ok(answer.status >= 400, where);
          if (theft.isVictim === true && theft.open.includes(endpoint.operation)) {
            // It is their own, and it may be gone now.
            scene = undefined;
            continue;
          }
          assertNotTold(answer, scene.victim);
          assert.deepEqual(await stage.rowsOf(scene.victim), scene.rows, where);
        }
        // Whoever has a good token of their own may have used it up: logged out, for example.
        if (theft.refuses === 'own') scene = undefined;
      }
    });
  }

  it('made of anything is refused wherever one is read', async () => {
    const { known } = await stage.createActor();
    const guarded = { ...known, widget_key: GUARDED.widgetKey };
    const places = ENDPOINTS.flatMap((endpoint) => requestsTo(endpoint).slice(0, 1)).flatMap(placesOfTokens);
    assert.ok(places.length >= ENDPOINTS.length, `only ${String(places.length)} places`);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), anyToken, async ({ request, isApp }, token) => {
        const answer = await stage.send(request, { ...(isApp ? guarded : known), any_token: token });
        assertHarmless(answer, request);
        assert.ok(answer.status >= 400, answer.text);
      }),
      { ...fuzz('any token'), numRuns: FUZZ_RUNS * 5 },
    );
  });
});

/** The request with `<<any_token>>` in the place of each token in it, and as an app without a website would send it. */
function placesOfTokens(
  request: HostileRequest,
): readonly { readonly request: HostileRequest; readonly isApp: boolean }[] {
  const { headers, body } = request;
  const inHeader = headers.map(([name, value]) => [name, value.replace(ACCESS_TOKEN, '<<any_token>>')] as const);
  const inBody = typeof body === 'string' ? body.replace(/<<\w+_token>>/, '<<any_token>>') : body;
  const asApp = [
    ...headers.filter(([name]) => name !== 'origin'),
    ['origin', 'null'] as const,
    ['x-support-app-token', '<<any_token>>'] as const,
  ];
  return [
    ...(headers.some(([, value]) => ACCESS_TOKEN.test(value))
      ? [{ request: { ...request, headers: inHeader }, isApp: false }]
      : []),
    ...(inBody === body ? [] : [{ request: { ...request, body: inBody }, isApp: false }]),
    ...(request.query.includes('<<widget_key>>') ? [{ request: { ...request, headers: asApp }, isApp: true }] : []),
  ];
}
