import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCodeBlocks } from './read-code-blocks.ts';

test('a block knows its language, its notes and the line its code begins on', () => {
  const [block] = readCodeBlocks('a.md', 'Text\n\n```ts given="chat element" run\nchat.open();\n```\n');
  assert.deepEqual(
    { ...block, notes: Object.fromEntries(block?.notes ?? []) },
    {
      file: 'a.md',
      line: 4,
      language: 'ts',
      notes: { given: 'chat element', run: '' },
      isCopyOfFile: false,
      code: 'chat.open();',
    },
  );
});

test('a block in a list is read without the list’s indentation, and keeps its own', () => {
  const [block] = readCodeBlocks('a.md', '1. Step\n\n   ```sh\n   npm start\n     --flag\n   ```\n');
  assert.equal(block?.code, 'npm start\n  --flag');
});

test('a longer fence may show a shorter one', () => {
  const blocks = readCodeBlocks('a.md', '````text\n```ts\n```\n````\n```sh\nls\n```\n');
  assert.deepEqual(
    blocks.map(({ language, code }) => [language, code]),
    [
      ['text', '```ts\n```'],
      ['sh', 'ls'],
    ],
  );
});

test('a block after "<!-- file: … -->" is a copy of that file', () => {
  const blocks = readCodeBlocks('a.md', '<!-- file: x.js -->\n\n```js\n1;\n```\n\n```js\n2;\n```\n');
  assert.deepEqual(
    blocks.map((block) => block.isCopyOfFile),
    [true, false],
  );
});

test('a fence that is never closed is an error that names its line', () => {
  assert.throws(() => readCodeBlocks('a.md', 'x\n```ts\ncode\n'), /a\.md:2/);
});
