import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  WireAcceptedInvitation,
  WireInvitations,
  WireManagedAgentResponse,
  WireManagedAgents,
  WireNewInvitationResponse,
  WireTelegramLink,
} from '@support-chat/sdk/protocol/admin';
import { AdminStage, USER_AGENT } from '../../../testing/admin-stage.ts';
import { signIn } from '../../../testing/fake-deps.ts';
import type { AdminSite } from '../../../testing/hostile/admin-site.ts';
import { hashInvitationToken } from './invitation-token.ts';

let stage: AdminStage;
let site: AdminSite;

before(async () => {
  stage = await AdminStage.open();
});
after(() => stage.database.close());

describe('somebody on the team', () => {
  before(async () => {
    site = await stage.createSite();
  });

  it('is listed with their role, account and departments', async () => {
    const { agents } = await stage.done<WireManagedAgents>(site, 'GET agents');
    const owner = agents.find(({ id }) => id === site.known['owner_id']);
    assert.deepEqual([owner?.role, owner?.has_account, owner?.is_in_telegram], ['owner', true, false]);
    assert.equal(agents.find(({ id }) => id === site.known['agent_id'])?.has_account, false);
  });

  it('gets another role, skills and a limit', async () => {
    const agent_id = site.known['agent_id'] ?? '';
    const change = { agent_id, role: 'agent', skills: ['german'], max_concurrent_chats: 2 };
    const { agent } = await stage.done<WireManagedAgentResponse>(site, 'PUT agent', change);
    assert.deepEqual([agent.role, agent.skills, agent.max_concurrent_chats], ['agent', ['german'], 2]);
  });

  it('is not changed by whoever saw an older version, unless they do not say which they saw', async () => {
    const agent_id = site.known['agent_id'] ?? '';
    const change = (body: object) => stage.done<WireManagedAgentResponse>(site, 'PUT agent', { agent_id, ...body });
    const { agent: seen } = await change({ name: 'Kai' });
    const { version } = seen;
    assert.equal((await change({ version, name: 'Kim' })).agent.version, version + 1);
    const late = await stage.ask(site.known['admin_token'], 'PUT agent', { agent_id, version, name: 'Lou' });
    const { error } = late.json as { error: { code: string; details: object } };
    assert.deepEqual([late.status, error.code, error.details], [409, 'version_conflict', { version: version + 1 }]);
    assert.equal((await change({ name: 'Mo' })).agent.version, version + 2);
    assert.equal(
      (await stage.refused(site, 'PUT agent', { agent_id, version }))[0],
      400,
      'a version alone is no change',
    );
  });

  it('leaves, and comes back as who they were', async () => {
    const agent_id = site.known['agent_id'] ?? '';
    const gone = await stage.done<WireManagedAgentResponse>(site, 'POST agent/deactivate', { agent_id });
    assert.equal(gone.agent.is_active, false);
    const back = await stage.done<WireManagedAgentResponse>(site, 'POST agent/activate', { agent_id });
    assert.deepEqual([back.agent.is_active, back.agent.skills], [true, ['german']]);
  });

  it('who is the last owner stays one', async () => {
    const agent_id = site.known['owner_id'] ?? '';
    assert.deepEqual(await stage.refused(site, 'PUT agent', { agent_id, role: 'admin' }), [409, 'last_owner']);
    assert.deepEqual(await stage.refused(site, 'POST agent/deactivate', { agent_id }), [409, 'last_owner']);
  });

  it('gets a link for their Telegram account, of which only the hash is kept', async () => {
    const agent_id = site.known['agent_id'] ?? '';
    const { link } = await stage.done<WireTelegramLink>(site, 'POST agent/telegram-link', { agent_id });
    const token = /^https:\/\/t\.me\/shop_support_bot\?start=agent_([\w-]{43})$/.exec(link)?.[1] ?? '';
    const stored = await stage.database.query<{ purpose: string }>(
      'select purpose from support.agent_invitations where token_hash = $1 and agent_id = $2',
      [await hashInvitationToken(token), agent_id],
    );
    assert.deepEqual(
      stored.map(({ purpose }) => purpose),
      ['link_telegram'],
    );
  });
});

