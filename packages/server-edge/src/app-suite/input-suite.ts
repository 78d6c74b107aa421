import assert from 'node:assert/strict';
import { CONVERSATION_ID } from '../../testing/fake-database.ts';
import { TestVisitor, type CallOptions } from '../../testing/test-visitor.ts';
import type { AppCases } from '../app-suite.ts';

const MESSAGE = { id: '11111111-1111-4111-8111-111111111111', text: 'Hello' };

async function refusedPaths(path: string, options: CallOptions): Promise<readonly string[]> {
  const visitor = await TestVisitor.create();
  const { access_token } = await visitor.openSession();
  const calls = visitor.deps.database.calls.length;
  const answer = await visitor.call(path, { token: access_token, ...options });
  assert.deepEqual([answer.status, answer.code], [400, 'invalid_request'], JSON.stringify(options));
  assert.equal(visitor.deps.database.calls.length, calls, 'the database was asked');
  const { details } = answer.json()['error'] as { details: { issues: { path: string }[] } };
  return details.issues.map((issue) => issue.path);
}

export const inputCases: AppCases = {
  'refuses a body that is not JSON': async () => {
    const visitor = await TestVisitor.create();
    for (const rawBody of ['{"context":', '', 'hello', '{"context":{}}x']) {
      const answer = await visitor.call('chat/session', {
        rawBody,
        headers: { 'content-type': 'application/json' },
        method: 'POST',
      });
      assert.deepEqual([answer.status, answer.code], [400, 'invalid_json'], rawBody);
    }
  },

  'refuses a body of another type, or of none': async () => {
    const visitor = await TestVisitor.create();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      const answer = await visitor.call('chat/session', { body: {}, headers: { 'content-type': type } });
      assert.deepEqual([answer.status, answer.code], [415, 'unsupported_media_type'], type);
    }
    const nothing = await visitor.call('chat/session', { method: 'POST' });
    assert.equal(nothing.code, 'unsupported_media_type');
    const charset = await visitor.call('chat/session', {
      body: {},
      headers: { 'content-type': 'Application/JSON; charset=utf-8' },
    });
    assert.equal(charset.status, 200);
  },

  'names the fields of the wrong kind': async () => {
    assert.deepEqual(await refusedPaths('chat/message', { body: { ...MESSAGE, text: 5 } }), ['text']);
    assert.deepEqual(await refusedPaths('chat/message', { body: { ...MESSAGE, id: 'not-a-uuid' } }), ['id']);
    assert.deepEqual(await refusedPaths('chat/message', { body: { id: MESSAGE.id } }), ['text']);
    assert.deepEqual(await refusedPaths('chat/message', { body: { ...MESSAGE, conversation_id: null } }), [
      'conversation_id',
    ]);
    assert.deepEqual(await refusedPaths('chat/message', { body: [] }), ['']);
    assert.deepEqual(await refusedPaths('chat/start', { body: { context: { page_url: {} } } }), ['context.page_url']);
    assert.deepEqual(await refusedPaths('chat/read', { body: { conversation_id: CONVERSATION_ID, seq: -1 } }), ['seq']);
    assert.deepEqual(await refusedPaths('chat/read', { body: { conversation_id: CONVERSATION_ID, seq: 1.5 } }), [
      'seq',
    ]);
    assert.deepEqual(await refusedPaths('chat/session/refresh', { body: { refresh_token: 'x'.repeat(201) } }), [
      'refresh_token',
    ]);
  },

  'refuses unknown fields at every depth': async () => {
    await refusedPaths('chat/message', { body: { ...MESSAGE, sender: 'agent' } });
    await refusedPaths('chat/session', { body: { visitor_id: CONVERSATION_ID } });
    await refusedPaths('chat/start', { body: { context: { ip: '203.0.113.7' } } });
  },

  'checks the numbers and ids of an address': async () => {
    const conversation_id = CONVERSATION_ID;
    assert.deepEqual(await refusedPaths('chat/messages', {}), ['conversation_id']);
    assert.deepEqual(await refusedPaths('chat/messages', { query: { conversation_id, limit: '0' } }), ['limit']);
    assert.deepEqual(await refusedPaths('chat/messages', { query: { conversation_id, limit: '101' } }), ['limit']);
    assert.deepEqual(
      await refusedPaths('chat/messages', { query: { conversation_id, after_seq: '1', before_seq: '9' } }),
      ['before_seq'],
    );
    for (const after_revision of ['-1', '1.5', 'x', '', '1e3', '9'.repeat(20)]) {
      assert.deepEqual(
        await refusedPaths('chat/poll', { query: { after_revision } }),
        ['after_revision'],
        after_revision,
      );
    }
  },

  'refuses a body of 1 MB by its declared length, without touching it': async () => {
    const visitor = await TestVisitor.create();
    let isTouched = false;
    const rawBody = new ReadableStream(
      {
        pull(controller) {
          isTouched = true;
          controller.error(new Error('somebody read the body'));
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { 'content-type': 'application/json', 'content-length': '1048576' };
    const answer = await visitor.call('chat/session', { rawBody, headers });
    assert.deepEqual([answer.status, answer.code], [413, 'body_too_large']);
    assert.equal(isTouched, false);
  },

  'stops reading at the limit when no length was declared': async () => {
    const visitor = await TestVisitor.create();
    let served = 0;
    const rawBody = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          served += 16_384;
          controller.enqueue(new Uint8Array(16_384).fill(32));
          if (served >= 1_048_576) controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const answer = await visitor.call('chat/session', { rawBody, headers: { 'content-type': 'application/json' } });
    assert.deepEqual([answer.status, answer.code], [413, 'body_too_large']);
    assert.ok(served <= 65_536 + 2 * 16_384, `${String(served)} bytes were read`);
  },

  'still reads a body that fits and came without a length': async () => {
    const visitor = await TestVisitor.create();
    const rawBody = new Blob(['{"context":{"language":"fr"}}']).stream();
    const answer = await visitor.call('chat/session', { rawBody, headers: { 'content-type': 'application/json' } });
    assert.equal(answer.status, 200);
    assert.deepEqual(visitor.deps.database.callsOf('support_create_session')[0]?.['p_context'], { language: 'fr' });
  },

  'answers unknown addresses and wrong methods as such': async () => {
    const visitor = await TestVisitor.create();
    for (const path of ['', 'nothing', 'chat', 'chat/message/1/2', 'widget-config/']) {
      assert.deepEqual([path, (await visitor.call(path)).code], [path, 'not_found']);
    }
    const posted = await visitor.call('chat/poll', { body: {} });
    assert.deepEqual(
      [posted.status, posted.code, posted.headers.get('allow')],
      [405, 'method_not_allowed', 'GET, HEAD, OPTIONS'],
    );
    const fetched = await visitor.call('chat/message');
    assert.deepEqual(
      [fetched.status, fetched.code, fetched.headers.get('allow')],
      [405, 'method_not_allowed', 'POST, OPTIONS'],
    );
    assert.equal((await visitor.call('widget-config', { method: 'DELETE' })).code, 'method_not_allowed');
  },

  'never asks the database for a key with characters that no key has': async () => {
    const visitor = await TestVisitor.create();
    for (const widgetKey of ['\u0000', 'wk_demo\u0000', 'wk_demo\n', 'wk demo', "wk_'", '%']) {
      assert.equal((await visitor.call('widget-config', { widgetKey })).code, 'widget_not_found', widgetKey);
    }
    assert.deepEqual(visitor.deps.database.calls, []);
  },

  'sends no origin back that could not be one': async () => {
    const visitor = await TestVisitor.create();
    for (const origin of ['https://shop.example\u0001', 'https://a.example, https://b.example', '\u00ff']) {
      const answer = await visitor.call('widget-config', { headers: { origin } });
      assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [200, null], origin);
    }
  },

  'repeats little of a name that is long and wrong': async () => {
    const visitor = await TestVisitor.create();
    const answer = await visitor.call('chat/session', { body: { ['k'.repeat(30_000)]: 1 } });
    assert.equal(answer.code, 'invalid_request');
    assert.match(answer.text, /Unrecognized key: ..kkk/);
    assert.ok(answer.text.length < 1_000, `${String(answer.text.length)} characters`);
  },
};
