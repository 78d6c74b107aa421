import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { createFakeDeps } from '../../testing/fake-deps.ts';
import { createApp } from '../app.ts';
import { describeApi, type OpenApiDocument } from './document.ts';
import { ENDPOINTS } from './endpoints.ts';

describe('the OpenAPI document', () => {
  let document: OpenApiDocument;
  before(() => {
    document = describeApi();
  });

  it('satisfies the recommended rules of a linter, but for two endpoints that refuse nobody', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] });
    const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: 'openapi.json', config });
    assert.deepEqual(
      problems.map(({ ruleId, location }) => `${ruleId} ${location[0]?.pointer ?? ''}`),
      ['health', 'openapi.json'].map((path) => `operation-4xx-response #/paths/~1${path}/get/responses`),
    );
  });

  it('names every route of the app, and no other', async () => {
    const { routes } = createApp(await createFakeDeps());
    const registered = routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    const described = ENDPOINTS.map(({ method, path }) => `${method.toUpperCase()} /support-chat${path}`);
    assert.deepEqual([...new Set(registered)].sort(), described.sort());
  });

  it('has a name of its own for every operation', () => {
    const names = ENDPOINTS.map(({ operation }) => operation);
    assert.deepEqual([...new Set(names)], names);
  });

  it('refers only to what it holds', () => {
    const pointers = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, pointer = '']) => pointer);
    assert.ok(pointers.length > 50);
    for (const pointer of new Set(pointers)) {
      const target = pointer
        .split('/')
        .reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], document);
      assert.equal(typeof target, 'object', pointer);
    }
  });

  it('says who may call what', () => {
    const { paths } = document;
    assert.deepEqual(paths['/chat/message']?.['post']?.['security'], [{ visitorToken: [] }]);
    assert.deepEqual(paths['/internal/tick']?.['post']?.['security'], [{ secretKey: [] }]);
    assert.deepEqual(paths['/health']?.['get']?.['security'], []);
    const { 409: conflict } = paths['/chat/message/{id}']?.['patch']?.responses ?? {};
    const name = String(conflict?.['$ref']).replace('#/components/responses/', '');
    assert.equal(document.components.responses[name]?.['description'], '`edit_window_over`');
  });
});
