import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import type { TestVisitor } from '../../testing/test-visitor.ts';
import { BAKERY_SECRET, createVisitorStage, say, SHOP_SECRET, type VisitorStage } from '../../testing/visitor-stage.ts';
import { identifyResponseSchema, type Identity } from '../schemas/identity.ts';
import { syncSchema } from '../schemas/sync.ts';
import { exportResponseSchema } from '../schemas/visitor-data.ts';

let stage: VisitorStage;
let visitor: TestVisitor;
let user: string;

before(async () => {
  stage = await createVisitorStage();
});
after(() => stage.database.close());
beforeEach(async () => {
  visitor = await stage.createVisitor();
  user = `user-${crypto.randomUUID()}`;
});

async function sign(claims: Record<string, unknown>, { kid, secret } = SHOP_SECRET): Promise<string> {
  const now = Math.floor(visitor.deps.clock() / 1_000);
  return new SignJWT({ ...claims, iat: now, exp: now + 600 })
    .setProtectedHeader({ alg: 'HS256', kid })
    .sign(new TextEncoder().encode(secret));
}

const identify = async (token: string, claims: Record<string, unknown>) =>
  visitor.call('chat/identify', { token, body: { token: await sign(claims) } });

async function identified(token: string, claims: Record<string, unknown>): Promise<Identity> {
  return identifyResponseSchema.parse((await identify(token, claims)).json());
}

const poll = (token: string) => visitor.call('chat/poll', { token });

