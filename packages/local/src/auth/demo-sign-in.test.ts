import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { request as httpRequest } from 'node:http';
import { startLocalStack, type LocalStack } from '../local-stack.ts';
import type { DemoPerson } from './demo-sign-in.ts';
import type { SignedIn } from './local-auth.ts';

let stack: LocalStack;

before(async () => {
  stack = await startLocalStack();
});
after(() => stack.stop());

const sessionOf = (email: string, headers: Readonly<Record<string, string>> = { origin: stack.url }) =>
  fetch(`${stack.url}/team/session`, { method: 'POST', headers, body: JSON.stringify({ email }) });

/** `fetch` lets nobody choose `Host`. */
const statusFor = (host: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    httpRequest(`${stack.url}/team/people`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('the one-click identities of the demo team', () => {
  it('are an owner, an admin and an agent, and each is signed in as who they are', async () => {
    const { people } = (await (await fetch(`${stack.url}/team/people`)).json()) as { people: DemoPerson[] };
    assert.deepEqual(
      people.map(({ name, role }) => `${name} (${role})`),
      ['Mika (owner)', 'Ana (admin)', 'Jo (agent)'],
    );
    for (const { name, email } of people) {
      const { access_token } = (await (await sessionOf(email)).json()) as SignedIn;
      const response = await fetch(`${stack.url}/functions/v1/support-chat/agent/me`, {
        headers: { authorization: `Bearer ${access_token}` },
      });
      assert.equal(((await response.json()) as { agent: { name: string } }).agent.name, name);
    }
  });

  it('are not given to other origins, under other names of this machine, or for other addresses', async () => {
    assert.equal((await sessionOf('mika@harbor-goods.example', { origin: 'https://other.example' })).status, 403);
    assert.equal((await sessionOf('mika@harbor-goods.example', {})).status, 403);
    assert.equal((await sessionOf('robin@other.example')).status, 404);
    assert.equal(await statusFor('127.0.0.1'), 200);
    assert.equal(await statusFor('rebound.example'), 403);
    const cross = await fetch(`${stack.url}/team/people`, { headers: { 'sec-fetch-site': 'cross-site' } });
    assert.equal(cross.status, 403);
    assert.equal(cross.headers.get('access-control-allow-origin'), null);
  });

  it('are nobody where the body says nobody', async () => {
    for (const body of ['', 'null', '[]', '{', '"mika@harbor-goods.example"', '{"email":{}}']) {
      const headers = { origin: stack.url };
      assert.equal((await fetch(`${stack.url}/team/session`, { method: 'POST', headers, body })).status, 404, body);
    }
  });

  it('stay with the organization of the demo, whoever else is in the database', async () => {
    await stack.database.query(
      `with other as (insert into support.organizations (name) values ('Elsewhere') returning id)
       insert into support.agents (organization_id, name, email, user_id)
       select id, 'Robin', 'robin@elsewhere.example', gen_random_uuid() from other`,
    );
    assert.equal((await sessionOf('robin@elsewhere.example')).status, 404);
  });
});

describe('the pages of the team', () => {
  it('carry no secret, and name the bundle and the functions of this stack', async () => {
    for (const name of ['inbox', 'console']) {
      const response = await fetch(`${stack.url}/${name}`);
      const html = await response.text();
      assert.match(response.headers.get('content-security-policy') ?? '', /require-trusted-types-for 'script'/);
      assert.ok(html.includes(`<support-chat-${name} api-url="${stack.url}/functions/v1/support-chat">`));
      assert.ok(!html.includes(stack.teamPassword));
      assert.equal((await fetch(`${stack.url}/cdn/team/${name}.js`)).status, 200);
    }
  });
});
