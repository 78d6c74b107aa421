import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  WireAdminDepartments,
  WireCustomerResponse,
  WireDepartmentResponse,
  WireNewIdentitySecretResponse,
  WireSharedResponse,
  WireSharedResponses,
} from '@support-chat/sdk/protocol/admin';
import { AdminStage } from '../../../testing/admin-stage.ts';
import { createAdminSite, type AdminSite } from '../../../testing/hostile/admin-site.ts';

let stage: AdminStage;
let site: AdminSite;

before(async () => {
  stage = await AdminStage.open();
  site = await stage.createSite();
});
after(() => stage.database.close());

describe('the organization', () => {
  it('says its plan, limits, usage and retention', async () => {
    const { organization, plans } = await stage.done<WireCustomerResponse>(site, 'GET customer');
    assert.deepEqual([organization.plan, organization.usage], ['unlimited', { widgets: 1, agents: 4 }]);
    assert.ok(plans.some(({ id }) => id === 'unlimited'));
  });

  it('takes a change made on its version, and refuses one made on another', async () => {
    const { version } = (await stage.done<WireCustomerResponse>(site, 'GET customer')).organization;
    const change = { version, conversation_retention_days: 30, time_zone: 'Europe/Berlin' };
    const { organization } = await stage.done<WireCustomerResponse>(site, 'PUT customer', change);
    assert.deepEqual([organization.version, organization.conversation_retention_days], [version + 1, 30]);
    assert.deepEqual((await stage.auditOf(site))[0]?.change, {
      conversation_retention_days: [null, 30],
      time_zone: ['UTC', 'Europe/Berlin'],
    });
    assert.deepEqual(await stage.refused(site, 'PUT customer', change), [409, 'version_conflict']);
  });

  it('does not choose its plan itself', async () => {
    assert.deepEqual(await stage.refused(site, 'PUT customer', { version: 2, plan: 'unlimited' }), [
      400,
      'invalid_request',
    ]);
  });
});

describe('a secret with which the site vouches for its users', () => {
  it('is told when it is made, and never again', async () => {
    const made = await stage.done<WireNewIdentitySecretResponse>(site, 'POST identity-secret', { kid: 'k-new' });
    const { secret } = made.identity_secret;
    assert.match(secret, /^[\da-f]{64}$/);
    const retired = await stage.done(site, 'POST identity-secret/retire', { kid: 'k-new' });
    for (const answer of [
      retired,
      await stage.done(site, 'GET customer'),
      await stage.done(site, 'GET audit-log'),
      await stage.auditOf(site),
    ]) {
      const text = JSON.stringify(answer);
      assert.ok(text.includes('k-new'), text);
      assert.equal(text.includes(secret), false);
    }
  });
});

describe('a department', () => {
  it('is made, changed, given its members, and removed', async () => {
    const fields = { name: 'Returns', required_skills: ['german'], email: 'returns@shop.example' };
    const { department } = await stage.done<WireDepartmentResponse>(site, 'POST department', fields);
    const department_id = department.id;
    assert.deepEqual([department.required_skills, department.agent_ids, department.is_active], [['german'], [], true]);
    assert.deepEqual(await stage.refused(site, 'POST department', fields), [409, 'already_exists']);

    const agent_ids = [site.known['agent_id'] ?? ''];
    await stage.done(site, 'PUT department', { department_id, name: 'Sent back', description: null });
    await stage.done(site, 'PUT department/members', { department_id, agent_ids });
    const { departments } = await stage.done<WireAdminDepartments>(site, 'GET departments');
    const listed = departments.find(({ id }) => id === department_id);
    assert.deepEqual([listed?.name, listed?.agent_ids], ['Sent back', agent_ids]);
    assert.deepEqual([department.version, listed?.version], [1, 3]);
    for (const [request, change] of [
      ['PUT department', { name: 'Returns' }],
      ['PUT department/members', { agent_ids: [] }],
    ] as const) {
      const late = await stage.refused(site, request, { department_id, version: 2, ...change });
      assert.deepEqual(late, [409, 'version_conflict'], request);
    }

    const address = `DELETE department?department_id=${department_id}`;
    assert.deepEqual(await stage.done(site, address), { outcome: 'deleted' });
    assert.deepEqual(await stage.refused(site, address), [404, 'department_not_found']);
  });

  it('has no members of another team', async () => {
    const other = await createAdminSite(stage.database, stage.deps);
    const members = { department_id: site.known['department_id'], agent_ids: [other.known['agent_id'] ?? ''] };
    assert.equal((await stage.refused(site, 'PUT department/members', members))[0], 400);
  });
});

describe('a text that the team shares', () => {
  it('is made, changed and removed, also for a department of which the admin is no member', async () => {
    const department_id = site.known['department_id'] ?? '';
    const response = { shortcut: 'thanks', title: 'Thanks', body: 'Thank you, {{visitor.name}}!', department_id };
    const made = await stage.done<WireSharedResponse>(site, 'POST canned-response', response);
    assert.equal(made.canned_response.scope, 'department');
    const { id } = made.canned_response;
    const changed = await stage.done<WireSharedResponse>(site, 'PUT canned-response', { id, title: 'Many thanks' });
    assert.deepEqual(
      [changed.canned_response.title, changed.canned_response.department_id],
      ['Many thanks', department_id],
    );
    assert.deepEqual([made.canned_response.version, changed.canned_response.version], [1, 2]);
    const late = await stage.refused(site, 'PUT canned-response', { id, version: 1, title: 'Thanks again' });
    assert.deepEqual(late, [409, 'version_conflict']);
    const { canned_responses } = await stage.done<WireSharedResponses>(site, 'GET canned-responses');
    assert.deepEqual(
      canned_responses.map(({ shortcut }) => shortcut),
      ['hello', 'thanks'],
    );
    await stage.done(site, `DELETE canned-response?id=${id}`);
    assert.deepEqual(await stage.refused(site, 'PUT canned-response', { id, title: 'x' }), [404, 'record_not_found']);
  });

  it('is none that an agent wrote for themselves', async () => {
    const id = crypto.randomUUID();
    await stage.database.execute(
      `insert into support.canned_responses (id, organization_id, agent_id, shortcut, title, body)
       values ('${id}', '${site.organizationId}', '${site.known['owner_id'] ?? ''}', 'mine', 'Mine', 'Mine')`,
    );
    assert.doesNotMatch(JSON.stringify(await stage.done(site, 'GET canned-responses')), /mine/i);
    assert.deepEqual(await stage.refused(site, 'PUT canned-response', { id, title: 'x' }), [404, 'record_not_found']);
    assert.deepEqual(await stage.refused(site, `DELETE canned-response?id=${id}`), [404, 'record_not_found']);
  });
});
