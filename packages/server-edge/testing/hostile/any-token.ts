import fc from 'fast-check';
import { jsonFragment } from './any-body.ts';

const HEADERS: readonly string[] = [
  '{"alg":"HS256"}',
  '{"alg":"HS256","kid":"k-shop"}',
  '{"alg":"hs256","kid":"k-shop"}',
  '{"alg":"none"}',
  '{"alg":"NONE","kid":"k-shop"}',
  '{"alg":"RS256","kid":"k-shop"}',
  '{"alg":"ES256","kid":"k-shop"}',
  '{"alg":"dir","enc":"A256GCM","kid":"k-shop"}',
  '{"alg":["HS256"],"kid":["k-shop"]}',
  '{"alg":"HS256","kid":{"toString":"k-shop"}}',
  '{"alg":"HS256","kid":"__proto__"}',
  '{"alg":"HS256","kid":"constructor"}',
  '{"alg":"HS256","kid":"k-shop","b64":false,"crit":["b64"]}',
  '{"alg":"HS256","kid":"k-shop","zip":"DEF"}',
  '{"alg":"none","alg":"HS256","kid":"k-shop"}',
];

const part = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HEADERS).map(base64url) },
  // What is much longer would only be refused for its length.
  { weight: 3, arbitrary: jsonFragment.filter(({ length }) => length < 6_000).map(base64url) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '=', '%', 'é', 'e30', 'e30=', 'A', 'AAAA', 'e30\u00A0', 'x'.repeat(40_000)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64url')) },
);

/** Something with dots in it, in the alphabet of headers: no token that anybody signed. */
export const anyToken: fc.Arbitrary<string> = fc
  .array(part, { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join('.'))
  .filter((token) => token !== '');

function base64url(text: string): string {
  return Buffer.from(text.toWellFormed(), 'utf8').toString('base64url');
}
