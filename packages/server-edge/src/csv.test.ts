import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toCsv } from './csv.ts';

/** As RFC 4180 says, for tables that end with a line break. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  assert.equal(rows.flat().length > 0 || text === '', true);
  return rows;
}

describe('a CSV file', () => {
  it('ends every line with CR LF, and quotes what has to be quoted', () => {
    const rows = [
      ['name', 'count', 'is active', 'mean'],
      ['Ana "the first", of Harbor', 3, true, null],
      ['two\nlines', -4.5, false, 0],
    ];
    assert.equal(
      toCsv(rows),
      'name,count,is active,mean\r\n"Ana ""the first"", of Harbor",3,true,\r\n"two\nlines",-4.5,false,0\r\n',
    );
  });

  for (const formula of [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\0=1',
    '＝1',
    `=HYPERLINK("https://evil.example","Ana")`,
    `=cmd|' /C calc'!A0`,
  ]) {
    it(`has no formula where a name is ${JSON.stringify(formula)}`, () => {
      assert.equal(parseCsv(toCsv([[formula]]))[0]?.[0], `'${formula}`);
    });
  }

  it('says what it was given, whatever that is, and no text in it begins as a formula does', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.tuple(fc.constantFrom(...'=+-@\t\r\n "\','), fc.string()).map(([first, rest]) => first + rest),
    );
    fc.assert(
      fc.property(fc.array(fc.array(anyText, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
        const read = parseCsv(toCsv(rows));
        assert.equal(read.length, rows.length);
        read.flat().forEach((cell, index) => {
          const given = rows.flat()[index] ?? '';
          assert.ok(cell === given || cell === `'${given}`);
          assert.doesNotMatch(cell, /^[=+\-@\t\r\n]/);
        });
      }),
    );
  });
});
