import assert from 'node:assert/strict';
import { TestVisitor } from '../../testing/test-visitor.ts';
import { hashRefreshToken } from '../auth/refresh-token.ts';
import { sessionSchema } from '../schemas/session.ts';
import type { AppCases } from '../app-suite.ts';

export const sessionCases: AppCases = {
  'opens a session and hands out both tokens once': async () => {
    const visitor = await TestVisitor.create();
    const answer = await visitor.call('chat/session', {
      body: { context: { page_url: 'https://shop.example/socks' } },
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const session = sessionSchema.parse(answer.json());
    assert.equal(session.expires_in, 3_600);
    assert.equal(session.realtime_topic, `support:visitor:${session.visitor_id}`);
    const claims = await visitor.deps.signer.verify(session.access_token);
    assert.equal(claims.session_id, session.session_id);
    assert.equal(claims.visitor_id, session.visitor_id);
  },

  'gives the database only a hash of the refresh token and of the address': async () => {
    const visitor = await TestVisitor.create();
    const answer = await visitor.call('chat/session', {
      body: {},
      headers: { 'x-forwarded-for': '203.0.113.7, 10.0.0.1' },
    });
    const { refresh_token } = sessionSchema.parse(answer.json());
    assert.match(refresh_token, /^scr_[\w-]{43}$/);
    const [args] = visitor.deps.database.callsOf('support_create_session');
    assert.equal(args?.['p_refresh_token_hash'], await hashRefreshToken(refresh_token));
    assert.match(String(args?.['p_ip_hash']), /^[0-9a-f]{64}$/);
    assert.equal(JSON.stringify(args).includes('203.0.113.7'), false);
    assert.equal(JSON.stringify(args).includes(refresh_token), false);
  },

  'tells visitors apart by the first address of the header, and only by that': async () => {
    const visitor = await TestVisitor.create();
    for (const forwarded of ['203.0.113.7, 10.0.0.1', '203.0.113.7, 10.0.0.2', '203.0.113.8']) {
      await visitor.call('chat/session', { body: {}, headers: { 'x-forwarded-for': forwarded } });
    }
    const [first, second, third] = visitor.deps.database
      .callsOf('support_create_session')
      .map((args) => args['p_ip_hash']);
    assert.equal(first, second);
    assert.notEqual(first, third);
  },

  'ignores the header where the server knows the connection': async () => {
    const visitor = await TestVisitor.create({
      config: { clientAddress: { kind: 'connection', addressOf: () => '192.0.2.1' } },
    });
    await visitor.call('chat/session', { body: {}, headers: { 'x-forwarded-for': '203.0.113.7' } });
    await visitor.call('chat/session', { body: {}, headers: { 'x-forwarded-for': '203.0.113.8' } });
    const [first, second] = visitor.deps.database.callsOf('support_create_session').map((args) => args['p_ip_hash']);
    assert.equal(first, second);
  },

  'replaces both tokens at a refresh': async () => {
    const visitor = await TestVisitor.create();
    const session = await visitor.openSession();
    const answer = await visitor.call('chat/session/refresh', { body: { refresh_token: session.refresh_token } });
    const next = sessionSchema.parse(answer.json());
    assert.equal(next.session_id, session.session_id);
    assert.notEqual(next.refresh_token, session.refresh_token);
    const again = await visitor.call('chat/session/refresh', { body: { refresh_token: next.refresh_token } });
    assert.equal(again.status, 200);
  },

  'refuses a refresh token that is unknown, expired, revoked or reused, each with its own code': async () => {
    const visitor = await TestVisitor.create();
    const { refresh_token } = await visitor.openSession();
    const refuse = async (token: string) => {
      const answer = await visitor.call('chat/session/refresh', { body: { refresh_token: token } });
      return [answer.status, answer.code];
    };
    assert.deepEqual(await refuse('scr_never_seen'), [401, 'refresh_token_invalid']);
    visitor.deps.database.refreshOutcome = 'expired';
    assert.deepEqual(await refuse(refresh_token), [401, 'session_expired']);
    visitor.deps.database.refreshOutcome = 'revoked';
    assert.deepEqual(await refuse(refresh_token), [401, 'session_revoked']);
    visitor.deps.database.refreshOutcome = 'reused';
    assert.deepEqual(await refuse(refresh_token), [401, 'refresh_token_reused']);
  },

  'cuts what the page tells about itself instead of refusing it': async () => {
    const visitor = await TestVisitor.create();
    const context = {
      page_url: `https://shop.example/${'x'.repeat(5_000)}`,
      page_title: `half a smile ${'\ud83d'}\u0000`,
    };
    assert.equal((await visitor.call('chat/session', { body: { context } })).status, 200);
    const [args] = visitor.deps.database.callsOf('support_create_session');
    const stored = args?.['p_context'] as Record<string, string>;
    assert.equal(stored['page_url']?.length, 2_048);
    assert.equal(stored['page_title'], 'half a smile \uFFFD\uFFFD');
  },
};
