import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createTestDatabase } from '../../local/testing/test-database.ts';
import { createFakeDeps } from '../testing/fake-deps.ts';
import { TestVisitor } from '../testing/test-visitor.ts';
import { createChatDb } from './db/chat-db.ts';
import { createSqlCaller } from './db/sql-caller.ts';
import { messagePageSchema, messageResponseSchema } from './schemas/message.ts';
import { sessionSchema } from './schemas/session.ts';
import { readResponseSchema, syncSchema } from './schemas/sync.ts';
import { tickResponseSchema } from './schemas/tick.ts';
import { widgetConfigSchema, widgetSchema } from './schemas/widget-config.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let visitor: TestVisitor;

before(async () => {
  database = await createTestDatabase();
  await database.execute(`
    insert into support.organizations (id, name) values ('20000000-0000-4000-8000-000000000001', 'Robin''s shop');
    insert into support.widgets (organization_id, key, name, allowed_domains) values
      ('20000000-0000-4000-8000-000000000001', 'wk_demo', 'Demo', '{shop.example}'),
      ('20000000-0000-4000-8000-000000000001', 'wk_other', 'Other', '{}');
    insert into support.departments (organization_id, name) values ('20000000-0000-4000-8000-000000000001', 'Orders');
    insert into support.agents (organization_id, name) values ('20000000-0000-4000-8000-000000000001', 'Mika');
  `);
});
after(() => database.close());

beforeEach(async () => {
  await database.execute('truncate support.rate_limits');
  const caller = createSqlCaller((text, parameters) => database.query(text, parameters, { role: 'service_role' }));
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  visitor = new TestVisitor({ ...(await createFakeDeps()), db: createChatDb(caller), randomBytes });
});

const aMessage = (text = 'Do you ship to Iceland?') => ({ id: randomUUID(), text });

