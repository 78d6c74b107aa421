import assert from 'node:assert/strict';
import { generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { TestVisitor } from '../../testing/test-visitor.ts';
import { identifyResponseSchema } from '../schemas/identity.ts';
import type { AppCases } from '../app-suite.ts';

const OLD = { kid: 'k-old', secret: 'the old secret of the shop, 32 bytes at least' };
const NEW = { kid: 'k-new', secret: 'the new secret of the shop, 32 bytes at least' };

async function shopVisitor() {
  const visitor = await TestVisitor.create();
  visitor.deps.database.identitySecrets = [NEW, OLD];
  const session = await visitor.openSession();
  return { visitor, session, token: session.access_token, database: visitor.deps.database };
}

interface Signing {
  readonly secret?: string;
  readonly header?: Record<string, unknown>;
  /** Seconds from now; null: no such claim. */
  readonly issued?: number | null;
  readonly expires?: number | null;
}

/** As the backend of a shop would sign it. */
function sign(visitor: TestVisitor, claims: JWTPayload, signing: Signing = {}): Promise<string> {
  const { secret = NEW.secret, header = { kid: NEW.kid }, issued = 0, expires = 600 } = signing;
  const now = Math.floor(visitor.deps.clock() / 1_000);
  const jwt = new SignJWT({
    ...claims,
    ...(issued === null ? {} : { iat: now + issued }),
    ...(expires === null ? {} : { exp: now + expires }),
  });
  return jwt.setProtectedHeader({ alg: 'HS256', ...header }).sign(new TextEncoder().encode(secret));
}

async function refusal(visitor: TestVisitor, token: string, identityToken: string): Promise<unknown> {
  const answer = await visitor.call('chat/identify', { token, body: { token: identityToken } });
  if (answer.status === 200) return 'accepted';
  assert.deepEqual([answer.status, answer.code], [403, 'identity_token_invalid'], answer.text);
  return (answer.json()['error'] as { details: { reason: string } }).details.reason;
}

export const identifyCases: AppCases = {
  'takes the site’s word for who it is, and hands out a token for that visitor': async () => {
    const { visitor, session, token, database } = await shopVisitor();
    const claims = {
      sub: 'user-7',
      name: 'Ana',
      email: 'ana@shop.example',
      traits: { plan: 'pro' },
      iss: 'shop',
      jti: '1',
    };
    const answer = await visitor.call('chat/identify', { token, body: { token: await sign(visitor, claims) } });
    assert.equal(answer.status, 200, answer.text);
    const identity = identifyResponseSchema.parse(answer.json());
    assert.deepEqual([identity.outcome, identity.visitor_id], ['identified', session.visitor_id]);
    assert.equal(identity.realtime_topic, `support:visitor:${session.visitor_id}`);
    const issued = await visitor.deps.signer.verify(identity.access_token);
    assert.deepEqual([issued.session_id, issued.visitor_id], [session.session_id, session.visitor_id]);
    const [args] = database.callsOf('support_identify_visitor');
    assert.equal(args?.['p_external_id'], 'user-7');
    assert.deepEqual(JSON.parse(JSON.stringify(args['p_traits'])), {
      name: 'Ana',
      email: 'ana@shop.example',
      traits: { plan: 'pro' },
    });
  },

  'names the visitor that the session was merged into': async () => {
    const { visitor, session, token, database } = await shopVisitor();
    const known = '60000000-0000-4000-8000-000000000077';
    database.identified.set('user-7', known);
    const body = { token: await sign(visitor, { sub: 'user-7' }) };
    const identity = identifyResponseSchema.parse((await visitor.call('chat/identify', { token, body })).json());
    assert.deepEqual([identity.outcome, identity.visitor_id], ['merged', known]);
    assert.equal(identity.realtime_topic, `support:visitor:${known}`);
    const issued = await visitor.deps.signer.verify(identity.access_token);
    assert.deepEqual([issued.visitor_id, issued.session_id], [known, session.session_id]);
  },

  'accepts every secret during a rotation, by name or without one': async () => {
    const { visitor, token } = await shopVisitor();
    const claims = { sub: 'user-7' };
    const accepted = [
      sign(visitor, claims),
      sign(visitor, claims, { secret: OLD.secret, header: { kid: OLD.kid } }),
      sign(visitor, claims, { secret: OLD.secret, header: {} }),
      sign(visitor, claims, { issued: null }),
      sign(visitor, { ...claims, aud: 'support-chat', widget: 'wk_demo@abcdefgh' }),
      sign(visitor, { ...claims, aud: ['orders', 'wk_demo'], name: null, traits: null }),
    ];
    for (const signed of accepted) assert.equal(await refusal(visitor, token, await signed), 'accepted');
  },

  'refuses what the site did not sign, or not like this': async () => {
    const { visitor, token, database } = await shopVisitor();
    const claims = { sub: 'user-7' };
    const now = Math.floor(visitor.deps.clock() / 1_000);
    const dates = { iat: now, exp: now + 600 };
    const rsa = await generateKeyPair('RS256');
    const unsigned = new UnsecuredJWT({ ...claims, ...dates }).encode();
    const [, payload = ''] = unsigned.split('.');
    const none = btoa(JSON.stringify({ alg: 'none', kid: NEW.kid })).replaceAll('=', '');
    const [header = '', , signature = ''] = (await sign(visitor, claims)).split('.');
    const another = btoa(JSON.stringify({ sub: 'user-8', ...dates })).replaceAll('=', '');
    const refused: Record<string, readonly [string, string | Promise<string>]> = {
      'an expired one': ['expired', sign(visitor, claims, { issued: -700, expires: -61 })],
      'one from the future': ['not_yet', sign(visitor, claims, { issued: 120 })],
      'one whose time has not come': ['not_yet', sign(visitor, { ...claims, nbf: now + 120 })],
      'a wrong secret': ['signature', sign(visitor, claims, { secret: 'a secret of somebody else, 32 bytes long' })],
      'a wrong secret without a name': [
        'signature',
        sign(visitor, claims, { secret: 'a secret of somebody else, 32 bytes long', header: {} }),
      ],
      'a secret under the name of another': ['signature', sign(visitor, claims, { header: { kid: OLD.kid } })],
      'a retired name': ['unknown_key', sign(visitor, claims, { header: { kid: 'k-2019' } })],
      'no signature': ['malformed', unsigned],
      'no signature under a known name': ['malformed', `${none}.${payload}.`],
      HS512: ['malformed', sign(visitor, claims, { header: { alg: 'HS512', kid: NEW.kid } })],
      'RS256 by somebody’s own key': [
        'malformed',
        new SignJWT({ ...claims, ...dates }).setProtectedHeader({ alg: 'RS256', kid: NEW.kid }).sign(rsa.privateKey),
      ],
      'another user under a good signature': ['signature', `${header}.${another}.${signature}`],
      'a life of more than an hour': ['lifetime', sign(visitor, claims, { expires: 3_601 })],
      'a life of a year without iat': ['lifetime', sign(visitor, claims, { issued: null, expires: 31_536_000 })],
      'no end': ['claims', sign(visitor, claims, { expires: null })],
      'no user': ['claims', sign(visitor, { name: 'Ana' })],
      'a blank user': ['claims', sign(visitor, { sub: '  ' })],
      'a user whose id no database can hold': ['claims', sign(visitor, { sub: 'user\u0000' })],
      'a user with a long id': ['claims', sign(visitor, { sub: 'x'.repeat(256) })],
      'a name that is no text': ['claims', sign(visitor, { ...claims, name: { first: 'Ana' } })],
      'traits that are a list': ['claims', sign(visitor, { ...claims, traits: ['pro'] })],
      'traits of nine levels': [
        'claims',
        sign(visitor, { ...claims, traits: JSON.parse(`${'{"a":'.repeat(9)}1${'}'.repeat(9)}`) as object }),
      ],
      'traits beyond every measure': ['claims', sign(visitor, { ...claims, traits: { a: 'x'.repeat(17_000) } })],
      'another widget': ['audience', sign(visitor, { ...claims, widget: 'wk_other' })],
      'something else': ['audience', sign(visitor, { ...claims, aud: 'https://api.shop.example' })],
      garbage: ['malformed', 'abc'],
      'our own access token': ['unknown_key', token],
    };
    for (const [what, [reason, signed]] of Object.entries(refused)) {
      assert.deepEqual([what, await refusal(visitor, token, await signed)], [what, reason]);
    }
    assert.deepEqual(database.callsOf('support_identify_visitor'), []);
  },

  'refuses everybody while the organization has no secret': async () => {
    const { visitor, token, database } = await shopVisitor();
    database.identitySecrets = [];
    const empty = await new SignJWT({ sub: 'user-7', exp: Math.floor(visitor.deps.clock() / 1_000) + 60 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(' '));
    assert.equal(await refusal(visitor, token, empty), 'unknown_key');
  },

  'stops believing a retired secret after ten seconds, and asks the database once until then': async () => {
    const { visitor, token, database } = await shopVisitor();
    const signed = await sign(visitor, { sub: 'user-7' }, { secret: OLD.secret, header: { kid: OLD.kid } });
    await Promise.all([refusal(visitor, token, signed), refusal(visitor, token, signed)]);
    database.identitySecrets = [NEW];
    visitor.deps.advance(9_999);
    assert.equal(await refusal(visitor, token, signed), 'accepted');
    visitor.deps.advance(1);
    assert.equal(await refusal(visitor, token, signed), 'unknown_key');
    assert.equal(database.callsOf('support_list_identity_secrets').length, 2);
  },

  'tells nothing of secrets or tokens in answers and logs': async () => {
    const { visitor, token, database } = await shopVisitor();
    database.failWith('support_identify_visitor', new Error('boom'));
    const signed = await sign(visitor, { sub: 'user-7', email: 'ana@shop.example' });
    const answer = await visitor.call('chat/identify', { token, body: { token: signed } });
    assert.deepEqual([answer.status, answer.code], [500, 'internal_error']);
    const told = answer.text + JSON.stringify(visitor.deps.logger.records);
    for (const word of [NEW.secret, OLD.secret, signed, 'ana@shop.example']) assert.equal(told.includes(word), false);
  },

  'ends a session that belongs to another user of the site': async () => {
    const { visitor, session, token, database } = await shopVisitor();
    database.refuseWith('support_identify_visitor', 'SC011');
    const body = { token: await sign(visitor, { sub: 'user-8' }) };
    const answer = await visitor.call('chat/identify', { token, body });
    assert.deepEqual([answer.status, answer.code], [401, 'session_revoked']);
    const [revoked, ...more] = database.callsOf('support_revoke_session');
    assert.deepEqual([revoked?.['p_session_id'], more], [session.session_id, []]);
  },

  'ends no session for another refusal': async () => {
    const { visitor, token, database } = await shopVisitor();
    for (const [sqlstate, status] of [
      ['SC014', 403],
      ['SC040', 429],
      ['SC090', 403],
      ['40001', 503],
    ] as const) {
      database.refuseWith('support_identify_visitor', sqlstate);
      const answer = await visitor.call('chat/identify', { token, body: { token: await sign(visitor, { sub: 'u' }) } });
      assert.equal(answer.status, status);
    }
    assert.deepEqual(database.callsOf('support_revoke_session'), []);
  },
};
