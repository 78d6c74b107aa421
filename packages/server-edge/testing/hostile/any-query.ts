import fc from 'fast-check';
import { hostileText } from './hostile-texts.ts';

/** Names and values as they stand in the address, encoded or not. */
export type RawQuery = readonly (readonly [string, string])[];

export function writeQuery(query: RawQuery): string {
  return query.map(([name, value]) => `${name}=${value}`).join('&');
}

/** `<<names>>` stay readable: they are filled in afterwards. */
export function encodeQuery(values: Readonly<Record<string, string>>): RawQuery {
  return Object.entries(values).map(([name, value]) => [name, /^<<\w+>>$/.test(value) ? value : encode(value)]);
}

/** Half surrogate pairs have no encoding, so they go as what a careless client makes of them. */
function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

/** Values of an address that no parameter expects. */
const VALUES: readonly string[] = [
  '',
  '%',
  '%%',
  '%zz',
  '%00',
  '%0d%0aset-cookie:a=b',
  '%ff%fe',
  '%c0%af',
  '%ed%a0%80',
  '%u0041',
  '+',
  '%2B',
  'null',
  'undefined',
  'true',
  '-1',
  '-0',
  '1.5',
  '1e3',
  '0x10',
  'NaN',
  'Infinity',
  '007',
  '999999999999999',
  '9007199254740993',
  '99999999999999999999',
  '٣',
  '[object Object]',
  '1,2',
  '1;2',
  '1%262',
  '00000000-0000-0000-0000-000000000000',
  '{00000000-0000-0000-0000-000000000000}',
  'wk_demo%00',
  'wk_demo%40',
  'wk_demo@evil.example@x',
  'WK_DEMO',
  'x'.repeat(20_000),
];

const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 1, arbitrary: hostileText.map(encode) },
);

const extraName = fc.oneof(
  fc.constantFrom(
    'id',
    'id[]',
    'id[0]',
    'ID',
    'id%00',
    '%69d',
    '__proto__',
    'constructor',
    '',
    'access_token',
    'token',
  ),
  fc.constantFrom('visitor_id', 'session_id', 'limit', 'callback', 'format', '_method'),
  hostileText.map(encode),
);

export function spoiledQuery(valid: fc.Arbitrary<RawQuery>): fc.Arbitrary<RawQuery> {
  const at = fc.nat();
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(valid, at, value)
        .map(([query, place, bad]) => mapAt(query, place, ([name]) => [[name, bad]])),
    },
    { weight: 1, arbitrary: fc.tuple(valid, at).map(([query, place]) => mapAt(query, place, () => [])) },
    {
      weight: 2,
      arbitrary: fc.tuple(valid, at, value).map(([query, place, bad]) =>
        mapAt(query, place, ([name, good]) => [
          [name, good],
          [name, bad],
        ]),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(valid, at, value).map(([query, place, bad]) =>
        mapAt(query, place, ([name, good]) => [
          [name, bad],
          [name, good],
        ]),
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(valid, at, fc.constantFrom('[]', '[0]', '[a]', '.a', '%5B%5D', '%00'))
        .map(([query, place, tail]) => mapAt(query, place, ([name, good]) => [[name + tail, good]])),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(valid, extraName, value).map(([query, name, bad]) => [...query, [name, bad] as const]),
    },
    {
      weight: 1,
      arbitrary: valid.map((query) => [
        ...query,
        ...Array.from({ length: 1_000 }, (_none, index) => [`n${String(index)}`, '1'] as const),
      ]),
    },
  );
}

function mapAt(query: RawQuery, place: number, change: (pair: readonly [string, string]) => RawQuery): RawQuery {
  return query.flatMap((pair, index) => (index === place % query.length ? change(pair) : [pair]));
}
