import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { createFakeDeps, RecordingLogger } from '../../testing/fake-deps.ts';
import { FakeMailer } from '../../testing/fake-mail.ts';
import { TestVisitor } from '../../testing/test-visitor.ts';
import { createChatDb, type ChatDb } from '../db/chat-db.ts';
import { createSqlCaller } from '../db/sql-caller.ts';
import type { MailDelivery } from '../deps.ts';
import { messagePageSchema, messageResponseSchema, messageSchema } from '../schemas/message.ts';
import { sessionResumeResponseSchema } from '../schemas/resume.ts';
import { createMailDelivery } from './mail-delivery.ts';
import { MailError } from './mailer.ts';

const ORGANIZATION_ID = '20000000-0000-4000-8000-000000000001';
const AGENT_ID = '50000000-0000-4000-8000-000000000001';
const DEPARTMENT_ID = '90000000-0000-4000-8000-000000000001';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: ChatDb;
let visitor: TestVisitor;
let mailer: FakeMailer;
let logger: RecordingLogger;
let delivery: MailDelivery;

before(async () => {
  database = await createTestDatabase();
  await database.execute(`
    insert into support.organizations (id, name) values ('${ORGANIZATION_ID}', 'Harbor Goods');
    insert into support.widgets (organization_id, key, name, allowed_domains, branding) values
      ('${ORGANIZATION_ID}', 'wk_demo', 'Harbor Goods', '{shop.example}', '{"accent": "#0f766e"}'),
      ('${ORGANIZATION_ID}', 'wk_other', 'Other', '{}', '{}');
    insert into support.departments (id, organization_id, name, email)
    values ('${DEPARTMENT_ID}', '${ORGANIZATION_ID}', 'Orders', 'orders@shop.example');
    insert into support.agents (id, organization_id, name) values ('${AGENT_ID}', '${ORGANIZATION_ID}', 'Mika');
  `);
  db = createChatDb(createSqlCaller((text, parameters) => database.query(text, parameters, { role: 'service_role' })));
});
after(() => database.close());

beforeEach(async () => {
  await database.execute('truncate support.rate_limits, support.outbox, support.outbox_lanes');
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const deps = await createFakeDeps();
  visitor = new TestVisitor({ ...deps, db, randomBytes });
  mailer = new FakeMailer();
  logger = new RecordingLogger();
  delivery = createMailDelivery({
    db,
    mailer,
    linkSecret: deps.config.ipHashSecret,
    apiUrl: deps.config.apiUrl,
    logger,
    clock: deps.clock,
    sleep: async () => undefined,
  });
});

/** Everything that was stored becomes that much older. */
async function passTime(minutes: number): Promise<void> {
  const age = `interval '${String(minutes)} minutes'`;
  await database.execute(`
    update support.outbox set not_before = not_before - ${age}, leased_until = leased_until - ${age};
    update support.visitors set last_seen_at = last_seen_at - ${age};
  `);
}

interface Guest {
  readonly token: string;
  readonly visitorId: string;
  readonly conversationId: string;
}

async function aGuest(fields: { email?: string; department_id?: string } = {}): Promise<Guest> {
  const session = await visitor.openSession();
  const { visitor_id: visitorId, access_token: token } = session;
  await database.query('update support.visitors set email = $2, name = $3 where id = $1', [
    visitorId,
    fields.email ?? null,
    'Robin',
  ]);
  const context = { page_url: 'https://shop.example/lamps?ref=1', language: 'en-GB', time_zone: 'Europe/Berlin' };
  const { department_id } = fields;
  const body = {
    id: randomUUID(),
    text: 'Is the lamp in stock?',
    context,
    ...(department_id === undefined ? {} : { department_id }),
  };
  const posted = await visitor.call('chat/message', { token, body });
  const { conversation_id: conversationId } = messageResponseSchema.parse(posted.json()).message;
  return { token, visitorId, conversationId };
}

