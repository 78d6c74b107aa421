import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import type { TestVisitor } from '../../testing/test-visitor.ts';
import { createVisitorStage, SHOP_ID, SHOP_SECRET, type VisitorStage } from '../../testing/visitor-stage.ts';
import { messageResponseSchema } from '../schemas/message.ts';
import { syncSchema } from '../schemas/sync.ts';
import { departmentsResponseSchema, widgetConfigSchema, widgetSchema } from '../schemas/widget-config.ts';

const ORDERS_ID = '26000000-0000-4000-8000-000000000001';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

const FORM = {
  is_required: true,
  fields: [
    { name: 'name', label: 'Name', kind: 'text' },
    { name: 'mail', label: 'E-mail', kind: 'email', is_required: true },
    { name: 'phone', label: 'Phone', kind: 'phone' },
    { name: 'order', label: 'Order', kind: 'text', pattern: '[A-Z]{2}-\\d{4}' },
    { name: 'team', label: 'Team', kind: 'department' },
    { name: 'topic', label: 'Topic', kind: 'category', options: ['Delivery', 'Returns'] },
  ],
  consent: { is_required: true, text: 'You may keep this.' },
};
const ANSWERS = {
  name: 'Ana Lima',
  mail: 'ana@mail.example',
  phone: '+351 912 345 678',
  order: 'AB-1234',
  team: ORDERS_ID,
  topic: 'Returns',
  consent: true,
};
/** Open at no time of the week. */
const CLOSED = { time_zone: 'Europe/Berlin', days: { mon: [] } };

let stage: VisitorStage;
let visitor: TestVisitor;

before(async () => {
  stage = await createVisitorStage();
  await stage.database.execute(`
    insert into support.departments (id, organization_id, name, description)
    values ('${ORDERS_ID}', '${SHOP_ID}', 'Orders', 'Where is my parcel?')`);
});
after(() => stage.database.close());
beforeEach(async () => {
  await configure({});
  await stage.database.query(`update support.plans set messages_per_minute = null`, []);
  visitor = await stage.createVisitor();
});

/** What is not named goes back to its default. */
async function configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
  const of = (name: string, otherwise: unknown) => JSON.stringify(settings[name] ?? otherwise);
  await stage.database.query(
    `update support.widgets set branding = $1::text::jsonb, behavior = $2::text::jsonb, localization = $3::text::jsonb,
       features = $4::text::jsonb, working_hours = $5::text::jsonb, prechat = $6::text::jsonb, triggers = $7::text::jsonb,
       allowed_domains = array(select jsonb_array_elements_text($8::text::jsonb))
     where key = 'wk_demo'`,
    [
      of('branding', {}),
      of('behavior', {}),
      of('localization', {}),
      of('features', {}),
      of('working_hours', {}),
      of('prechat', {}),
      of('triggers', []),
      of('allowed_domains', []),
    ],
  );
}

const aMessage = (more: object = {}) => ({ id: crypto.randomUUID(), text: 'Hello', ...more });
const rowOf = async (sql: string, id: string) => (await stage.database.query(sql, [id]))[0] ?? {};

