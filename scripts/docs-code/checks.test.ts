import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCss } from './check-css.ts';
import { checkHtml } from './check-html.ts';
import { checkMentions } from './check-mentions.ts';
import { checkShell } from './check-shell.ts';
import { checkTypes } from './check-types.ts';
import { readCodeBlocks, type CodeBlock, type Problem } from './read-code-blocks.ts';
import { readScripts } from './read-scripts.ts';

const texts = (problems: readonly Problem[]): string =>
  problems.map(({ place, text }) => `${place} ${text}`).join('\n');

function block(language: string, code: string, notes = ''): CodeBlock {
  const [first] = readCodeBlocks('a.md', `\`\`\`${language} ${notes}\n${code}\n\`\`\`\n`);
  assert.ok(first !== undefined);
  return first;
}

test('HTML may only use attributes and slots that the element has', () => {
  const surface = { attributes: new Set(['theme']), slots: new Set(['header']) };
  const check = (html: string): string => texts(checkHtml(block('html', html), surface));
  assert.equal(check('<support-chat theme="dark" id="a" data-x="1"><b slot="header"></b></support-chat>'), '');
  assert.match(check('\n<support-chat tehme="dark"></support-chat>'), /^a\.md:3 .*"tehme"/);
  assert.match(check('<support-chat><b slot="haeder"></b></support-chat>'), /"haeder"/);
  assert.match(check('<script src="/widget.js?id=wk_a" data-tehme="dark"></script>'), /"tehme"/);
});

test('CSS may only use what the element shows', () => {
  const surface = {
    properties: new Set(['--support-chat-accent']),
    parts: new Set(['bubble']),
    states: new Set(['unread']),
  };
  const check = (css: string): string => texts(checkCss(block('css', css), surface));
  assert.equal(check('support-chat:state(unread)::part(bubble) { --support-chat-accent: red; }'), '');
  assert.match(check('a { --support-chat-acent: red; }'), /"--support-chat-acent"/);
  assert.match(check('support-chat::part(buble) {}'), /"buble"/);
  assert.match(check('support-chat:state(read) {}'), /"read"/);
  assert.match(check('a {'), /braces/);
});

for (const [script, complaint] of [
  ['npm ci && npm start', /^$/],
  ['npm run strat', /no script "strat"/],
  ['cd examples/react\nnpm install', /^$/],
  ['cd examples/react\nnpm run schema:dump', /no script "schema:dump"/],
  ['cd examples/raect', /no directory/],
  ['npm install @support-chat/sdk', /^$/],
  ['npm install suport-chat', /no package of ours/],
  ['npx support-chat doctor --widget-key wk_a', /^$/],
  ['npx support-chat doctor --widget wk_a', /--widget/],
  ['npx support-chat telegram connect --chat -100123', /^$/],
  ['npx support-chat telegram conect', /no such command/],
  ['SUPPORT_MODE=claims npm start', /^$/],
  ['SUPPORT_MOOD=claims npm start', /SUPPORT_MOOD/],
  ['node scripts/no-such-file.ts', /no file/],
  ['curl https://a.supabase.co/functions/v1/support-chat/health', /^$/],
  ['curl https://a.supabase.co/functions/v1/support-chat/heath', /no \/heath/],
  ['supabase link abcdefgh && supabase db push --remote', /^$/],
  ['supabase db pshu', /no such command/],
  ['supabase db push --linked-project', /has no --linked-project/],
  ['frobnicate', /nothing here knows/],
] as const) {
  test(`shell: ${script.replaceAll('\n', '; ')}`, async () => {
    assert.match(texts(await checkShell(block('sh', script))), complaint);
  });
}

test('commands of ours are known in the middle of a sentence, too', () => {
  const check = (sentence: string): string => texts(checkMentions('a.md', sentence));
  assert.equal(
    check('Run `support-chat keys --write-env FILE --force`, or `support-chat widget create --domain`.'),
    '',
  );
  assert.equal(check('`support-chat` has `npx support-chat telegram` and `support-chat --help`.'), '');
  assert.match(check('One\n`support-chat keys --write-file`'), /^a\.md:2 .*--write-file/);
  assert.match(check('`support-chat wigdet list`'), /no such command/);
});

test('scripts are type-checked where they stand, fragments with what is given to them', async () => {
  const problems: Problem[] = [];
  const blocks = [
    block('ts', `import { createSupportChat } from '@support-chat/sdk';\ncreateSupportChat({ widgetKye: 'wk_a' });`),
    block('ts', `chat.send('Hello');`, 'given="chat"'),
    block('html', `<script>\n  window.SupportChat ??= () => 1;\n  opne();\n</script>`),
    block('vue', `<script setup>\nconst a = 1;\n</script>\n<template><p>{{ a }}</p></template>`),
  ];
  const found = texts(await checkTypes(blocks.flatMap((each) => readScripts(each, problems))));
  assert.deepEqual(problems, []);
  assert.match(found, /^a\.md:3 .*widgetKye/m);
  assert.match(found, /^a\.md:4 .*opne/m);
  assert.equal(found.split('\n').length, 2, found);
});

test('what Vue and Svelte cannot compile is a problem', () => {
  const problems: Problem[] = [];
  readScripts(block('vue', '<template><p></template>'), problems);
  readScripts(block('svelte', '{#each a as}'), problems);
  assert.equal(problems.length, 2);
});
