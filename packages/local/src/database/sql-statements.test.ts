import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { splitStatements } from './sql-statements.ts';

describe('splitting a script', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    ['separates statements and drops the semicolons', 'select 1;\n\nselect 2 ;', ['select 1', 'select 2']],
    ['keeps the last statement without a semicolon', 'select 1; select 2', ['select 1', 'select 2']],
    [
      'keeps comments with the statement they precede',
      '-- why; because\nselect 1; /* a; /* b; */ c; */ select 2;',
      ['-- why; because\nselect 1', '/* a; /* b; */ c; */ select 2'],
    ],
    [
      'reads strings and quoted names whole',
      `select 'a;''b;' as "c;d"; select 2`,
      [`select 'a;''b;' as "c;d"`, 'select 2'],
    ],
    ['reads escape strings whole', `select e'a\\';b'; select 2`, [`select e'a\\';b'`, 'select 2']],
    ['takes a backslash in a plain string as it is', `select 'a\\'; select 2`, [`select 'a\\'`, 'select 2']],
    [
      'reads dollar quotes whole, with and without a tag',
      'do $$ begin a; end $$; do $x$ b; $$ c; $x$; select 2',
      ['do $$ begin a; end $$', 'do $x$ b; $$ c; $x$', 'select 2'],
    ],
    ['does not take a parameter for a dollar quote', 'select $1; select $2;', ['select $1', 'select $2']],
    [
      'reads a standard body whole',
      'create function f() begin atomic select case when true then 1 end; select 2; end; select 3',
      ['create function f() begin atomic select case when true then 1 end; select 2; end', 'select 3'],
    ],
    ['drops empty statements', ';;\n ; select 1;;', ['select 1']],
  ];
  for (const [title, script, expected] of cases) {
    it(title, () => assert.deepEqual(splitStatements(script), expected));
  }
});
