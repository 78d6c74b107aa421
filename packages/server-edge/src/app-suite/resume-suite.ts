import assert from 'node:assert/strict';
import { TestVisitor } from '../../testing/test-visitor.ts';
import { hashRefreshToken } from '../auth/refresh-token.ts';
import { createResumeTokens, RESUME_LINK_LIFETIME_SECONDS } from '../auth/resume-token.ts';
import type { AppCases } from '../app-suite.ts';
import { sessionResumeResponseSchema } from '../schemas/resume.ts';

const CLAIMS = {
  conversationId: '40000000-0000-4000-8000-000000000001',
  visitorId: '60000000-0000-4000-8000-000000000001',
};
const IDENTITY = {
  session_id: '50000000-0000-4000-8000-000000000009',
  visitor_id: CLAIMS.visitorId,
  conversation_id: CLAIMS.conversationId,
};

async function aLink(): Promise<{ visitor: TestVisitor; token: string }> {
  const visitor = await TestVisitor.create();
  const { config, clock } = visitor.deps;
  visitor.deps.database.answerWith('support_resume_session', IDENTITY);
  return { visitor, token: await createResumeTokens({ secret: config.ipHashSecret, clock }).issue(CLAIMS) };
}

export const resumeCases: AppCases = {
  'opens a new session of the visitor whom the link names': async () => {
    const { visitor, token } = await aLink();
    const context = { page_url: 'https://shop.example/socks' };
    const answer = await visitor.call('chat/session/resume', {
      body: { token, context },
      headers: { 'user-agent': 'Browser/1', 'x-forwarded-for': '203.0.113.7' },
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const session = sessionResumeResponseSchema.parse(answer.json());
    assert.equal(session.conversation_id, CLAIMS.conversationId);
    const claims = await visitor.deps.signer.verify(session.access_token);
    assert.deepEqual([claims.visitor_id, claims.session_id], [CLAIMS.visitorId, IDENTITY.session_id]);

    const [args] = visitor.deps.database.callsOf('support_resume_session');
    assert.match(String(args?.['p_ip_hash']), /^[0-9a-f]{64}$/);
    assert.deepEqual(
      { ...args, p_ip_hash: '' },
      {
        p_widget_id: '30000000-0000-4000-8000-000000000001',
        p_visitor_id: CLAIMS.visitorId,
        p_conversation_id: CLAIMS.conversationId,
        p_link_hash: await hashRefreshToken(token),
        p_refresh_token_hash: await hashRefreshToken(session.refresh_token),
        p_context: context,
        p_ip_hash: '',
        p_origin: 'https://shop.example',
        p_user_agent: 'Browser/1',
      },
    );
  },

  'refuses a link that is forged or too old before it asks the database': async () => {
    const { visitor, token } = await aLink();
    const refuse = async (given: string) => {
      const answer = await visitor.call('chat/session/resume', { body: { token: given } });
      return [answer.status, answer.code, (answer.json()['error'] as { details: unknown }).details];
    };
    for (const forged of [`${token.slice(0, -2)}AA`, token.replace('.', ''), 'nonsense', '☃'.repeat(100)]) {
      assert.deepEqual(await refuse(forged), [410, 'resume_link_invalid', { reason: 'invalid' }], forged);
    }
    visitor.deps.advance(RESUME_LINK_LIFETIME_SECONDS * 1_000);
    assert.deepEqual(await refuse(token), [410, 'resume_link_invalid', { reason: 'expired' }]);
    assert.deepEqual(visitor.deps.database.callsOf('support_resume_session'), []);
  },

  'says in one word why a good link opens nothing, and what a ban or a limit says': async () => {
    const { visitor, token } = await aLink();
    const refused = async (sqlstate: string, detail?: string) => {
      visitor.deps.database.refuseWith('support_resume_session', sqlstate, detail);
      return visitor.call('chat/session/resume', { body: { token } });
    };
    for (const [sqlstate, reason] of [
      ['SC011', 'identified'],
      ['SC013', 'gone'],
      ['SC020', 'gone'],
    ] as const) {
      const answer = await refused(sqlstate);
      assert.deepEqual([answer.status, answer.code], [410, 'resume_link_invalid']);
      assert.deepEqual((answer.json()['error'] as { details: unknown }).details, { reason });
    }
    assert.deepEqual(
      [(await refused('SC014')).code, (await refused('SC002')).code],
      ['visitor_banned', 'widget_disabled'],
    );
    const limited = await refused('SC040', '4000');
    assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '4000']);
  },

  'takes no access token for a link, nor a link for an access token': async () => {
    const { visitor, token } = await aLink();
    const { access_token, refresh_token } = await visitor.openSession();
    for (const other of [access_token, refresh_token]) {
      const answer = await visitor.call('chat/session/resume', { body: { token: other.slice(0, 300) } });
      assert.equal(answer.code, 'resume_link_invalid');
    }
    assert.equal((await visitor.call('chat/poll', { token })).code, 'token_invalid');
  },

  'refuses bodies of another shape': async () => {
    const { visitor, token } = await aLink();
    for (const body of [
      {},
      { token: 7 },
      { token: '' },
      { token: 'x'.repeat(301) },
      { token, visitor_id: 'me' },
      [token],
    ]) {
      assert.equal((await visitor.call('chat/session/resume', { body })).code, 'invalid_request', JSON.stringify(body));
    }
    assert.equal((await visitor.call('chat/session/resume', { method: 'GET' })).code, 'method_not_allowed');
  },
};
