import fc from 'fast-check';
import { hostileText } from './hostile-texts.ts';
import { RawJson, writeEntries, writeJson } from './raw-json.ts';

/** A body as it is sent: text is sent as UTF-8, after its `<<names>>` were filled in. */
export type RawBody = string | Uint8Array<ArrayBuffer>;

/** As much as one body holds. */
const LISTS_DEEP = 32_000;
const OBJECTS_DEEP = 10_000;
const encoder = new TextEncoder();

/** Values that no field expects, as JSON or as what some parsers take for it. */
const FRAGMENTS: readonly string[] = [
  'null',
  'true',
  'false',
  '""',
  '[]',
  '{}',
  '0',
  '-0',
  '-1',
  '1.5',
  '2147483648',
  '-2147483649',
  '9007199254740993',
  '9223372036854775808',
  '1e308',
  '1e400',
  '1e-400',
  '1E+2',
  '"NaN"',
  '"Infinity"',
  '"0x1f"',
  '"1e3"',
  '"2026-02-30T25:61:61Z"',
  '"00000000-0000-0000-0000-000000000000"',
  '"ffffffff-ffff-ffff-ffff-ffffffffffff"',
  '[null]',
  '[[]]',
  '{"length":1e9}',
  '{"__proto__":{"isPolluted":true}}',
  '{"constructor":{"prototype":{"isPolluted":true}}}',
  '{"toString":1,"valueOf":2,"toJSON":3,"then":4}',
  '{"$ref":"#/definitions/x"}',
  '"\\ud83d"',
  '"\\udc00\\ud800"',
  '"\\u0000"',
  '{"\\u0000":"\\ud800"}',
  `"${'x'.repeat(60_000)}"`,
  `[${'0,'.repeat(9_999)}0]`,
  `${'['.repeat(LISTS_DEEP)}${']'.repeat(LISTS_DEEP)}`,
  `${'{"a":'.repeat(OBJECTS_DEEP)}1${'}'.repeat(OBJECTS_DEEP)}`,
  // Not JSON at all.
  'NaN',
  'Infinity',
  'undefined',
  '01',
  '.5',
  '+1',
  "'text'",
  '`text`',
  '/*c*/1',
  '"\n"',
  '"\\x41"',
  '[1,]',
  '{"a":1,}',
];

export const jsonFragment: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...FRAGMENTS) },
  { weight: 3, arbitrary: hostileText.map((text) => JSON.stringify(text)) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
);

const fragment = jsonFragment.map((text) => new RawJson(text));

const extraName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'hasOwnProperty', '', 'id', 'visitor_id', 'session_id'),
  fc.constantFrom(
    'organization_id',
    'role',
    'is_admin',
    'p_visitor_id',
    'then',
    '\u0000',
    '\uD800',
    'k'.repeat(30_000),
  ),
  hostileText,
);

/** A proper body with one thing wrong with it. */
export function spoiledBody(valid: fc.Arbitrary<unknown>): fc.Arbitrary<RawBody> {
  const text = valid.map(writeJson);
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(valid, fc.nat(), fragment).map(([value, at, raw]) => writeJson(replace(value, at, raw))),
    },
    { weight: 2, arbitrary: fc.tuple(valid, fc.nat()).map(([value, at]) => writeJson(without(value, at))) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(valid, extraName, fragment)
        .map(([value, name, raw]) => writeEntries([...entriesOf(value), [name, raw]])),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(valid, fragment).map(([value, raw]) =>
        writeEntries(
          entriesOf(value).flatMap(([name, item]) => [
            [name, item],
            [name, raw],
          ]),
        ),
      ),
    },
    { weight: 2, arbitrary: fragment.map(writeJson) },
    { weight: 2, arbitrary: fc.tuple(text, fc.nat()).map(([json, at]) => json.slice(0, at % (json.length + 1))) },
    { weight: 1, arbitrary: fc.tuple(text, hostileText).map(([json, more]) => json + more) },
    { weight: 1, arbitrary: text.map((json) => `\uFEFF${json}`) },
    { weight: 1, arbitrary: fc.tuple(text, badBytes).map(([json, bytes]) => insert(encoder.encode(json), bytes)) },
    { weight: 1, arbitrary: text.map((json) => utf16(json)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', ' ', '\n', `${' '.repeat(70_000)}{}`, `{"text":"${'x'.repeat(70_000)}"}`),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => Uint8Array.from(bytes)) },
  );
}

/** Overlong forms, halves of pairs, cut sequences: nothing that UTF-8 allows. */
const badBytes = fc.constantFrom(
  [0xff],
  [0xc0, 0xaf],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xe2, 0x82],
  [0x80],
  [0x00],
);

function insert(bytes: Uint8Array, more: readonly number[]): Uint8Array<ArrayBuffer> {
  const middle = Math.floor(bytes.length / 2);
  return Uint8Array.from([...bytes.subarray(0, middle), ...more, ...bytes.subarray(middle)]);
}

function utf16(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    Array.from(text).flatMap((letter) => [letter.charCodeAt(0) & 0xff, letter.charCodeAt(0) >> 8]),
  );
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** `at` counts through everything that is in there, from the outside in. */
function replace(value: unknown, at: number, by: RawJson): unknown {
  const places = countOf(value);
  return replaceAt(value, at % places, by);
}

function replaceAt(value: unknown, at: number, by: RawJson): unknown {
  if (at === 0) return by;
  let left = at - 1;
  const changed = entriesOf(value).map(([name, item]): [string, unknown] => {
    const size = countOf(item);
    const isHere = left >= 0 && left < size;
    const next = isHere ? replaceAt(item, left, by) : item;
    left -= size;
    return [name, next];
  });
  return Array.isArray(value) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
}

function countOf(value: unknown): number {
  return entriesOf(value).reduce((sum, [, item]) => sum + countOf(item), 1);
}

function without(value: unknown, at: number): unknown {
  const entries = entriesOf(value);
  return Object.fromEntries(entries.filter((_entry, index) => index !== at % Math.max(1, entries.length)));
}