describe('the app over a real database', () => {
  it('answers the configuration in the shape that clients know', async () => {
    const widget = await visitor.deps.db.getWidget('wk_demo');
    widgetSchema.parse(widget);
    const config = widgetConfigSchema.parse((await visitor.call('widget-config')).json());
    assert.deepEqual(
      config.departments.map((department) => department.name),
      ['Orders'],
    );
    assert.deepEqual(config.availability.agents, [{ name: 'Mika', avatar_url: null }]);
    assert.equal((await visitor.call('widget-config', { headers: { origin: 'https://other.example' } })).status, 403);
    assert.equal((await visitor.call('widget-config', { widgetKey: 'wk_nobody' })).code, 'widget_not_found');
  });

  it('carries a visitor from the first message to the read mark', async () => {
    const context = { page_url: 'https://shop.example/socks', language: 'is' };
    const session = sessionSchema.parse((await visitor.call('chat/session', { body: { context } })).json());
    const token = session.access_token;

    const posted = await visitor.call('chat/message', { token, body: { ...aMessage(), context } });
    const { message } = messageResponseSchema.parse(posted.json());
    assert.deepEqual([message.seq, message.sender.kind, message.text], [1, 'visitor', 'Do you ship to Iceland?']);
    const conversation_id = message.conversation_id;
    await visitor.call('chat/message', { token, body: { ...aMessage('Hello?'), conversation_id } });

    const start = syncSchema.parse((await visitor.call('chat/start', { token, body: {} })).json());
    assert.equal(start.conversation?.id, conversation_id);

    const after_revision = String(message.revision);
    const poll = syncSchema.parse(
      (await visitor.call('chat/poll', { token, query: { conversation_id, after_revision } })).json(),
    );
    assert.deepEqual(
      poll.messages.map((found) => found.text),
      ['Hello?'],
    );

    const page = await visitor.call('chat/messages', {
      token,
      query: { conversation_id, before_seq: '2', limit: '1' },
    });
    assert.deepEqual(messagePageSchema.parse(page.json()), { messages: [message], has_more: false });

    const read = await visitor.call('chat/read', { token, body: { conversation_id, seq: 2 } });
    assert.equal(readResponseSchema.parse(read.json()).conversation.visitor_read_seq, 2);
  });

  it('makes one message of twenty that are the same, and answers all alike', async () => {
    const { access_token: token } = await visitor.openSession();
    const body = aMessage();
    const answers = await Promise.all(Array.from({ length: 20 }, () => visitor.call('chat/message', { token, body })));
    assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([200]));
    assert.equal(new Set(answers.map((answer) => answer.text)).size, 1);
    const rows = await database.query('select seq from support.messages where id = $1', [body.id]);
    assert.deepEqual(
      rows.map((row) => Number(row['seq'])),
      [1],
    );
  });

  it('limits a session to five messages in ten seconds, and says when to go on', async () => {
    const { access_token: token } = await visitor.openSession();
    const answers = [];
    for (let count = 0; count < 6; count += 1)
      answers.push(await visitor.call('chat/message', { token, body: aMessage() }));
    assert.deepEqual(
      answers.map((answer) => answer.status),
      [200, 200, 200, 200, 200, 429],
    );
    const seconds = Number(answers.at(-1)?.headers.get('retry-after'));
    assert.ok(seconds >= 1 && seconds <= 10, `Retry-After: ${String(seconds)}`);
  });

  it('counts the characters of a message, not its bytes', async () => {
    const { access_token: token } = await visitor.openSession();
    assert.equal((await visitor.call('chat/message', { token, body: aMessage('😀'.repeat(4_000)) })).status, 200);
    const tooLong = await visitor.call('chat/message', { token, body: aMessage('x'.repeat(4_001)) });
    assert.deepEqual([tooLong.status, tooLong.code], [413, 'message_too_long']);
    assert.equal((await visitor.call('chat/message', { token, body: aMessage(' \n') })).code, 'message_invalid');
  });

  it('keeps visitors and widgets apart', async () => {
    const mine = await visitor.openSession();
    const theirs = await visitor.openSession();
    const body = aMessage();
    const posted = await visitor.call('chat/message', { token: mine.access_token, body });
    const { conversation_id } = messageResponseSchema.parse(posted.json()).message;

    const token = theirs.access_token;
    assert.equal(
      (await visitor.call('chat/messages', { token, query: { conversation_id } })).code,
      'conversation_not_found',
    );
    assert.equal((await visitor.call('chat/message', { token, body })).code, 'message_id_conflict');
    assert.equal(
      (await visitor.call('chat/read', { token, body: { conversation_id, seq: 1 } })).code,
      'conversation_not_found',
    );
    assert.equal((await visitor.call('chat/poll', { token, widgetKey: 'wk_other' })).code, 'session_not_found');
  });

  it('forgives one lost answer of a refresh, and revokes the session when an older token comes back', async () => {
    const refresh = async (refresh_token: string) => visitor.call('chat/session/refresh', { body: { refresh_token } });
    const first = await visitor.openSession();
    await refresh(first.refresh_token);
    const second = sessionSchema.parse((await refresh(first.refresh_token)).json());
    const third = sessionSchema.parse((await refresh(second.refresh_token)).json());
    assert.equal(third.session_id, first.session_id);
    assert.equal((await refresh(first.refresh_token)).code, 'refresh_token_reused');
    assert.equal((await refresh(third.refresh_token)).code, 'session_revoked');
    assert.equal((await visitor.call('chat/poll', { token: third.access_token })).code, 'session_revoked');
    assert.equal((await refresh('scr_never_seen')).code, 'refresh_token_invalid');
  });

  it('refuses a widget that was disabled while it was still remembered', async () => {
    const { access_token: token } = await visitor.openSession();
    await database.query(`update support.widgets set is_enabled = false where key = 'wk_demo'`);
    const answer = await visitor.call('chat/message', { token, body: aMessage() });
    await database.query(`update support.widgets set is_enabled = true where key = 'wk_demo'`);
    assert.deepEqual([answer.status, answer.code], [403, 'widget_disabled']);
  });

  it('does the scheduled work', async () => {
    const answer = await visitor.call('internal/tick', { method: 'POST', headers: { apikey: 'sb_secret_for_tests' } });
    assert.equal(answer.status, 200);
    const report = tickResponseSchema.parse(answer.json());
    assert.deepEqual([report.skipped, report.rounds, report.has_more, report.failures], [false, 1, false, []]);
    assert.deepEqual([report.done['expired_sessions'], report.backlog.outbox_dead], [0, 0]);
  });

  it('says so when the database has gone away', async () => {
    const caller = createSqlCaller(() => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNRESET' })));
    const lonely = new TestVisitor({ ...visitor.deps, db: createChatDb(caller) });
    const answer = await lonely.call('widget-config');
    assert.deepEqual(
      [answer.status, answer.code, answer.headers.get('retry-after')],
      [503, 'database_unavailable', '2'],
    );
  });
});
