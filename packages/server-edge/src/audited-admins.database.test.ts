/** Whatever an admin changes, by whichever endpoint, the audit log says who, what, and from where. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { AdminSite } from '../testing/hostile/admin-site.ts';
import { seedFor } from '../testing/hostile/fuzz-settings.ts';
import { HostileStage, nameOf } from '../testing/hostile/hostile-stage.ts';
import { validRequest } from '../testing/hostile/spoil-request.ts';
import { ENDPOINTS } from './openapi/endpoints.ts';

/** They read, although they are no GET. */
const CHANGES_NOTHING = ['dryRunTriggers', 'createGroupLink'];
const CHANGES = ENDPOINTS.filter(
  ({ caller, method, operation }) =>
    (caller === 'admin' || caller === 'account') && method !== 'get' && !CHANGES_NOTHING.includes(operation),
);

let stage: HostileStage;

before(async () => {
  stage = await HostileStage.open();
});
after(() => stage.database.close());

const linesOf = ({ organizationId }: AdminSite) =>
  stage.database.query<{
    action: string;
    actor_kind: string;
    actor_id: string | null;
    ip_hash: string;
    user_agent: string;
  }>(
    `select action, actor_kind, actor_id, ip_hash, user_agent from support.audit_logs
     where organization_id = $1 and actor_kind <> 'system'`,
    [organizationId],
  );

describe('a change by an admin', () => {
  for (const endpoint of CHANGES) {
    it(`with ${nameOf(endpoint)} is in the log, with who made it and from where`, async () => {
      for (const request of fc.sample(validRequest(endpoint), { seed: seedFor(nameOf(endpoint)), numRuns: 30 })) {
        const site = await stage.createAdminSite();
        if (endpoint.operation === 'activateAgent') {
          const id = site.known['agent_id'] ?? '';
          await stage.database.execute(`update support.agents set is_active = false where id = '${id}'`);
        }
        const { status } = await stage.send(request, site.known);
        const lines = await linesOf(site);
        if (status !== 200 || lines.length === 0) continue;
        for (const line of lines) {
          assert.equal(line.actor_kind, 'agent', line.action);
          assert.match(line.ip_hash, /^[\da-f]{64}$/, line.action);
          assert.match(line.user_agent, /Firefox/, line.action);
          // Whoever accepts an invitation becomes somebody by it.
          if (endpoint.caller === 'admin') assert.equal(line.actor_id, site.known['owner_id'], line.action);
        }
        return;
      }
      assert.fail('none of the requests changed anything');
    });
  }
});