describe('an admin who is no owner', () => {
  it('makes no owners, and unmakes none', async () => {
    site = await stage.createSite();
    const userId = crypto.randomUUID();
    const admin = site.known['colleague_id'] ?? '';
    await stage.database.execute(`update support.agents set user_id = '${userId}' where id = '${admin}'`);
    const token = await signIn(userId, stage.deps.clock);
    for (const [request, body] of [
      ['PUT agent', { agent_id: admin, role: 'owner' }],
      ['PUT agent', { agent_id: site.known['owner_id'] ?? '', role: 'agent' }],
      ['POST invitation', { email: 'jo@shop.example', role: 'owner' }],
    ] as const) {
      const { status, text } = await stage.ask(token, request, body);
      assert.deepEqual([status, /"not_permitted"/.test(text)], [403, true], text);
    }
  });
});

describe('an invitation', () => {
  const invite = (body: object = { email: 'jo@shop.example' }) =>
    stage.done<WireNewInvitationResponse>(site, 'POST invitation', body);

  before(async () => {
    site = await stage.createSite();
  });

  it('makes whoever is signed in and holds its token one of the team, once', async () => {
    const { invitation, token } = await invite({ email: 'robin@shop.example', role: 'admin' });
    const userId = crypto.randomUUID();
    const robin = await signIn(userId, stage.deps.clock);
    const accept = async (who: string) => {
      const { status, json } = await stage.ask(who, 'POST accept-invitation', { token, name: 'Robin' });
      return [status, json] as const;
    };
    const [status, accepted] = (await accept(robin)) as [number, WireAcceptedInvitation];
    assert.equal(status, 200);
    assert.deepEqual(
      [accepted.outcome, accepted.agent.name, accepted.agent.role, accepted.organization_id],
      ['joined', 'Robin', 'admin', site.organizationId],
    );
    assert.equal(((await accept(robin))[1] as WireAcceptedInvitation).outcome, 'already');
    assert.equal((await accept(await signIn(crypto.randomUUID(), stage.deps.clock)))[0], 410);
    assert.equal((await stage.ask(robin, 'GET widgets')).status, 200);

    const lines = (await stage.auditOf(site)).filter(({ action }) => /^agent(?:s|_invitations)\./.test(action));
    const made = lines.filter(({ action }) => action === 'agents.created' || action === 'agent_invitations.accepted');
    assert.equal(made.length, 2);
    for (const line of made) assert.deepEqual([line.user_agent, line.ip_hash?.length], [USER_AGENT, 64]);
    assert.equal(JSON.stringify(lines).includes(token), false);
    const { invitations } = await stage.done<WireInvitations>(site, 'GET invitations');
    assert.equal(
      invitations.some(({ id }) => id === invitation.id),
      false,
    );
  });

  it('goes out by e-mail with the page that accepts it, where one is named', async () => {
    const accept_url = 'https://shop.example/team/join';
    const { link, token } = await invite({ email: 'ana@shop.example', accept_url });
    assert.equal(link, `${accept_url}#support-invitation=${token}`);
    const mails = await stage.database.query<{ link: string }>(
      `select payload ->> 'link' as link from support.outbox where recipient = 'ana@shop.example'`,
    );
    assert.deepEqual(mails, [{ link }]);
    assert.equal((await invite({ email: 'kai@shop.example' })).link, null);
  });

  for (const accept_url of ['http://shop.example/join', 'javascript:alert(1)', 'https://shop.example/#x']) {
    it(`leads to no ${accept_url}`, async () => {
      assert.equal((await stage.refused(site, 'POST invitation', { email: 'a@shop.example', accept_url }))[0], 400);
    });
  }

  it('that was taken back is good for nothing', async () => {
    const { invitation, token } = await invite();
    await stage.done(site, `DELETE invitation?invitation_id=${invitation.id}`);
    const { status } = await stage.ask(site.known['account_token'], 'POST accept-invitation', { token });
    assert.equal(status, 410);
  });
});

describe('somebody who changes very much at once', () => {
  it('is asked to wait', async () => {
    site = await stage.createSite();
    const statuses: number[] = [];
    for (let tries = 0; tries <= 120; tries += 1) {
      const { status, headers } = await stage.ask(site.known['admin_token'], 'POST telegram/group-link', {});
      statuses.push(status);
      if (status === 429) assert.match(headers.get('retry-after') ?? '', /^\d+$/);
    }
    assert.deepEqual([statuses.indexOf(429), statuses.at(119)], [120, 200]);
    assert.equal((await stage.ask(site.known['admin_token'], 'GET widgets')).status, 200);
  });
});