describe('the configuration, over the real functions', () => {
  it('is complete for a widget about which nothing was set', async () => {
    const config = widgetConfigSchema.parse((await visitor.call('widget-config')).json());
    const widget = widgetSchema.parse(await visitor.deps.db.getWidget('wk_demo'));
    assert.equal(config.widget_id, widget.id);
    assert.deepEqual(config.departments, [
      { id: ORDERS_ID, name: 'Orders', description: 'Where is my parcel?', is_online: false },
    ]);
    assert.deepEqual(config.hours, { is_open: true, opens_at: null, closes_at: null, time_zone: 'UTC' });
    assert.deepEqual([config.behavior?.reopen_hours, config.behavior?.edit_window_minutes], [168, 15]);
    assert.equal(config.features?.attachments.max_files, config.limits.attachments_per_message);
    assert.equal(config.features?.attachments.max_bytes, config.limits.attachment_bytes);
    assert.ok((config.features?.attachments.types.length ?? 0) > 5);
    assert.equal(config.prechat, undefined);
  });

  it('shows the form, the hours and the next opening as they were set', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000);
    const day = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format(tomorrow).toLowerCase();
    const working_hours = { time_zone: 'UTC', days: { [day]: [['09:00', '17:00']] } };
    await configure({ prechat: FORM, working_hours });
    const config = widgetConfigSchema.parse((await visitor.call('widget-config')).json());
    assert.equal(config.prechat?.fields[3]?.pattern, '[A-Z]{2}-\\d{4}');
    assert.deepEqual([config.hours?.is_open, config.availability.status], [false, 'offline']);
    assert.equal(
      Date.parse(config.hours?.opens_at ?? ''),
      Date.parse(`${tomorrow.toISOString().slice(0, 10)}T09:00:00Z`),
    );
    const presence = departmentsResponseSchema.parse((await visitor.call('chat/departments')).json());
    assert.deepEqual(presence.departments, config.departments);
  });

  it('survives settings that were written around the rules', async () => {
    await configure({
      branding: { font: 7, radius: 'x', theme: [], launcher: 'no', team_name: {} },
      behavior: { reopen_hours: 'a week', edit_window_minutes: null },
      localization: { default_locale: 7, locales: 'de', texts: [] },
      features: { attachments: { types: [1, {}], max_files: -3 }, typing: 'yes' },
      prechat: { fields: { a: 1 }, consent: [] },
      triggers: [1, { id: 'x' }],
    });
    const answer = await visitor.call('widget-config');
    assert.equal(answer.status, 200);
    widgetConfigSchema.parse(answer.json());
  });

  it('is closed to a web view without a token and open with one, as soon as there is a list of websites', async () => {
    await configure({ allowed_domains: ['shop.example'] });
    const now = Math.floor(visitor.deps.clock() / 1_000);
    const token = await new SignJWT({ widget: 'wk_demo', exp: now + 600 })
      .setProtectedHeader({ alg: 'HS256', kid: SHOP_SECRET.kid })
      .sign(new TextEncoder().encode(SHOP_SECRET.secret));
    const ask = (headers: object) => visitor.call('widget-config', { headers: { origin: 'null', ...headers } });
    assert.equal((await ask({})).code, 'origin_not_allowed');
    assert.equal((await ask({ 'x-support-app-token': `${token}x` })).code, 'origin_not_allowed');
    assert.equal((await ask({ 'x-support-app-token': token })).status, 200);
  });
});

describe('the beginning of a conversation, over the real functions', () => {
  it('keeps the answers, and takes from them who the visitor is and what it is about', async () => {
    await configure({ prechat: FORM });
    for (const path of ['chat/start', 'chat/message']) {
      const { access_token: token, visitor_id } = await visitor.openSession();
      const body = path === 'chat/start' ? { prechat: ANSWERS } : aMessage({ prechat: ANSWERS });
      assert.equal((await visitor.call(path, { token, body })).status, 200, path);
      assert.deepEqual(await rowOf('select name, email::text, phone from support.visitors where id = $1', visitor_id), {
        name: 'Ana Lima',
        email: 'ana@mail.example',
        phone: '+351 912 345 678',
      });
      assert.deepEqual(
        await rowOf(
          'select department_id, category, prechat from support.conversations where visitor_id = $1',
          visitor_id,
        ),
        { department_id: ORDERS_ID, category: 'Returns', prechat: { ...ANSWERS, email: 'ana@mail.example' } },
      );
    }
  });

  it('insists on the form once, and lets the conversation go on without it', async () => {
    await configure({ prechat: FORM });
    const { access_token: token, visitor_id } = await visitor.openSession();
    const start = () => visitor.call('chat/start', { token, body: {} });
    assert.equal((await start()).code, 'prechat_invalid');
    assert.equal((await visitor.call('chat/message', { token, body: aMessage() })).code, 'prechat_invalid');
    const begun = await rowOf(
      'select count(*)::integer as many from support.conversations where visitor_id = $1',
      visitor_id,
    );
    assert.equal(begun['many'], 0);

    await visitor.call('chat/start', { token, body: { prechat: ANSWERS } });
    assert.equal((await start()).status, 200);
    assert.equal((await visitor.call('chat/message', { token, body: aMessage() })).status, 200);
  });

  it('knows no department of somebody else, whether the page or the visitor chose it', async () => {
    await configure({ prechat: { fields: FORM.fields.slice(4, 5) } });
    const { access_token: token } = await visitor.openSession();
    const other = ORDERS_ID.replace(/1$/, '2');
    for (const body of [{ department_id: other }, { prechat: { team: other } }]) {
      assert.equal((await visitor.call('chat/start', { token, body })).code, 'department_not_found');
    }
  });

  it('is one for later outside working hours, and says so', async () => {
    await configure({ working_hours: CLOSED });
    const { access_token: token } = await visitor.openSession();
    const posted = messageResponseSchema.parse(
      (await visitor.call('chat/message', { token, body: aMessage({ subject: 'Where is it?' }) })).json(),
    );
    const { conversation, availability } = syncSchema.parse(
      (await visitor.call('chat/start', { token, body: {} })).json(),
    );
    assert.equal(availability.status, 'offline');
    assert.deepEqual(
      [conversation?.id, conversation?.is_offline, conversation?.subject],
      [posted.message.conversation_id, true, 'Where is it?'],
    );
  });

  it('notes device, browser and system next to what the page tells', async () => {
    const headers = { 'user-agent': FIREFOX };
    const context = { page_url: 'https://shop.example/socks', language: 'pt-PT', time_zone: 'Europe/Lisbon' };
    const noted = { ...context, device: 'desktop', browser: 'Firefox 145', system: 'Linux' };
    const opened = await visitor.call('chat/session', { body: { context }, headers });
    const { access_token, visitor_id } = opened.json() as { access_token: string; visitor_id: string };
    const contextOf = async (table: string, column: string) =>
      (await rowOf(`select context from support.${table} where ${column} = $1`, visitor_id))['context'];
    assert.deepEqual(await contextOf('visitors', 'id'), noted);
    assert.deepEqual(await rowOf('select user_agent, origin from support.sessions where visitor_id = $1', visitor_id), {
      user_agent: FIREFOX,
      origin: 'https://shop.example',
    });
    const next = { ...context, page_url: 'https://shop.example/hats' };
    await visitor.call('chat/message', { token: access_token, body: aMessage({ context: next }), headers });
    assert.deepEqual(await contextOf('conversations', 'visitor_id'), { ...noted, page_url: next.page_url });
    await visitor.call('chat/message', { token: access_token, body: aMessage(), headers });
    assert.deepEqual(await contextOf('visitors', 'id'), { ...noted, page_url: next.page_url });
  });

  it('keeps the answer to a message, and lets nobody answer what is not there', async () => {
    const { access_token: token } = await visitor.openSession();
    const first = aMessage();
    await visitor.call('chat/message', { token, body: first });
    const reply = await visitor.call('chat/message', { token, body: aMessage({ reply_to: first.id }) });
    assert.equal(messageResponseSchema.parse(reply.json()).message.reply_to?.id, first.id);
    const nowhere = aMessage({ reply_to: crypto.randomUUID() });
    assert.equal((await visitor.call('chat/message', { token, body: nowhere })).code, 'message_not_found');
    const noFile = aMessage({ text: '', attachment_ids: [crypto.randomUUID()] });
    assert.equal((await visitor.call('chat/message', { token, body: noFile })).code, 'attachment_not_found');
  });

  it('stores what looks like SQL or HTML as the text that it is', async () => {
    await configure({ prechat: { fields: [{ name: 'a', label: 'A', kind: 'textarea' }] } });
    const { access_token: token, visitor_id } = await visitor.openSession();
    const a = `'); drop table support.messages; -- <img src=x onerror=alert(1)> \\u0000 {{7*7}} $1`;
    const body = aMessage({ text: a, prechat: { a }, subject: a.slice(0, 100) });
    const posted = messageResponseSchema.parse((await visitor.call('chat/message', { token, body })).json());
    assert.equal(posted.message.text, a);
    const stored = await rowOf('select prechat from support.conversations where visitor_id = $1', visitor_id);
    assert.deepEqual(stored['prechat'], { a });
  });
});

