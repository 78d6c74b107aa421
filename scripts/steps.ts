import type { Step } from './run-steps.ts';

export const TEST_STEPS: readonly Step[] = [
  { name: 'browser', command: ['node', 'scripts/ensure-chromium.ts'] },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'unit tests (Node)', command: ['npm', 'run', '--silent', 'test:unit'] },
  { name: 'SQL tests', command: ['npm', 'run', '--silent', 'test:sql'] },
  { name: 'handler suite (Deno)', command: ['npm', 'run', '--silent', 'test:deno'] },
  { name: 'element tests (browser)', command: ['npm', 'run', '--silent', 'test:element'] },
  { name: 'journeys (browser)', command: ['npm', 'run', '--silent', 'test:e2e'] },
  { name: 'examples from packages', command: ['playwright', 'test', '-c', 'e2e/packed'] },
];

/** What needs no running system; quick enough for every save. */
export const STATIC_STEPS: readonly Step[] = [
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'format', command: ['npm', 'run', '--silent', 'format:check'] },
  { name: 'exports', command: ['node', 'scripts/check-exports.ts'] },
  { name: 'packages', command: ['node', 'scripts/check-packages.ts'] },
  { name: 'bundle contents', command: ['node', 'scripts/check-bundles.ts'] },
  { name: 'sizes', command: ['node', 'scripts/check-sizes.ts'] },
  { name: 'SDK sizes', command: ['node', 'scripts/check-sdk-sizes.ts'] },
  { name: 'error codes', command: ['node', 'scripts/check-errors.ts'] },
  { name: 'phrases', command: ['node', 'scripts/check-phrases.ts'] },
  { name: 'its search', command: ['node', '--test', 'scripts/phrases/*.test.ts'] },
  { name: 'docs', command: ['node', 'scripts/check-docs.ts'] },
  { name: 'code in docs', command: ['node', '--conditions=@support-chat/source', 'scripts/check-docs-code.ts'] },
  {
    name: 'its readers',
    command: ['node', '--conditions=@support-chat/source', '--test', 'scripts/docs-code/*.test.ts'],
  },
  { name: 'SDK reference', command: ['npm', 'run', '--silent', 'docs:check'] },
  { name: 'element API', command: ['npm', 'run', '--silent', 'element:check'] },
  { name: 'conformance', command: ['node', 'scripts/check-conformance.ts'] },
  { name: 'OpenAPI document', command: ['npm', 'run', '--silent', 'openapi:check'] },
  { name: 'functions', command: ['node', 'scripts/check-functions.ts'] },
  { name: 'schema snapshot', command: ['npm', 'run', '--silent', 'schema:check'] },
  { name: 'unused code', command: ['knip'] },
];
