import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Answer, CallOptions, TestVisitor } from '../../testing/test-visitor.ts';
import { answer, createVisitorStage, say, SHOP_ID, type VisitorStage } from '../../testing/visitor-stage.ts';
import { profileResponseSchema } from '../schemas/profile.ts';
import type { Session } from '../schemas/session.ts';
import { erasureResponseSchema, exportResponseSchema } from '../schemas/visitor-data.ts';

let stage: VisitorStage;
let visitor: TestVisitor;
let session: Session;
let token: string;

before(async () => {
  stage = await createVisitorStage();
});
after(() => stage.database.close());
beforeEach(async () => {
  visitor = await stage.createVisitor();
  session = await visitor.openSession();
  token = session.access_token;
});

const PAGE = { kind: 'page_view', page_url: 'https://shop.example/socks', page_title: 'Socks' };
const track = (...events: readonly object[]) => visitor.call('chat/track', { token, body: { events } });
const consent = (decision: string) => visitor.call('chat/consent', { token, body: { decision, text_version: 'v1' } });
const trailLength = async () => {
  const rows = await stage.database.query('select kind from support.visitor_events where visitor_id = $1', [
    session.visitor_id,
  ]);
  return rows.length;
};

describe('what is known of a visitor, over the real functions', () => {
  it('keeps a trail, forgets it when it is denied, and keeps nothing afterwards', async () => {
    assert.deepEqual((await track(PAGE, { kind: 'custom', name: 'cart', data: { items: 2 } })).json(), { stored: 2 });
    assert.deepEqual((await consent('denied')).json(), { consent: 'denied' });
    assert.equal(await trailLength(), 0);
    assert.deepEqual((await track(PAGE)).json(), { stored: 0 });
    assert.equal(await trailLength(), 0);
    await consent('granted');
    assert.deepEqual((await track(PAGE)).json(), { stored: 1 });
  });

  it('stores nothing of a trail that comes at the same time as the denial, or after it', async () => {
    await Promise.all([track(PAGE), consent('denied'), track(PAGE), track(PAGE)]);
    assert.equal(await trailLength(), 0);
  });

  it('records every decision with the text and a hash of the address, never the address', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    await visitor.call('chat/consent', { token, headers, body: { decision: 'granted', text_version: '2026-05' } });
    const [row] = await stage.database.query(
      'select decision, text_version, ip_hash from support.visitor_consents where visitor_id = $1',
      [session.visitor_id],
    );
    assert.deepEqual([row?.['decision'], row?.['text_version']], ['granted', '2026-05']);
    assert.match(String(row?.['ip_hash']), /^[0-9a-f]{64}$/);
  });

  it('tells the visitor no more of themselves than they may know', async () => {
    const body = { name: '<b>Ana</b>', email: 'ana@shop.example', locale: 'pt-BR', traits: { plan: 'pro' } };
    const changed = profileResponseSchema.parse((await visitor.call('chat/profile', { token, body })).json());
    assert.deepEqual([changed.visitor.name, changed.visitor.traits], ['<b>Ana</b>', { plan: 'pro' }]);
    const forget = { email: null, traits: { plan: null, since: 2019 } };
    const { visitor: known } = profileResponseSchema.parse(
      (await visitor.call('chat/profile', { token, body: forget })).json(),
    );
    assert.deepEqual([known.name, known.email, known.traits], ['<b>Ana</b>', null, { since: 2019 }]);
  });

  it('refuses what is no e-mail address or no language, naming it', async () => {
    for (const [field, value] of [
      ['email', 'nobody'],
      ['locale', 'klingon!'],
    ] as const) {
      const refused = await visitor.call('chat/profile', { token, body: { [field]: value } });
      assert.deepEqual([refused.status, refused.code], [400, 'invalid_request']);
      assert.match(refused.text, new RegExp(field));
    }
  });

  it('hands out everything about the visitor, and not one note or word of anybody else', async () => {
    await visitor.call('chat/profile', { token, body: { name: 'Ana', traits: { plan: 'pro' } } });
    await consent('granted');
    await track(PAGE);
    const mine = await say(visitor, token, 'Where is my parcel?');
    await answer(visitor, mine.conversation_id, 'On its way');
    await answer(visitor, mine.conversation_id, 'a note: difficult customer', true);
    const other = await visitor.openSession();
    const theirs = await say(visitor, other.access_token, 'a word of somebody else');
    await answer(visitor, theirs.conversation_id, 'an answer to somebody else');

    const given = await visitor.call('chat/export', { token });
    const data = exportResponseSchema.parse(given.json());
    assert.deepEqual(
      [data.organization, data.visitor.id, data.visitor.name],
      ["Robin's shop", session.visitor_id, 'Ana'],
    );
    assert.deepEqual([data.sessions.length, data.consents.length, data.events.length], [1, 1, 1]);
    assert.deepEqual(
      data.conversations.map((conversation) => conversation.messages.map((message) => message.text)),
      [['Where is my parcel?', 'On its way']],
    );
    for (const foreign of ['a note:', 'somebody else', other.visitor_id, other.session_id, theirs.conversation_id]) {
      assert.equal(given.text.includes(foreign), false, foreign);
    }
  });

  it('hands it out ten times an hour, and says how long to wait', async () => {
    for (let count = 0; count < 10; count += 1)
      assert.equal((await visitor.call('chat/export', { token })).status, 200);
    const refused = await visitor.call('chat/export', { token });
    assert.deepEqual([refused.status, refused.code], [429, 'rate_limited']);
    assert.ok(Number(refused.headers.get('retry-after')) > 3_000);
    await visitor.call('chat/data', { method: 'DELETE', token });
    const counters = await stage.database.query(`select from support.rate_limits where key like 'export:%'`);
    assert.equal(counters.length, 0);
  });

  it('erases the visitor, after which every token of every session is dead', async () => {
    const { conversation_id } = await say(visitor, token, 'Forget me');
    const refreshed = (
      await visitor.call('chat/session/refresh', { body: { refresh_token: session.refresh_token } })
    ).json() as unknown as Session;
    const erased = erasureResponseSchema.parse((await visitor.call('chat/data', { method: 'DELETE', token })).json());
    assert.deepEqual([erased.outcome, erased.messages], ['erased', 1]);
    for (const dead of [token, refreshed.access_token]) {
      assert.equal((await visitor.call('chat/poll', { token: dead })).code, 'session_not_found');
      assert.equal((await visitor.call('chat/export', { token: dead })).code, 'session_not_found');
      assert.equal((await visitor.call('chat/data', { method: 'DELETE', token: dead })).code, 'session_not_found');
    }
    for (const refresh_token of [session.refresh_token, refreshed.refresh_token]) {
      const refused = await visitor.call('chat/session/refresh', { body: { refresh_token } });
      assert.equal(refused.code, 'refresh_token_invalid');
    }
    const rows = await stage.database.query('select from support.messages where conversation_id = $1', [
      conversation_id,
    ]);
    assert.equal(rows.length, 0);
  });

  it('lets a blocked visitor take their data along and log out, and nothing else', async () => {
    await stage.database.query('update support.visitors set banned_at = now() where id = $1', [session.visitor_id]);
    assert.equal((await track(PAGE)).code, 'visitor_banned');
    assert.equal((await visitor.call('chat/conversations', { token })).code, 'visitor_banned');
    assert.equal((await visitor.call('chat/export', { token })).status, 200);
    const ended = await visitor.call('chat/session/end', { token, body: {} });
    assert.deepEqual(ended.json(), { outcome: 'revoked' });
  });

  it('ends a session for good, however often', async () => {
    const end = async () => (await visitor.call('chat/session/end', { token, body: {} })).json();
    assert.deepEqual([await end(), await end()], [{ outcome: 'revoked' }, { outcome: 'already' }]);
    assert.equal((await visitor.call('chat/poll', { token })).code, 'session_revoked');
    const refused = await visitor.call('chat/session/refresh', { body: { refresh_token: session.refresh_token } });
    assert.equal(refused.code, 'session_revoked');
  });
});

