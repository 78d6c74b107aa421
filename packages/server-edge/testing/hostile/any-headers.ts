import fc from 'fast-check';

/** Names and values; the same name may occur twice. */
export type RawHeaders = readonly (readonly [string, string])[];

/** Every value that a header line can carry: bytes, without line breaks and U+0000. */
const anyValue = fc
  .array(fc.integer({ min: 1, max: 255 }), { maxLength: 60 })
  .map((bytes) => String.fromCharCode(...bytes.filter((byte) => byte !== 10 && byte !== 13)).trim());

const LONG = 'x'.repeat(9_000);

/** Headers that something on the way reads, with values that it does not expect. `<<names>>` are filled in later. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  origin: [
    '',
    'null',
    'https://shop.example\t',
    'https://shop.example%0d%0aset-cookie:a=b',
    'https://shop.example, https://evil.example',
    'https://shop.example\u0085x-evil: 1',
    'https://user:pass@shop.example',
    'javascript:alert(1)',
    'https://[::1',
    'file://',
    '*',
    `https://${LONG}.example`,
  ],
  authorization: [
    '',
    'Bearer',
    'Bearer ',
    'bearer <<token>>',
    'BEARER   <<token>>',
    'Bearer <<token>>, Bearer <<token>>',
    'Bearer <<token>> x',
    'Bearer <<token>>.x',
    'Bearer <<refresh_token>>',
    'Bearer <<resume_token>>',
    'Bearer <<identity_token>>',
    'Basic YTpi',
    'Bearer null',
    'Bearer a.b.c',
    'Bearer ...',
    'Bearer eyJhbGciOiJub25lIn0.e30.',
    'Bearer eyJraWQiOiJfX3Byb3RvX18ifQ.e30.AAAA',
    `Bearer ${LONG}`,
  ],
  'content-type': [
    '',
    'text/plain',
    'application/json; charset=utf-16',
    'application/JSON;charset="utf-8',
    'application/json, text/html',
    'application/json\u00A0',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'application/problem+json',
    'text/html',
    '*/*',
  ],
  'content-length': ['0', '5', '-1', '1e9', '999999999999', 'NaN', '0x10'],
  'transfer-encoding': ['chunked', 'identity', 'gzip, chunked'],
  'content-encoding': ['gzip', 'br', 'identity', 'zstd'],
  'x-forwarded-for': [
    '',
    ',',
    ', ,',
    '127.0.0.1',
    '::1',
    '::ffff:1.2.3.4',
    '[2001:db8::1]:443',
    '1:2:3:4:5:6:7:8:9:10',
    ':::::::::',
    '::1%<<token>>',
    "'; drop table support.sessions; --",
    '-1',
    LONG,
  ],
  'x-request-id': [
    '',
    'mine-and-fine',
    'a b',
    '<script>alert(1)</script>',
    'x\u0085y',
    'id; path=/',
    '../../etc',
    '%0d%0aset-cookie: a=b',
    'é',
    LONG,
  ],
  'if-none-match': [
    '',
    '*',
    '"',
    'W/',
    'W/"x", "y"',
    '"".*""',
    `"${LONG}"`,
    ','.repeat(9_000),
    `${'W/"a",'.repeat(1_500)}`,
  ],
  'user-agent': ['', '\u00FF', `Mozilla/5.0 (${'('.repeat(3_000)}`, `Mozilla/${'1.'.repeat(4_000)}`, LONG, "'--"],
  'accept-language': ['', '*', 'x'.repeat(5_000), 'de;q=NaN', ';;;', ',,,,'],
  'cf-ipcountry': ['', 'XX', 'de', 'T1', '<b>', LONG],
  'x-support-app-token': ['', 'a.b.c', '<<identity_token>>', '<<token>>', LONG],
  apikey: ['', 'null', '<<token>>', "' or 1=1 --", LONG],
  host: ['', 'evil.example', 'evil.example:99999', '[::1'],
  'x-http-method-override': ['DELETE'],
  'x-original-url': ['/support-chat/internal/tick'],
  'access-control-request-method': ['', 'TRACE', LONG],
  expect: ['100-continue'],
  cookie: ['__proto__=1', LONG],
};

const spoiler: fc.Arbitrary<readonly [string, string]> = fc
  .constantFrom(...Object.keys(VALUES))
  .chain((name) =>
    fc.tuple(
      fc.constant(name),
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...(VALUES[name] ?? [''])) },
        { weight: 1, arbitrary: anyValue },
      ),
    ),
  );

/** One header more, another, twice, or missing. */
export function spoiledHeaders(valid: RawHeaders): fc.Arbitrary<RawHeaders> {
  return fc.oneof(
    {
      weight: 4,
      arbitrary: spoiler.map(([name, value]) => [...valid.filter(([other]) => other !== name), [name, value] as const]),
    },
    { weight: 2, arbitrary: spoiler.map((pair) => [...valid, pair]) },
    {
      weight: 1,
      arbitrary: fc.nat().map((at) => valid.filter((_pair, index) => index !== at % Math.max(1, valid.length))),
    },
    { weight: 1, arbitrary: fc.array(spoiler, { maxLength: 8 }).map((pairs) => [...valid, ...pairs]) },
  );
}

/** Origins that look like `https://shop.example` or a host below `branch.example`, and are neither. */
export const FOREIGN_ORIGINS: readonly string[] = [
  'null',
  '',
  'https://evil.example',
  'https://shop.example.evil.example',
  'https://evilshop.example',
  'https://www.shop.example',
  'https://shop.example@evil.example',
  'https://shop.example:pass@evil.example',
  'https://evil.example/https://shop.example',
  'https://evil.example?shop.example',
  'https://evil.example#shop.example',
  'https://evil.example\\@shop.example.evil.example',
  'https://evil.example, https://shop.example',
  'https://shop.example, https://evil.example',
  'https://shop.example%2eevil.example',
  'https://shop.example%00.evil.example',
  'https://shop.examplé',
  'https://branch.example',
  'https://evilbranch.example',
  'https://x.branch.example.evil.example',
  'https://',
  'https://*',
  'https://*.branch.example.',
  'shop.example',
  'javascript:shop.example',
  'data:text/html,shop.example',
  'https://[shop.example]',
  'https://shop.example..',
];
