import fc from 'fast-check';

/**
 * What would be executed if anybody interpreted it. Each is one line without doubled spaces and without characters that
 * Postgres cannot store, so that every text field has to give it back as it came.
 */
export const INJECTIONS: readonly string[] = [
  `'; drop table support.messages; --`,
  `' or '1'='1`,
  `1); delete from support.visitors where (1=1`,
  `$$; select pg_sleep(9); $$`,
  `$1 $2 $3`,
  `\\'; truncate support.conversations; --`,
  `" or ""="`,
  `%' and 1=cast((select version()) as int) and '%'='`,
  `{"$gt": ""}`,
  `{1,2,NULL}`,
  `(,,)`,
  `null`,
  `\\N`,
  `\\u0000`,
  `<script>alert(document.cookie)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `<svg/onload=alert(1)>`,
  `</textarea><iframe src="javascript:alert(1)">`,
  `&lt;b&gt;&amp;amp;&#x27;`,
  `javascript:alert(1)//`,
  `{{7*7}} \${7*7} #{7*7} <%= 7*7 %>`,
  `%s%s%n %00 %0d%0a`,
  `../../../../etc/passwd`,
  `=cmd|' /C calc'!A0`,
  `[name](javascript:alert(1)) *bold* _it_ \`code\``,
  `@everyone /start #all https://t.me/x`,
  `\u202Etxt.exe\u202C \u2066isolated\u2069`,
  `\u200Fعربي\u200E עברית`,
  `e\u0301\u0302\u0303\u0304 Z\u0351\u036B\u0343\u036A`,
  `👩‍👩‍👧‍👦 🏳️‍🌈 \u{10FFFF}`,
  `__proto__ constructor prototype toString`,
];

/** What cannot be kept as it came: cut, replaced or refused, but never a failure. */
const UNKEEPABLE: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\uD83D',
  '\uDE00\uD83D',
  '\uFEFF',
  '\uFFFE\uFFFF',
  '\r\n\t\u000B\u0085\u2028\u2029',
  '\u001B[31mred\u001B[0m',
  '\u200B',
  '\u00AD',
  'x'.repeat(4_001),
  '😀'.repeat(2_000),
  `${'a'.repeat(30)}!`.repeat(300),
  '\u0301'.repeat(1_000),
];

/** Texts that have broken something, somewhere. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...INJECTIONS) },
  { weight: 3, arbitrary: fc.constantFrom(...UNKEEPABLE) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  // UTF-16 code units, and so halves of pairs.
  {
    weight: 1,
    arbitrary: fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  },
);
