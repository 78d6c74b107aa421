import assert from 'node:assert/strict';
import { aWidget, WIDGET_ID } from '../../testing/fake-database.ts';
import { TestVisitor, type Answer } from '../../testing/test-visitor.ts';
import type { AppCases } from '../app-suite.ts';

const DEPARTMENT_ID = '80000000-0000-4000-8000-000000000001';
const OTHER_ID = '80000000-0000-4000-8000-000000000002';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

const FORM = {
  is_required: true,
  fields: [
    { name: 'name', label: 'Name', kind: 'text' },
    { name: 'email', label: 'E-mail', kind: 'email', is_required: true },
    { name: 'order', label: 'Order', kind: 'text', pattern: '[A-Z]{2}-\\d{4}' },
    { name: 'team', label: 'Team', kind: 'department' },
    { name: 'topic', label: 'Topic', kind: 'category', options: ['Delivery', 'Returns'] },
    { name: 'about', label: 'About', kind: 'subject' },
  ],
  consent: { is_required: true, text: 'You may keep this.' },
};
const ANSWERS = { email: 'ana@mail.example', consent: true };

async function withForm(prechat: object = FORM): Promise<{ visitor: TestVisitor; token: string }> {
  const visitor = await TestVisitor.create();
  visitor.deps.database.widgets.set('wk_demo', aWidget({ prechat }));
  return { visitor, token: (await visitor.openSession()).access_token };
}

const aMessage = (more: object = {}) => ({ id: crypto.randomUUID(), text: 'Hello', ...more });

const fieldsOf = (answer: Answer): unknown =>
  (answer.json()['error'] as { details?: { fields?: unknown } }).details?.fields;

