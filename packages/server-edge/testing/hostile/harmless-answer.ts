import assert from 'node:assert/strict';
import { ApiError } from '../../src/errors.ts';
import { errorsOf, type Endpoint } from '../../src/openapi/endpoint.ts';
import { ENDPOINTS } from '../../src/openapi/endpoints.ts';
import { assertDocumented } from '../documented-answer.ts';
import { JWT_SECRET, SECRET_KEY, type RecordingLogger } from '../fake-deps.ts';
import { BAKERY, SHOP, type HostileStage, type SentAnswer } from './hostile-stage.ts';
import type { HostileRequest } from './spoil-request.ts';

/** Errors repeat names of fields, cut short; whoever sends much gets little back. */
const MAX_ERROR_CHARACTERS = 4_096;

/** What only code and its surroundings say: stacks, places of files, SQL, names of errors and of our functions. */
const LEAKS: readonly RegExp[] = [
  /\bat (?:async )?[\w.<>#]+ \(/,
  /\.(?:ts|m?js|sql):\d+/,
  /node_modules|node:internal|file:\/\//,
  /\/(?:home|root|usr|tmp|var|srv|opt)\//,
  /\b(?:SQLSTATE|plpgsql|pg_catalog|search_path|jsonb?_\w+|PGlite|postgres\w*)\b/i,
  /\b(?:relation|column|function|constraint) "/,
  /\b(?:violates|syntax error|invalid input syntax|out of range for type)\b/,
  /\bsupport_[a-z]+_[a-z_]+|\bsupport\.[a-z_]+|\bp_[a-z_]{3,}/,
  /\b\w*(?:Error|Exception)\b: /,
];
const SECRETS = [JWT_SECRET, SECRET_KEY, SHOP.identitySecret.secret, BAKERY.identitySecret.secret, 'hashing addresses'];

const ALL_CODES = new Set(['not_found', 'method_not_allowed', ...ENDPOINTS.flatMap(errorsOf)]);

/**
 * Nothing that the app depends on fails, so it may not fail either, whatever was asked; and it is {@link assertDiscreet}.
 */
export function assertHarmless(answer: SentAnswer, sent: HostileRequest, endpoint?: Endpoint): void {
  assert.ok(answer.status < 500, `${String(answer.status)} ${answer.text}`);
  assertDiscreet(answer, sent, endpoint);
}

/** Failed or not: an error has our shape and a code that the endpoint may answer with, and nothing says how it works inside. */
export function assertDiscreet(answer: SentAnswer, sent: HostileRequest, endpoint?: Endpoint): void {
  const { status, headers, text } = answer;
  assert.match(headers.get('x-request-id') ?? '', /^[\w=-]{1,64}$/);
  for (const [name, value] of headers) assert.match(value, /^[\t\x20-\x7e\x80-\xff]*$/, name);
  assert.equal(headers.get('access-control-allow-credentials'), null);
  for (const secret of SECRETS) assert.equal(text.includes(secret), false, 'a secret of the server is in the answer');
  if (status >= 400) assertRefusal(answer, sent);
  else if (text !== '') assert.match(headers.get('content-type') ?? '', /^(?:application\/json|text\/csv)\b/);

  if (endpoint === undefined) return;
  assertDocumented({ method: sent.method, path: endpoint.path.replace(/\{\w+\}/g, 'some'), status, headers, text });
  if (status === 200) endpoint.answer.parse(endpoint.answerType === undefined ? JSON.parse(text) : text);
}

function assertRefusal({ status, headers, text }: SentAnswer, sent: HostileRequest): void {
  if (sent.method === 'HEAD') return;
  assert.match(headers.get('content-type') ?? '', /^application\/json\b/);
  assert.ok(
    text.length <= MAX_ERROR_CHARACTERS,
    `an error of ${String(text.length)} characters: ${text.slice(0, 300)}`,
  );
  const { error, ...others } = JSON.parse(text) as { readonly error: Readonly<Record<string, unknown>> };
  assert.deepEqual(others, {});
  const { code, message, details = {}, ...more } = error;
  assert.deepEqual(more, {});
  assert.ok(ALL_CODES.has(code as never), `an unknown code: ${String(code)}`);
  assert.equal(status, new ApiError(code as never, '').status);
  assert.equal(typeof message, 'string');
  assert.equal(typeof details, 'object');

  const asked = JSON.stringify(sent);
  for (const leak of LEAKS) {
    const found = leak.exec(text)?.[0];
    // What was sent may come back, as the name of a field that is not known.
    assert.ok(found === undefined || asked.includes(found), `an error says ${String(found)}: ${text}`);
  }
}

/** The failures behind the last answers, for the message of a test. */
export function failuresOf({ deps }: Pick<HostileStage, 'deps'>): string {
  const { records } = deps.logger as RecordingLogger;
  return records
    .filter(({ level }) => level === 'error')
    .slice(-1)
    .map(({ fields }) => String((fields['error'] as Error | undefined)?.stack ?? fields['error']))
    .join('\n');
}