describe('limits, over the real functions', () => {
  it('hold for everybody of an organization together, as its plan says, with the seconds to wait', async () => {
    await stage.database.query(`update support.plans set messages_per_minute = 2`, []);
    const answers = [];
    for (let count = 0; count < 3; count += 1) {
      const { access_token: token } = await visitor.openSession();
      answers.push(await visitor.call('chat/message', { token, body: aMessage() }));
    }
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 429],
    );
    const seconds = Number(answers.at(-1)?.headers.get('retry-after'));
    assert.ok(seconds >= 50 && seconds <= 60, `Retry-After: ${String(seconds)}`);
  });

  it('hold for an address across sessions, and for one session', async () => {
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address }, body: {} });
    const statuses: number[] = [];
    for (let count = 0; count < 31; count += 1) {
      statuses.push((await visitor.call('chat/session', from('203.0.113.7'))).status);
    }
    assert.deepEqual([statuses.filter((status) => status === 200).length, statuses.at(-1)], [30, 429]);
    const refused = await visitor.call('chat/session', from('203.0.113.7'));
    const seconds = Number(refused.headers.get('retry-after'));
    assert.ok(seconds > 500 && seconds <= 600, `Retry-After: ${String(seconds)}`);
    assert.equal((await visitor.call('chat/session', from('203.0.113.8'))).status, 200);

    const { access_token: token } = await visitor.openSession();
    const starts = [];
    for (let count = 0; count < 21; count += 1) starts.push(await visitor.call('chat/start', { token, body: {} }));
    assert.deepEqual([starts.at(-2)?.status, starts.at(-1)?.status], [200, 429]);
    const wait = Number(starts.at(-1)?.headers.get('retry-after'));
    assert.ok(wait >= 1 && wait <= 60, `Retry-After: ${String(wait)}`);
  });
});
