/**
 * Every endpoint for agents under sign-ins that are not good for it: nobody hears a word about another organization's
 * visitors, and nothing about them is different afterwards. The endpoints come from the table behind the OpenAPI document.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { signIn } from '../testing/fake-deps.ts';
import { fuzz, seedFor } from '../testing/hostile/fuzz-settings.ts';
import { anyToken } from '../testing/hostile/any-token.ts';
import { badSignIns } from '../testing/hostile/bad-sign-ins.ts';
import { assertHarmless } from '../testing/hostile/harmless-answer.ts';
import { BAKERY, HostileStage, nameOf, SHOP } from '../testing/hostile/hostile-stage.ts';
import { validRequest, type HostileRequest } from '../testing/hostile/spoil-request.ts';
import type { Endpoint } from './openapi/endpoint.ts';
import { ENDPOINTS } from './openapi/endpoints.ts';

const FOR_AGENTS = ENDPOINTS.filter(({ caller }) => caller === 'agent');
/** What a request names that only its own organization has. */
const OF_THE_SHOP =
  /<<(?:conversation|visitor|message|agent_message|attachment|agent_attachment|own_response|agent|department)_id>>/;

let stage: HostileStage;

before(async () => {
  stage = await HostileStage.open();
});
after(() => stage.database.close());

const requestsTo = (endpoint: Endpoint): readonly HostileRequest[] =>
  fc.sample(validRequest(endpoint), { seed: seedFor(nameOf(endpoint)), numRuns: 5 });
const textOf = ({ path, query, body }: HostileRequest) => `${path}?${query} ${String(body)}`;

describe('an agent', () => {
  it('of the organization is told what its visitors said', async () => {
    const { known, secret } = await stage.createActor();
    const request = FOR_AGENTS.filter(({ operation }) => operation === 'listTeamMessages').flatMap(requestsTo)[0];
    assert.ok(request !== undefined);
    const { text } = await stage.send({ ...request, query: 'conversation_id=<<conversation_id>>' }, known);
    assert.ok(text.includes(secret), text);
  });

  it('of another organization reads and changes nothing of it, at any endpoint', async () => {
    const victim = await stage.createActor(SHOP);
    const rows = await stage.rowsOf(victim);
    const agent_token = await signIn(BAKERY.agent.userId, stage.deps.clock);
    for (const endpoint of FOR_AGENTS) {
      for (const request of requestsTo(endpoint)) {
        const answer = await stage.send(request, { ...victim.known, agent_token });
        assertHarmless(answer, request, endpoint);
        const where = `${nameOf(endpoint)} answered ${String(answer.status)} ${answer.text} to ${textOf(request)}`;
        if (OF_THE_SHOP.test(textOf(request)) && !isOnlyAFilter(endpoint)) assert.ok(answer.status >= 400, where);
        for (const trace of victim.traces) assert.equal(answer.text.includes(trace), false, where);
        assert.deepEqual(await stage.rowsOf(victim), rows, where);
      }
    }
  });

  it('cannot name an organization they do not belong to', async () => {
    const { known } = await stage.createActor(SHOP);
    const agent_token = await signIn(BAKERY.agent.userId, stage.deps.clock);
    for (const endpoint of FOR_AGENTS) {
      const [request] = requestsTo(endpoint);
      assert.ok(request !== undefined);
      const query = `${request.query}&organization_id=20000000-0000-4000-8000-000000000001`;
      const answer = await stage.send({ ...request, query }, { ...known, agent_token });
      assert.match(answer.text, /"agent_not_found"/, nameOf(endpoint));
    }
  });

  it('who was deactivated is refused at once, although the account is remembered', async () => {
    const { known } = await stage.createActor(SHOP);
    const open = () => stage.send(inbox(), known);
    assert.equal((await open()).status, 200);
    await stage.database.execute(`update support.agents set is_active = false where id = '${SHOP.agent.id}'`);
    try {
      assert.match((await open()).text, /"agent_not_found"/);
    } finally {
      await stage.database.execute(`update support.agents set is_active = true where id = '${SHOP.agent.id}'`);
    }
  });
});

describe('what is no sign-in of an agent', () => {
  for (const [title, make] of Object.entries(badSignIns(() => stage, SHOP.agent.userId))) {
    it(`${title} opens no endpoint for agents`, async () => {
      const { known } = await stage.createActor();
      const agent_token = await make();
      for (const endpoint of FOR_AGENTS) {
        const [request] = requestsTo(endpoint);
        assert.ok(request !== undefined);
        const answer = await stage.send(request, { ...known, agent_token });
        assertHarmless(answer, request, endpoint);
        assert.equal(answer.status, 401, `${nameOf(endpoint)}: ${answer.text}`);
      }
    });
  }

  it('and neither does anything else', async () => {
    const { known } = await stage.createActor();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FOR_AGENTS), anyToken, async (endpoint, agent_token) => {
        const [request] = requestsTo(endpoint);
        assert.ok(request !== undefined);
        const answer = await stage.send(request, { ...known, agent_token });
        assertHarmless(answer, request, endpoint);
        assert.ok(answer.status >= 400, answer.text);
      }),
      fuzz('any sign-in'),
    );
  });

  it('an account that belongs to nobody on a team is told so', async () => {
    const agent_token = await signIn(crypto.randomUUID(), stage.deps.clock);
    const answer = await stage.send(inbox(), { agent_token });
    assert.deepEqual([answer.status, /"agent_not_found"/.test(answer.text)], [404, true]);
  });
});

function inbox(): HostileRequest {
  const [request] = FOR_AGENTS.filter(({ operation }) => operation === 'listInbox').flatMap(requestsTo);
  assert.ok(request !== undefined);
  return { ...request, query: '' };
}

/** A filter that fits nothing of one's own finds nothing. */
function isOnlyAFilter({ operation }: Endpoint): boolean {
  return operation === 'listInbox' || operation === 'listCannedResponses';
}
