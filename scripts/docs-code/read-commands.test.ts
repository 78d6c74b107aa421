import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCommands } from './read-commands.ts';

const wordsOf = (script: string): (readonly string[])[] => readCommands(script).map(({ words }) => words);

test('commands are told apart by lines and operators; comments are left out', () => {
  assert.deepEqual(wordsOf('npm ci && npm start # then wait\n\n# nothing\nls | cat'), [
    ['npm', 'ci'],
    ['npm', 'start'],
    ['ls'],
    ['cat'],
  ]);
});

test('quotes keep words together, and a backslash goes on in the next line', () => {
  assert.deepEqual(wordsOf(`x --name "Robin's shop" \\\n  --domain '*.shop'`), [
    ['x', '--name', "Robin's shop", '--domain', '*.shop'],
  ]);
  assert.deepEqual(wordsOf('curl -H"apikey: $KEY" http://a/b?c=d'), [['curl', '-Hapikey: $KEY', 'http://a/b?c=d']]);
});

test('variables in front of a command are its own, not its name', () => {
  assert.deepEqual(readCommands('A_B=1 C=… npm start'), [
    { line: 0, variables: ['A_B', 'C'], words: ['npm', 'start'] },
  ]);
});
