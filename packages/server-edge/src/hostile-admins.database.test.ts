/**
 * Every endpoint for admins under sign-ins that are not good for it: nobody hears a word about another organization, nobody
 * who only answers visitors administers anything, and nothing is different afterwards. The endpoints come from the table
 * behind the OpenAPI document, so a new one is covered without anybody thinking of it.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { signIn } from '../testing/fake-deps.ts';
import { rowsOfOrganization, type AdminSite } from '../testing/hostile/admin-site.ts';
import { anyToken } from '../testing/hostile/any-token.ts';
import { badSignIns } from '../testing/hostile/bad-sign-ins.ts';
import { fuzz, seedFor } from '../testing/hostile/fuzz-settings.ts';
import { assertHarmless } from '../testing/hostile/harmless-answer.ts';
import { BAKERY, HostileStage, nameOf, type SentAnswer } from '../testing/hostile/hostile-stage.ts';
import { validRequest, type HostileRequest } from '../testing/hostile/spoil-request.ts';
import type { Endpoint } from './openapi/endpoint.ts';
import { ENDPOINTS } from './openapi/endpoints.ts';

const FOR_ADMINS = ENDPOINTS.filter(({ caller }) => caller === 'admin');
/** What a request names that only its own organization has. */
const OF_THE_SITE = /<<#?(?:widget|department|agent|visitor|response|invitation|chat)_id>>|<<kid>>/;
const RUNS = 5;

let stage: HostileStage;

before(async () => {
  stage = await HostileStage.open();
});
after(() => stage.database.close());

const requestsTo = (endpoint: Endpoint): readonly HostileRequest[] =>
  fc.sample(validRequest(endpoint), { seed: seedFor(nameOf(endpoint)), numRuns: RUNS });
const textOf = ({ path, query, body }: HostileRequest) => `${path}?${query} ${String(body)}`;
const rowsOf = ({ organizationId }: AdminSite) => rowsOfOrganization(stage.database, organizationId);

/** Sends what a site's own admin would send, under another sign-in, and sees that nobody learns or changes anything. */
async function attack(
  endpoint: Endpoint,
  victim: AdminSite,
  admin_token: string,
  expect: (answer: SentAnswer, request: HostileRequest, where: string) => void,
): Promise<void> {
  for (const request of requestsTo(endpoint)) {
    const answer = await stage.send(request, { ...victim.known, admin_token });
    assertHarmless(answer, request, endpoint);
    const where = `${nameOf(endpoint)} answered ${String(answer.status)} ${answer.text} to ${textOf(request)}`;
    for (const trace of victim.traces) assert.equal(answer.text.includes(trace), false, where);
    expect(answer, request, where);
  }
}

describe('an admin', () => {
  it('of the organization is told about it', async () => {
    const { known, secret } = await stage.createAdminSite();
    for (const operation of ['listAdminWidgets', 'getCustomer', 'listManagedAgents', 'listInvitations']) {
      const request = FOR_ADMINS.filter((endpoint) => endpoint.operation === operation).flatMap(requestsTo)[0];
      assert.ok(request !== undefined);
      const { text } = await stage.send(request, known);
      assert.ok(text.includes(secret), text);
    }
  });

  it('of another organization reads and changes nothing of it, at any endpoint', async () => {
    const victim = await stage.createAdminSite();
    const rows = await rowsOf(victim);
    for (const endpoint of FOR_ADMINS) {
      const { known } = await stage.createAdminSite();
      await attack(endpoint, victim, known['admin_token'] ?? '', (answer, request, where) => {
        if (OF_THE_SITE.test(textOf(request)) && !isOnlyAFilter(endpoint)) assert.ok(answer.status >= 400, where);
      });
      assert.equal(await rowsOf(victim), rows, nameOf(endpoint));
    }
  });

  it('cannot name an organization they do not belong to', async () => {
    const victim = await stage.createAdminSite();
    const { known } = await stage.createAdminSite();
    for (const endpoint of FOR_ADMINS) {
      const [request] = requestsTo(endpoint);
      assert.ok(request !== undefined);
      const query = `${request.query}&organization_id=${victim.organizationId}`;
      const answer = await stage.send({ ...request, query }, known);
      assert.match(answer.text, /"agent_not_found"/, nameOf(endpoint));
    }
  });

  it('who became an agent, or was deactivated, administers nothing from then on', async () => {
    const { known, organizationId } = await stage.createAdminSite();
    const request = FOR_ADMINS.filter(({ operation }) => operation === 'listAdminWidgets').flatMap(requestsTo)[0];
    assert.ok(request !== undefined);
    assert.equal((await stage.send(request, known)).status, 200);
    const change = (set: string) =>
      stage.database.execute(`update support.agents set ${set} where organization_id = '${organizationId}'`);
    await change(`role = 'agent'`);
    assert.match((await stage.send(request, known)).text, /"not_permitted"/);
    await change('is_active = false');
    assert.match((await stage.send(request, known)).text, /"agent_not_found"/);
  });
});

describe('somebody who only answers visitors', () => {
  it('administers nothing, at any endpoint, and is told so', async () => {
    const site = await stage.createAdminSite();
    const rows = await rowsOf(site);
    for (const endpoint of FOR_ADMINS) {
      await attack(endpoint, site, site.known['plain_agent_token'] ?? '', (answer, _request, where) => {
        assert.equal(answer.status, 403, where);
        assert.match(answer.text, /"code":"not_permitted"/);
      });
    }
    assert.equal(await rowsOf(site), rows);
  });
});

describe('what is no sign-in of an admin', () => {
  for (const [title, make] of Object.entries(badSignIns(() => stage, BAKERY.agent.userId))) {
    it(`${title} opens no endpoint for admins`, async () => {
      const site = await stage.createAdminSite();
      const token = await make();
      for (const endpoint of ENDPOINTS.filter(({ caller }) => caller === 'admin' || caller === 'account')) {
        const [request] = requestsTo(endpoint);
        assert.ok(request !== undefined);
        const answer = await stage.send(request, { ...site.known, admin_token: token, account_token: token });
        assertHarmless(answer, request, endpoint);
        assert.equal(answer.status, 401, `${nameOf(endpoint)}: ${answer.text}`);
      }
    });
  }

  it('and neither does anything else', async () => {
    const { known } = await stage.createAdminSite();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FOR_ADMINS), anyToken, async (endpoint, admin_token) => {
        const [request] = requestsTo(endpoint);
        assert.ok(request !== undefined);
        const answer = await stage.send(request, { ...known, admin_token });
        assertHarmless(answer, request, endpoint);
        assert.ok(answer.status >= 400, answer.text);
      }),
      fuzz('any sign-in of an admin'),
    );
  });

  it('an account that belongs to nobody on a team is told so', async () => {
    const { known } = await stage.createAdminSite();
    const admin_token = await signIn(crypto.randomUUID(), stage.deps.clock);
    for (const endpoint of FOR_ADMINS) {
      const [request] = requestsTo(endpoint);
      assert.ok(request !== undefined);
      assert.match((await stage.send(request, { ...known, admin_token })).text, /"agent_not_found"/, nameOf(endpoint));
    }
  });
});

/** A filter that fits nothing of one's own finds nothing. */
function isOnlyAFilter({ operation }: Endpoint): boolean {
  return operation === 'listAuditLog';
}