export const beginningCases: AppCases = {
  'passes on answers that fit the form, and what they mean besides': async () => {
    const { visitor, token } = await withForm();
    const prechat = {
      ...ANSWERS,
      name: '  Ana   Lima ',
      order: 'AB-1234',
      team: DEPARTMENT_ID,
      topic: 'Returns',
      about: 'Socks',
    };
    const expected = {
      p_prechat: { ...prechat, name: 'Ana Lima' },
      p_department_id: DEPARTMENT_ID,
      p_category: 'Returns',
      p_subject: 'Socks',
    };
    for (const [path, name, body] of [
      ['chat/start', 'support_start_conversation', { prechat }],
      ['chat/message', 'support_post_visitor_message', aMessage({ prechat })],
    ] as const) {
      assert.equal((await visitor.call(path, { token, body })).status, 200);
      const [args] = visitor.deps.database.callsOf(name);
      for (const [parameter, value] of Object.entries(expected)) assert.deepEqual(args?.[parameter], value, parameter);
    }
  },

  'believes the page before the form in what both say': async () => {
    const { visitor, token } = await withForm();
    const prechat = { ...ANSWERS, team: OTHER_ID, topic: 'Returns', about: 'Socks' };
    const body = { prechat, department_id: DEPARTMENT_ID, category: 'VIP', subject: 'Order 7' };
    assert.equal((await visitor.call('chat/start', { token, body })).status, 200);
    const [args] = visitor.deps.database.callsOf('support_start_conversation');
    assert.deepEqual(
      [args?.['p_department_id'], args?.['p_category'], args?.['p_subject']],
      [DEPARTMENT_ID, 'VIP', 'Order 7'],
    );
  },

  'says of each answer what is wrong with it, and begins nothing': async () => {
    const { visitor, token } = await withForm();
    const prechat = { email: 'nobody', order: 'AB-12', topic: 'Cheese', consent: false, shoe_size: '44' };
    for (const [path, body] of [
      ['chat/start', { prechat }],
      ['chat/message', aMessage({ prechat })],
    ] as const) {
      const answer = await visitor.call(path, { token, body });
      assert.deepEqual([answer.status, answer.code], [400, 'prechat_invalid']);
      assert.deepEqual(fieldsOf(answer), {
        shoe_size: 'unknown',
        email: 'email',
        order: 'pattern',
        topic: 'option',
        consent: 'required',
      });
    }
    assert.deepEqual(visitor.deps.database.callsOf('support_start_conversation'), []);
    assert.deepEqual(visitor.deps.database.callsOf('support_post_visitor_message'), []);
  },

  'takes no answers where nothing was asked': async () => {
    const { visitor, token } = await withForm({});
    const answer = await visitor.call('chat/start', { token, body: { prechat: { name: 'Ana' } } });
    assert.deepEqual(fieldsOf(answer), { name: 'unknown' });
    assert.equal((await visitor.call('chat/start', { token, body: { prechat: {} } })).status, 200);
  },

  'insists on a required form before a conversation, not in one': async () => {
    const { visitor, token } = await withForm();
    visitor.deps.database.answerWith('support_poll_changes', { conversation: null });
    const refused = await visitor.call('chat/message', { token, body: aMessage() });
    assert.deepEqual([refused.status, refused.code], [400, 'prechat_invalid']);
    assert.deepEqual(fieldsOf(refused), { email: 'required', consent: 'required' });
    assert.equal((await visitor.call('chat/start', { token, body: {} })).code, 'prechat_invalid');

    const inConversation = aMessage({ conversation_id: WIDGET_ID });
    assert.equal((await visitor.call('chat/message', { token, body: inConversation })).status, 200);
    for (const [status, expected] of [
      ['closed', 400],
      ['resolved', 400],
      ['queued', 200],
      ['active', 200],
    ] as const) {
      visitor.deps.database.answerWith('support_poll_changes', { conversation: { status } });
      assert.equal((await visitor.call('chat/message', { token, body: aMessage() })).status, expected, status);
      assert.equal((await visitor.call('chat/start', { token, body: {} })).status, expected, status);
    }
  },

  'costs one question to the database where no form is required': async () => {
    const { visitor, token } = await withForm({ ...FORM, is_required: false, consent: undefined });
    const before = visitor.deps.database.calls.length;
    await visitor.call('chat/message', { token, body: aMessage() });
    await visitor.call('chat/message', { token, body: aMessage({ prechat: { email: 'ana@mail.example' } }) });
    assert.equal(visitor.deps.database.calls.length - before, 2);
  },

  'passes on files and what a message answers': async () => {
    const { visitor, token } = await withForm({});
    const body = aMessage({ text: '', attachment_ids: [OTHER_ID], reply_to: DEPARTMENT_ID });
    assert.equal((await visitor.call('chat/message', { token, body })).status, 200);
    const [args] = visitor.deps.database.callsOf('support_post_visitor_message');
    assert.deepEqual([args?.['p_attachment_ids'], args?.['p_reply_to']], [[OTHER_ID], DEPARTMENT_ID]);
  },

  'notes what the browser and the platform say of the visitor, next to what the page tells': async () => {
    const visitor = await TestVisitor.create({ config: { countryHeader: 'cf-ipcountry' } });
    const headers = { 'user-agent': IPHONE, 'cf-ipcountry': 'pt' };
    const told = {
      page_url: 'https://shop.example/socks',
      referrer: 'https://search.example/',
      language: 'pt-PT',
      time_zone: 'Europe/Lisbon',
    };
    const noted = { ...told, device: 'phone', browser: 'Safari 18', system: 'iOS 18', country: 'PT' };
    const opened = await visitor.call('chat/session', { body: { context: told }, headers });
    const token = String(opened.json()['access_token']);
    await visitor.call('chat/start', { token, body: { context: told }, headers });
    await visitor.call('chat/message', { token, body: aMessage({ context: told }), headers });
    const contextOf = (name: string) => visitor.deps.database.callsOf(name).map((args) => args['p_context']);
    assert.deepEqual(contextOf('support_create_session'), [noted]);
    assert.deepEqual(contextOf('support_start_conversation'), [noted]);
    assert.deepEqual(contextOf('support_post_visitor_message'), [noted]);
    const [session] = visitor.deps.database.callsOf('support_create_session');
    assert.deepEqual([session?.['p_user_agent'], session?.['p_origin']], [IPHONE, 'https://shop.example']);
  },

  'leaves what was noted alone when a message says nothing about the page': async () => {
    const { visitor, token } = await withForm({});
    await visitor.call('chat/message', { token, body: aMessage(), headers: { 'user-agent': IPHONE } });
    const [args] = visitor.deps.database.callsOf('support_post_visitor_message');
    assert.equal('p_context' in (args ?? {}), false);
  },

  'lets no page say what only the server can know': async () => {
    const { visitor, token } = await withForm({});
    for (const field of ['device', 'browser', 'system', 'country']) {
      const context = { [field]: 'PT' };
      assert.equal((await visitor.call('chat/session', { body: { context } })).code, 'invalid_request', field);
      assert.equal((await visitor.call('chat/start', { token, body: { context } })).code, 'invalid_request', field);
    }
  },

  'reads the country from the configured header alone, two letters or nothing': async () => {
    for (const [header, sent, expected] of [
      ['cf-ipcountry', 'DE', 'DE'],
      ['cf-ipcountry', 'XX', undefined],
      ['cf-ipcountry', 'T1', undefined],
      ['cf-ipcountry', 'Germany', undefined],
      ['cf-ipcountry', '<b>', undefined],
      ['cf-ipcountry', '', undefined],
      [undefined, 'DE', undefined],
    ] as const) {
      const visitor = await TestVisitor.create({ config: { countryHeader: header } });
      await visitor.call('chat/session', { body: {}, headers: { 'cf-ipcountry': sent } });
      const [args] = visitor.deps.database.callsOf('support_create_session');
      assert.equal((args?.['p_context'] as { country?: string }).country, expected, sent);
    }
  },

  'says on every refusal for a limit how long to wait': async () => {
    const { visitor, token } = await withForm({});
    for (const [path, name, body] of [
      ['chat/session', 'support_create_session', {}],
      ['chat/start', 'support_start_conversation', {}],
      ['chat/message', 'support_post_visitor_message', aMessage()],
    ] as const) {
      for (const [detail, seconds] of [
        ['37', '37'],
        ['0.2', '1'],
        [undefined, '2'],
      ] as const) {
        visitor.deps.database.refuseWith(name, 'SC040', detail);
        const answer = await visitor.call(path, { token, body });
        assert.deepEqual(
          [answer.status, answer.code, answer.headers.get('retry-after')],
          [429, 'rate_limited', seconds],
        );
      }
    }
  },
};