describe('identifying, over the real functions', () => {
  it('lets the history of a phone and a computer meet in one visitor', async () => {
    const computer = await visitor.openSession();
    await say(visitor, computer.access_token, 'from the computer');
    const first = await identified(computer.access_token, { sub: user, name: 'Ana', traits: { plan: 'pro' } });
    assert.deepEqual([first.outcome, first.visitor_id], ['identified', computer.visitor_id]);

    const phone = await visitor.openSession();
    await say(visitor, phone.access_token, 'from the phone');
    const second = await identified(phone.access_token, { sub: user });
    assert.deepEqual([second.outcome, second.visitor_id], ['merged', computer.visitor_id]);
    assert.equal(second.session_id, phone.session_id);

    const old = await poll(phone.access_token);
    assert.deepEqual([old.status, old.code], [401, 'token_expired']);
    const fresh = await visitor.call('chat/export', { token: second.access_token });
    const { visitor: known, conversations } = exportResponseSchema.parse(fresh.json());
    assert.deepEqual([known.external_id, known.name, known.traits], [user, 'Ana', { plan: 'pro' }]);
    assert.deepEqual(
      conversations
        .flatMap(({ messages }) => messages.map(({ text }) => text))
        .filter((text) => text.startsWith('from')),
      ['from the computer', 'from the phone'],
    );
    const sync = syncSchema.parse((await poll(second.access_token)).json());
    assert.equal(sync.conversation?.id, second.conversation_id);
    assert.equal((await poll(computer.access_token)).status, 200);
  });

  it('gives the refreshed session of a merged visitor the same new name', async () => {
    await identified((await visitor.openSession()).access_token, { sub: user });
    const session = await visitor.openSession();
    const merged = await identified(session.access_token, { sub: user });
    const refreshed = await visitor.call('chat/session/refresh', { body: { refresh_token: session.refresh_token } });
    assert.equal(refreshed.json()['visitor_id'], merged.visitor_id);
  });

  it('serves two tabs that identify at once with the tokens they had', async () => {
    await identified((await visitor.openSession()).access_token, { sub: user });
    const { access_token } = await visitor.openSession();
    await say(visitor, access_token, 'written before');
    const tabs = await Promise.all([1, 2, 3, 4].map(() => identified(access_token, { sub: user })));
    assert.equal(new Set(tabs.map((tab) => tab.visitor_id)).size, 1);
    assert.deepEqual(tabs.map((tab) => tab.outcome).sort(), ['already', 'already', 'already', 'merged']);
    for (const tab of tabs) assert.equal((await poll(tab.access_token)).status, 200);
  });

  it('makes one visitor of two browsers that sign in together for the first time', async () => {
    const sessions = [await visitor.openSession(), await visitor.openSession()];
    const both = await Promise.all(sessions.map((session) => identified(session.access_token, { sub: user })));
    assert.equal(new Set(both.map((one) => one.visitor_id)).size, 1);
    const rows = await stage.database.query('select id from support.visitors where external_id = $1', [user]);
    assert.equal(rows.length, 1);
  });

  it('hands nobody the session of another user, and ends it', async () => {
    const session = await visitor.openSession();
    await say(visitor, session.access_token, 'only for the first user');
    await identified(session.access_token, { sub: user });
    const refused = await identify(session.access_token, { sub: `${user}-another` });
    assert.deepEqual([refused.status, refused.code], [401, 'session_revoked']);
    assert.equal((await poll(session.access_token)).code, 'session_revoked');
    const refresh = await visitor.call('chat/session/refresh', { body: { refresh_token: session.refresh_token } });
    assert.equal(refresh.code, 'session_revoked');

    const next = await visitor.openSession();
    const other = await identified(next.access_token, { sub: `${user}-another` });
    const seen = await visitor.call('chat/export', { token: other.access_token });
    assert.equal(seen.text.includes('only for the first user'), false);
    const again = await identified((await visitor.openSession()).access_token, { sub: user });
    assert.match((await poll(again.access_token)).text, /only for the first user/);
  });

  it('believes no other organization, and gives its users nothing of ours', async () => {
    const session = await visitor.openSession();
    await identified(session.access_token, { sub: user, name: 'Ana' });
    const foreign = await sign({ sub: user }, BAKERY_SECRET);
    const refused = await visitor.call('chat/identify', { token: session.access_token, body: { token: foreign } });
    assert.deepEqual([refused.status, refused.code], [403, 'identity_token_invalid']);

    const opened = await visitor.call('chat/session', { widgetKey: 'wk_bakery', body: {} });
    const theirs = opened.json() as { access_token: string; visitor_id: string };
    const body = { token: foreign };
    const there = await visitor.call('chat/identify', { widgetKey: 'wk_bakery', token: theirs.access_token, body });
    assert.deepEqual([there.json()['outcome'], there.json()['visitor_id']], ['identified', theirs.visitor_id]);
    const crossed = await visitor.call('chat/identify', { widgetKey: 'wk_bakery', token: session.access_token, body });
    assert.equal(crossed.code, 'session_not_found');
  });

  it('stops believing a secret that was retired', async () => {
    await stage.database.query(
      `insert into support.organization_identity_secrets (organization_id, kid, secret)
       select organization_id, 'k-leaked', 'a secret that somebody has stolen, 32 bytes'
       from support.organization_identity_secrets where kid = $1`,
      [SHOP_SECRET.kid],
    );
    const leaked = { kid: 'k-leaked', secret: 'a secret that somebody has stolen, 32 bytes' };
    const { access_token: token } = await visitor.openSession();
    const body = { token: await sign({ sub: user }, leaked) };
    assert.equal((await visitor.call('chat/identify', { token, body })).status, 200);
    await stage.database.query(
      `update support.organization_identity_secrets set retires_at = now() - interval '1 second' where kid = 'k-leaked'`,
    );
    visitor.deps.advance(10_000);
    const refused = await visitor.call('chat/identify', { token, body });
    assert.match(refused.text, /unknown_key/);
  });

  it('refuses a blocked user, and claims that do not fit, naming them', async () => {
    const session = await visitor.openSession();
    const wrong = await identify(session.access_token, { sub: user, avatar_url: 'javascript:alert(1)' });
    assert.deepEqual([wrong.status, wrong.code], [403, 'identity_token_invalid']);
    const { details } = wrong.json()['error'] as { details: unknown };
    assert.deepEqual(details, { reason: 'claims', claims: ['avatar_url'] });
    const known = await identified(session.access_token, { sub: user });
    await stage.database.query('update support.visitors set banned_at = now() where id = $1', [known.visitor_id]);
    const blocked = await identify((await visitor.openSession()).access_token, { sub: user });
    assert.equal(blocked.code, 'visitor_banned');
  });
});
