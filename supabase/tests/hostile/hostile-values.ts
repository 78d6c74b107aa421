/**
 * What nobody should send, by type, as SQL literals without their cast. A type that is not here stops the test: whoever
 * uses it for the first time says what is hostile in it.
 */
import { quoteLiteral } from '../../../packages/local/src/database/sql-quote.ts';

export const NULL = 'null';

/** A text of some 100,000 characters is larger than whatever is allowed anywhere and still quick. */
const HUGE_TEXT = `repeat('x', 100000)`;

const TEXTS = [
  '',
  '   ',
  '\n\t\u00a0\u200b',
  'no such word',
  'NULL',
  '0',
  '-1',
  '99999999999999999999',
  'NaN',
  '{}',
  '[]',
  "'; drop table support.messages; --",
  '$$; select pg_sleep(10); $$',
  '%s %n %1$s %',
  '\\',
  '\\u0000',
  '^(a+)+$',
  '[',
  '<script>alert(1)</script>',
  '<b>&amp;"\'',
  'a@b@c',
  'javascript:alert(1)',
  '../../etc/passwd',
  'ı İ ß ﬃ Å 𝕏 👩‍👩‍👧‍👦 \u202e\u2066 \ufdd0 \ufffe \u{10ffff}',
  'e\u0301'.repeat(60),
  '\u0001\u0007\u001b[31m\u007f',
];

const NESTED = `(repeat('[', 200) || repeat(']', 200))`;
const HUGE_OBJECT = `('{"x": "' || repeat('x', 100000) || '"}')`;
const MANY_KEYS = `(select jsonb_object_agg('k' || n, n)::text from generate_series(1, 3000) as n)`;

const JSONS = [
  'null',
  'true',
  '0',
  '-1',
  '1e300',
  '"x"',
  '""',
  '[]',
  '[null]',
  '[[]]',
  '[{}]',
  '[1, "x", {"a": null}]',
  '{}',
  '{"": ""}',
  '{"no such key": 1}',
  '{"id": null, "name": null, "text": null, "kind": null}',
  '{"name": {"$ne": 1}, "id": [], "kind": 7, "text": {}}',
  '{"__proto__": {"x": 1}, "constructor": []}',
];

const LITERALS: Readonly<Record<string, readonly string[]>> = {
  uuid: [NULL, `'00000000-0000-0000-0000-000000000000'`, `'ffffffff-ffff-ffff-ffff-ffffffffffff'`],
  text: [NULL, ...TEXTS.map(quoteLiteral), HUGE_TEXT],
  boolean: [NULL, 'true', 'false'],
  smallint: [NULL, '0', `'-1'`, '1', '32767', `'-32768'`],
  integer: [NULL, '0', `'-1'`, '1', '1000000', '2147483647', `'-2147483648'`],
  bigint: [NULL, '0', `'-1'`, '1', '2147483648', '9223372036854775807', `'-9223372036854775808'`],
  numeric: [NULL, '0', `'-1'`, '0.000001', '1e300', `'NaN'`, `'Infinity'`, `'-Infinity'`],
  jsonb: [NULL, ...JSONS.map(quoteLiteral), NESTED, HUGE_OBJECT, MANY_KEYS],
  date: [NULL, `'infinity'`, `'-infinity'`, `'4713-01-01 BC'`, `'5874897-12-31'`, `'1970-01-01'`],
  'timestamp with time zone': [NULL, `'infinity'`, `'-infinity'`, `'4713-01-01 BC'`, `'294276-12-31'`, `'1970-01-01'`],
  'uuid[]': [
    NULL,
    `'{}'`,
    `'{null}'`,
    `'{00000000-0000-0000-0000-000000000000}'`,
    `'{{00000000-0000-0000-0000-000000000000},{00000000-0000-0000-0000-000000000001}}'`,
    `'[5:5]={00000000-0000-0000-0000-000000000000}'`,
    `(array_fill('00000000-0000-0000-0000-000000000000'::uuid, array[3000]))`,
  ],
  'text[]': [NULL, `'{}'`, `'{null}'`, `'{{a,b},{c,d}}'`, `'[5:6]={a,b}'`, `(array_fill('x'::text, array[3000]))`],
  'bigint[]': [
    NULL,
    `'{}'`,
    `'{null}'`,
    `'{{1,2},{3,4}}'`,
    `'[5:6]={0,-1}'`,
    `'{9223372036854775807}'`,
    `(array_fill(1::bigint, array[3000]))`,
  ],
};

export function hostileLiterals(type: string): readonly string[] {
  const known = LITERALS[type];
  if (known === undefined) throw new Error(`Say in hostile-values.ts what is hostile in ${type}.`);
  return known;
}

const WRONG_LEAVES: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e30,
  '',
  '  ',
  'no such word',
  "'; drop table support.messages; --",
  '\u202e\u0001',
  'x'.repeat(20_000),
  [],
  [null],
  [[]],
  {},
  { x: null },
];

/** A good value with one thing wrong in it: every leaf and branch replaced, left out, or joined by something unknown. */
export function* spoil(value: unknown): Generator<unknown> {
  yield* WRONG_LEAVES;
  if (Array.isArray(value)) {
    yield Array.from({ length: 1000 }, () => value[0] as unknown);
    yield [...(value as unknown[]), ...(value as unknown[])];
    for (const [place, item] of value.entries()) {
      for (const wrong of spoil(item)) yield value.toSpliced(place, 1, wrong);
    }
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, 'no such key': 1 };
    for (const [key, item] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
      for (const wrong of spoil(item)) yield { ...value, [key]: wrong };
    }
  }
}