describe('a token', () => {
  const SECRET_WORDS = 'a word for the team alone';

  /** Everything that can be asked about a conversation and its first message. */
  const calls = (conversation_id: string, messageId: string): readonly (readonly [string, CallOptions])[] => [
    [`chat/message/${messageId}`, { method: 'PATCH', body: { text: 'overwritten' } }],
    [`chat/message/${messageId}`, { method: 'DELETE' }],
    ['chat/typing', { body: { conversation_id, is_typing: true } }],
    ['chat/end', { body: { conversation_id } }],
    ['chat/feedback', { body: { conversation_id, rating: 1 } }],
    ['chat/transcript', { body: { conversation_id, email: 'thief@x.example' } }],
    ['chat/read', { body: { conversation_id, seq: 1 } }],
    ['chat/poll', { query: { conversation_id, after_revision: '0' } }],
    ['chat/messages', { query: { conversation_id } }],
    ['chat/conversations', {}],
    ['chat/export', {}],
    ['chat/track', { body: { events: [PAGE] } }],
    ['chat/consent', { body: { decision: 'denied' } }],
    ['chat/profile', { body: { name: 'overwritten' } }],
  ];

  const tryAll = async (options: CallOptions, conversationId: string, messageId: string) => {
    const codes: Record<string, string | number> = {};
    for (const [path, call] of calls(conversationId, messageId)) {
      const given: Answer = await visitor.call(path, { ...call, ...options });
      assert.equal(given.text.includes(SECRET_WORDS), false, path);
      codes[`${call.method ?? (call.body === undefined ? 'GET' : 'POST')} ${path.split('/').slice(0, 2).join('/')}`] =
        given.code ?? given.status;
    }
    return codes;
  };

  const fingerprint = async (conversationId: string) => {
    const [row] = await stage.database.query(
      `select conversation.status, conversation.revision, conversation.rating, visitor.name, visitor.consent,
         (select string_agg(message.body, '|') from support.messages as message where message.conversation_id = $1) as said,
         (select count(*) from support.outbox as job where job.conversation_id = $1 and job.channel = 'email') as mails
       from support.conversations as conversation join support.visitors as visitor on visitor.id = conversation.visitor_id
       where conversation.id = $1`,
      [conversationId],
    );
    return JSON.stringify({ ...row }, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  };

  it('of another visitor reads and changes nothing', async () => {
    const mine = await say(visitor, token, SECRET_WORDS);
    const before = await fingerprint(mine.conversation_id);
    const thief = (await visitor.openSession()).access_token;
    assert.deepEqual(await tryAll({ token: thief }, mine.conversation_id, mine.id), {
      'PATCH chat/message': 'message_not_found',
      'DELETE chat/message': 'message_not_found',
      'POST chat/typing': 'conversation_not_found',
      'POST chat/end': 'conversation_not_found',
      'POST chat/feedback': 'conversation_not_found',
      'POST chat/transcript': 'conversation_not_found',
      'POST chat/read': 'conversation_not_found',
      'GET chat/poll': 200,
      'GET chat/messages': 'conversation_not_found',
      'GET chat/conversations': 200,
      'GET chat/export': 200,
      'POST chat/track': 200,
      'POST chat/consent': 200,
      'POST chat/profile': 200,
    });
    assert.equal(await fingerprint(mine.conversation_id), before);
  });

  it('is worth nothing at another widget, of the same organization or of another', async () => {
    const mine = await say(visitor, token, SECRET_WORDS);
    const before = await fingerprint(mine.conversation_id);
    for (const widgetKey of ['wk_other', 'wk_bakery']) {
      const codes = await tryAll({ token, widgetKey }, mine.conversation_id, mine.id);
      assert.deepEqual(new Set(Object.values(codes)), new Set(['session_not_found']), widgetKey);
      assert.equal((await visitor.call('chat/data', { method: 'DELETE', token, widgetKey })).code, 'session_not_found');
      const ended = await visitor.call('chat/session/end', { token, widgetKey, body: {} });
      assert.deepEqual(ended.json(), { outcome: 'unknown' });
    }
    assert.equal(await fingerprint(mine.conversation_id), before);
    assert.equal((await visitor.call('chat/poll', { token })).status, 200);
  });

  it('that names another visitor or session than its own was never issued, and finds nothing', async () => {
    const mine = await say(visitor, token, SECRET_WORDS);
    const thief = await visitor.openSession();
    const crossed = await visitor.deps.signer.issue({ sessionId: thief.session_id, visitorId: session.visitor_id });
    const codes = await tryAll({ token: crossed.token }, mine.conversation_id, mine.id);
    assert.deepEqual(new Set(Object.values(codes)), new Set(['session_not_found']));
    const [row] = await stage.database.query('select name from support.organizations where id = $1', [SHOP_ID]);
    assert.equal(row?.['name'], "Robin's shop");
  });
});
