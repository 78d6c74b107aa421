import assert from 'node:assert/strict';
import { TestVisitor } from '../../testing/test-visitor.ts';
import type { AppCases } from '../app-suite.ts';

export const openApiCases: AppCases = {
  'describes this very server, to any page and without asking the database': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.refuseWith('*', '08006');
    const answer = await visitor.call('openapi.json', { widgetKey: null });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    const { openapi, servers, paths } = answer.json();
    assert.equal(openapi, '3.1.1');
    assert.deepEqual(servers, [{ url: 'https://project.example/functions/v1/support-chat' }]);
    assert.ok(Object.keys(paths as object).includes('/chat/message/{id}'));
  },

  'is cached, and sent once to whoever keeps its ETag': async () => {
    const visitor = await TestVisitor.create();
    const first = await visitor.call('openapi.json');
    const etag = first.headers.get('etag') ?? '';
    assert.equal(first.headers.get('cache-control'), 'public, max-age=300');
    const again = await visitor.call('openapi.json', { headers: { 'if-none-match': etag } });
    assert.deepEqual([again.status, again.text, again.headers.get('etag')], [304, '', etag]);
    assert.equal((await visitor.call('openapi.json', { headers: { 'if-none-match': '"other"' } })).status, 200);
  },

  'is only to be read': async () => {
    const answer = await (await TestVisitor.create()).call('openapi.json', { body: {} });
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET, HEAD, OPTIONS']);
  },
};
