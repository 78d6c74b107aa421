import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTags } from './read-tags.ts';

const mistakesOf = (html: string): string[] => readTags(html).mistakes.map(({ text }) => text);

test('what is written properly has no mistakes', () => {
  const html = `<!doctype html>\n<!-- <p> -->\n<p>a<br />b</p>\n<script>\nif (1 < 2) "</p>";\n</script>`;
  assert.deepEqual(mistakesOf(html), []);
});

test('attributes may stand on several lines, with either quote or none at all', () => {
  const [tag] = readTags(`<support-chat\n  widget-key="wk_a"\n  theme='dark'\n  muted\n></support-chat>`).tags;
  assert.deepEqual(Object.fromEntries(tag?.attributes ?? []), { 'widget-key': 'wk_a', theme: 'dark', muted: '' });
});

test('the text of a script comes with the line it begins on', () => {
  const [, script] = readTags('<p></p>\n<script type="module">\nopen();\n</script>').tags;
  assert.deepEqual(script?.rawText, { text: '\nopen();\n', line: 1 });
});

for (const [html, mistake] of [
  ['<p>', /<p> is never closed/],
  ['<b><i></b></i>', /<i> has to be closed first/],
  ['</p>', /closes nothing/],
  ['<support-chat />', /closes itself/],
  ['<p id=a></p>', /unquoted/],
  ['<p id="a" id="b"></p>', /stands twice/],
  ['<script>', /never closed/],
] as const) {
  test(`${html} is a mistake`, () => assert.match(mistakesOf(html).join(), mistake));
}
