import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { findUnusedPhrases } from './find-unused-phrases.ts';

const TABLE = `
  export interface Words {
    readonly title: string;
    readonly counted: (count: number) => string;
    readonly actions: { readonly add: string; readonly remove: string };
    readonly roles: { readonly owner: string; readonly agent: string };
    readonly faults: { readonly late: string; readonly lost: string };
    readonly fields: { readonly name: string; readonly email: string; readonly phone: string };
  }
  export declare const words: Words;
`;

/** What is unused when this is all the source there is. */
function unusedIn(source: string): readonly string[] {
  const files = new Map([
    ['/words.ts', TABLE],
    ['/source.ts', `import { words, type Words } from './words.ts'; ${source}`],
  ]);
  const options: ts.CompilerOptions = {
    noLib: true,
    types: [],
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
  };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    getCurrentDirectory: () => '/',
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name),
    getSourceFile: (name, version) => {
      const text = files.get(name);
      return text === undefined ? undefined : ts.createSourceFile(name, text, version, true);
    },
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return findUnusedPhrases(program, { file: '/words.ts', type: 'Words' }, (file) => file === '/source.ts');
}

const ALL = unusedIn('');

/** What a source says, by contrast with one that says nothing. */
function saidIn(source: string): readonly string[] {
  const unused = unusedIn(source);
  return ALL.filter((path) => !unused.includes(path));
}

test('a table that no source names is unused whole, each phrase by its path', () => {
  assert.deepEqual(ALL, [
    'title', 'counted', 'actions.add', 'actions.remove', 'roles.owner', 'roles.agent', 'faults.late', 'faults.lost',
    'fields.name', 'fields.email', 'fields.phone',
  ]); // prettier-ignore
});

test('a phrase is said where it is read, also after its group was taken out', () => {
  assert.deepEqual(saidIn('words.title; words.counted(2); words.actions.add;'), ['title', 'counted', 'actions.add']);
  assert.deepEqual(saidIn('const { actions: { remove } } = words;'), ['actions.remove']);
  assert.deepEqual(saidIn('const { actions } = words; actions.remove;'), ['actions.remove']);
});

test('something else of the same name says nothing', () => {
  assert.deepEqual(saidIn("const other = { title: '', actions: { add: '' } }; other.title; other.actions.add;"), []);
  assert.deepEqual(saidIn("const title = 'add';"), []);
});

test('a value that picks a phrase says those that it can be', () => {
  assert.deepEqual(saidIn("declare const role: 'owner'; words.roles[role];"), ['roles.owner']);
  assert.deepEqual(saidIn("declare const role: 'owner' | 'agent'; words.roles[role];"), ['roles.owner', 'roles.agent']);
  assert.deepEqual(
    saidIn('declare const code: string; const { faults } = words; faults[code as keyof typeof faults];'),
    ['faults.late', 'faults.lost'],
  );
});

test('in a group that is named by keyof, the names that are written are said, and reading by a variable says nothing', () => {
  const label =
    "interface Field { label: keyof Words['fields'] } declare const field: Field; words.fields[field.label];";
  assert.deepEqual(saidIn(label), []);
  assert.deepEqual(saidIn(`${label} const email: Field = { label: 'email' };`), ['fields.email']);
  assert.deepEqual(saidIn(`${label} declare const one: 'phone' | 'name'; const field2: Field = { label: one };`), [
    'fields.name',
    'fields.phone',
  ]);
  assert.deepEqual(
    saidIn(
      `${label} const tabs: { readonly [Name in keyof Words['fields']]: number } = { name: 1, email: 2, phone: 3 };`,
    ),
    ['fields.name', 'fields.email', 'fields.phone'],
  );
});
