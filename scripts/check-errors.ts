/**
 * One error code, one meaning, everywhere: docs/errors.md is the list; the SDK's union, the server's tables, the SQL
 * functions and the element's translations must agree with it.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude, ROOT } from './read-packages.ts';

const problems: string[] = [];
const [list = '', advice = ''] = read('docs/errors.md').split('## In a client');
const documented = readDocumentedCodes();

const sdkCodes = new Set(
  [...unionOf('packages/sdk/src/errors.ts', 'KnownChatErrorCode').matchAll(/'([a-z_]+)'/g)].map(
    (match) => match[1] ?? '',
  ),
);
for (const code of sdkCodes) {
  if (!documented.has(code)) problems.push(`The SDK knows "${code}", docs/errors.md does not list it.`);
  if (!advice.includes(`\`${code}\``))
    problems.push(`docs/errors.md does not say under "In a client" what to do about "${code}".`);
}
for (const [code, { action }] of documented) {
  if (action === '') problems.push(`docs/errors.md does not say what to do about "${code}".`);
}

const serverSource = read('packages/server-edge/src/errors.ts');
for (const [code, row] of documented) {
  if (row.origin !== 'client' && !new RegExp(`\\b${code}\\b`).test(serverSource)) {
    problems.push(
      `docs/errors.md lists "${code}" as sent by the server, packages/server-edge/src/errors.ts does not know it.`,
    );
  }
  if (row.visitorSide && !sdkCodes.has(code))
    problems.push(`docs/errors.md lists "${code}", the SDK's KnownChatErrorCode does not.`);
}

const raised = new Set<string>();
for (const file of globSync('supabase/migrations/*.sql', { cwd: ROOT })) {
  for (const match of read(file).matchAll(/errcode\s*=\s*'(SC\d{3})'/g)) raised.add(match[1] ?? '');
}
const documentedStates = new Map(
  [...documented].flatMap(([code, row]) => row.sqlstates.map((state) => [state, code] as const)),
);
for (const state of raised) {
  const code = documentedStates.get(state);
  if (code === undefined) problems.push(`SQL raises ${state}, docs/errors.md does not list it.`);
  else if (!new RegExp(`${state}: \\{ code: '${code}'`).test(serverSource)) {
    problems.push(`SQL raises ${state} (${code}), packages/server-edge/src/errors.ts does not map it to that code.`);
  }
}
for (const [state, code] of documentedStates) {
  if (!raised.has(state)) problems.push(`docs/errors.md says that SQL raises ${state} (${code}), no migration does.`);
}
for (const file of globSync('packages/element/src/i18n/locales/*.ts', { cwd: ROOT })) {
  const failures = /failures: \{([^}]*)\}/.exec(read(file))?.[1] ?? '';
  for (const match of failures.matchAll(/^\s*([a-z_]+):/gm)) {
    const code = match[1] ?? '';
    if (!documented.has(code)) problems.push(`${file} translates "${code}", which docs/errors.md does not list.`);
  }
}
conclude('error codes', problems, `${documented.size} codes agree in docs, SDK, server, SQL and translations`);

interface DocumentedCode {
  readonly sqlstates: readonly string[];
  readonly origin: 'client' | 'server';
  readonly visitorSide: boolean;
  readonly action: string;
}

/** Rows of docs/errors.md: | `code` | status | SQLSTATE | who sees it | meaning | action |; a status of "–" marks a client-only code. */
function readDocumentedCodes(): Map<string, DocumentedCode> {
  const codes = new Map<string, DocumentedCode>();
  for (const line of list.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    const code = /^`([a-z_]+)`$/.exec(cells[1] ?? '')?.[1];
    if (code === undefined) continue;
    codes.set(code, {
      origin: cells[2] === '–' ? 'client' : 'server',
      sqlstates: [...(cells[3] ?? '').matchAll(/SC\d{3}/g)].map((match) => match[0]),
      visitorSide: (cells[4] ?? '').includes('visitor'),
      action: cells[6] ?? '',
    });
  }
  return codes;
}

function unionOf(file: string, name: string): string {
  const source = read(file);
  const start = source.indexOf(`type ${name} =`);
  return source.slice(start, source.indexOf(';', start));
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