const reply = (conversationId: string, text: string, internal = false) =>
  db.postAgentMessage({ conversationId, agentId: AGENT_ID, messageId: randomUUID(), text, internal });

const tokenOf = (text: string) => /#support-chat-resume=([\w.-]+)/.exec(text)?.[1] ?? '';

describe('e-mail over a real database', () => {
  it('brings an absent visitor the answers, once, and back into the conversation', async () => {
    const guest = await aGuest({ email: 'robin@mail.example' });
    await reply(guest.conversationId, 'Robin asks every week.', true);
    await reply(guest.conversationId, 'Yes, three of them.');
    await reply(guest.conversationId, 'And a blue one.');
    await delivery.driveMail();
    assert.equal(mailer.sent.length, 0, 'Not before the visitor has had time to look.');

    await passTime(5);
    await delivery.driveMail();
    assert.equal(mailer.sent.length, 1);
    const [mail] = mailer.sent;
    assert.deepEqual([mail?.to, mail?.fromName], ['robin@mail.example', 'Harbor Goods']);
    assert.match(mail?.text ?? '', /Yes, three of them\.\nAnd a blue one\./);
    assert.doesNotMatch(mail?.text ?? '', /every week|in stock/);
    assert.ok(mail?.html.includes('https://shop.example/lamps#support-chat-resume='));
    await passTime(60);
    await delivery.driveMail();
    assert.equal(mailer.sent.length, 1);

    const answer = await visitor.call('chat/session/resume', { body: { token: tokenOf(mail?.text ?? '') } });
    const session = sessionResumeResponseSchema.parse(answer.json());
    assert.deepEqual([session.visitor_id, session.conversation_id], [guest.visitorId, guest.conversationId]);
    const page = await visitor.call('chat/messages', {
      token: session.access_token,
      query: { conversation_id: session.conversation_id },
    });
    assert.deepEqual(
      messagePageSchema.parse(page.json()).messages.map(({ text }) => text),
      ['Is the lamp in stock?', 'Yes, three of them.', 'And a blue one.'],
    );
  });

  it('sends nothing to whoever has read the answer', async () => {
    const guest = await aGuest({ email: 'robin@mail.example' });
    await reply(guest.conversationId, 'Yes, three of them.');
    const body = { conversation_id: guest.conversationId, seq: 2 };
    await visitor.call('chat/read', { token: guest.token, body });
    await passTime(5);
    await delivery.driveMail();
    assert.deepEqual(mailer.tried, []);
    const rows = await database.query(`select state from support.outbox where kind = 'email_answer'`);
    assert.deepEqual(rows, [{ state: 'sent' }]);
  });

  it('opens nothing with another widget, for somebody who was erased, or for somebody the site vouches for', async () => {
    const guest = await aGuest({ email: 'robin@mail.example' });
    await reply(guest.conversationId, 'Yes.');
    await passTime(5);
    await delivery.driveMail();
    const token = tokenOf(mailer.sent[0]?.text ?? '');
    const resume = async (widgetKey = 'wk_demo') => {
      const answer = await visitor.call('chat/session/resume', { body: { token }, widgetKey });
      return [answer.code, (answer.json()['error'] as { details?: unknown } | undefined)?.details];
    };
    assert.deepEqual(await resume('wk_other'), ['resume_link_invalid', { reason: 'gone' }]);
    await database.query(`update support.visitors set external_id = 'customer 1' where id = $1`, [guest.visitorId]);
    assert.deepEqual(await resume(), ['resume_link_invalid', { reason: 'identified' }]);
    await database.query('update support.visitors set external_id = null, banned_at = now() where id = $1', [
      guest.visitorId,
    ]);
    assert.deepEqual(await resume(), ['visitor_banned', undefined]);
    await database.query('delete from support.visitors where id = $1', [guest.visitorId]);
    assert.deepEqual(await resume(), ['resume_link_invalid', { reason: 'gone' }]);
  });

  it('works twenty times a day', async () => {
    const guest = await aGuest({ email: 'robin@mail.example' });
    await reply(guest.conversationId, 'Yes.');
    await passTime(5);
    await delivery.driveMail();
    const body = { token: tokenOf(mailer.sent[0]?.text ?? '') };
    const answers = [];
    // Each from another place, because places have limits of their own.
    for (let count = 0; count < 21; count += 1) {
      answers.push(
        await visitor.call('chat/session/resume', { body, headers: { 'x-forwarded-for': `192.0.2.${String(count)}` } }),
      );
    }
    assert.deepEqual(
      answers.map(({ status }) => status),
      [...Array.from({ length: 20 }, () => 200), 429],
    );
    assert.ok(Number(answers.at(-1)?.headers.get('retry-after')) > 80_000);
  });

  it('sends a transcript as the visitor saw it, to where it was asked for', async () => {
    const guest = await aGuest();
    await reply(guest.conversationId, 'A note.', true);
    await reply(guest.conversationId, 'Yes, three of them.');
    const body = { conversation_id: guest.conversationId, email: 'robin@mail.example' };
    assert.equal((await visitor.call('chat/transcript', { token: guest.token, body })).status, 200);
    await reply(guest.conversationId, 'Said afterwards.');
    await delivery.driveMail();
    const [mail] = mailer.sent;
    assert.equal(mail?.to, 'robin@mail.example');
    assert.match(mail.text, /Is the lamp in stock\?[\s\S]*Yes, three of them\./);
    assert.doesNotMatch(mail.text, /A note|afterwards/);
    const { messages } = await db.getTranscript(guest.conversationId);
    for (const message of messages) messageSchema.parse(message);
  });

  it('tells a department what was asked out of hours, and how to answer', async () => {
    await database.query(`update support.widgets set working_hours = '{"days": {"mon": []}}'`);
    await aGuest({ email: 'robin@mail.example', department_id: DEPARTMENT_ID });
    await passTime(1);
    await delivery.driveMail();
    const [mail] = mailer.sent;
    await database.query(`update support.widgets set working_hours = '{}'`);
    assert.deepEqual(
      [mail?.to, mail?.replyTo, mail?.fromName],
      ['orders@shop.example', 'robin@mail.example', 'Harbor Goods'],
    );
    assert.match(mail?.text ?? '', /Department: Orders[\s\S]*Is the lamp in stock\?/);
  });

  it('invites people', async () => {
    await database.query(
      `select public.support_invite_agent($1, $2, encode(sha256('x'), 'hex'), 'zoe@mail.example', 'agent', 24, 'https://shop.example/join#secret')`,
      ['{"kind": "service"}', ORGANIZATION_ID],
    );
    await delivery.driveMail();
    assert.deepEqual(
      mailer.sent.map(({ to, subject }) => [to, subject]),
      [['zoe@mail.example', 'Join the support team of Harbor Goods']],
    );
    assert.ok(mailer.sent[0]?.html.includes('href="https://shop.example/join#secret"'));
  });

  it('keeps what could not be sent, without the other mails waiting for it', async () => {
    const guest = await aGuest();
    for (const email of ['slow@mail.example', 'quick@mail.example', 'wrong@mail.example']) {
      await visitor.call('chat/transcript', {
        token: guest.token,
        body: { conversation_id: guest.conversationId, email },
      });
    }
    mailer.fail(new MailError('Busy.', { failure: 'temporary' }));
    await delivery.driveMail();
    mailer.fail(new MailError('Nobody there.', { failure: 'permanent' }));
    assert.deepEqual(
      mailer.sent.map(({ to }) => to),
      ['quick@mail.example', 'wrong@mail.example'],
    );
    await passTime(1);
    await delivery.driveMail();
    const rows = await database.query('select recipient, state, error from support.outbox order by id');
    assert.deepEqual(rows, [
      { recipient: 'slow@mail.example', state: 'dead', error: 'Nobody there.' },
      { recipient: 'quick@mail.example', state: 'sent', error: null },
      { recipient: 'wrong@mail.example', state: 'sent', error: null },
    ]);
  });
});
