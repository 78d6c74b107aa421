/**
 * Every code block of the documentation is executed, compiled or type-checked, by what its fence says:
 *
 * - `ts` `tsx` `js`, and scripts in `html` `vue` `svelte`: type-checked against the source. `given="chat"` declares what a
 *   fragment takes for granted.
 * - `html`: well-formed, with attributes and slots that exist. `css`: properties, parts and states that exist.
 * - `sh`: every command, flag, script, file, variable and path exists. `run`: it is also run, in an empty directory.
 * - `sql`: run against the migrated schema. `json`: parsed. `mermaid`, `text`: pictures and what a program prints.
 * - `support-chat …` inside a sentence: the command and its options exist.
 * - `unchecked="why"`: not checked, for a reason that a reader of the source can judge.
 *
 * Needs `npm run build`, and `--conditions=@support-chat/source` for what it imports.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCss } from './docs-code/check-css.ts';
import { checkHtml } from './docs-code/check-html.ts';
import { checkMentions } from './docs-code/check-mentions.ts';
import { checkShell } from './docs-code/check-shell.ts';
import { checkSql } from './docs-code/check-sql.ts';
import { checkTypes } from './docs-code/check-types.ts';
import { problemIn, readCodeBlocks, type Problem } from './docs-code/read-code-blocks.ts';
import { readElementSurface } from './docs-code/read-element-surface.ts';
import { readScripts } from './docs-code/read-scripts.ts';
import { runBlocks } from './docs-code/run-blocks.ts';
import { conclude, ROOT } from './read-packages.ts';

const LANGUAGES = new Set('ts tsx js html vue svelte css sh sql json mermaid text'.split(' '));
const NOTES = new Set(['given', 'run', 'unchecked']);

const files = globSync(['*.md', 'docs/**/*.md', 'packages/*/README.md', 'examples/*/README.md'], { cwd: ROOT });
// The reference is generated from the source, code included; scripts/write-reference.ts compares it.
const written = files.filter((file) => !file.startsWith('docs/sdk/reference/'));
const texts = new Map(written.sort().map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
const all = [...texts].flatMap(([file, text]) => readCodeBlocks(file, text));

const problems: Problem[] = [...texts].flatMap(([file, text]) => checkMentions(file, text));
for (const block of all) {
  const say = (text: string): number => problems.push(problemIn(block, -1, text));
  for (const note of block.notes.keys()) if (!NOTES.has(note)) say(`the fence says "${note}", which means nothing`);
  if (block.notes.get('unchecked') === '') say('the fence says "unchecked" and not why');
  if (!LANGUAGES.has(block.language) && !block.notes.has('unchecked'))
    say(`"${block.language}" cannot be checked; name a known language, or say why: unchecked="…"`);
}

const blocks = all.filter((block) => !block.notes.has('unchecked'));
const of = (language: string): typeof blocks => blocks.filter((block) => block.language === language);
const surface = readElementSurface();
for (const block of of('html')) problems.push(...checkHtml(block, surface));
for (const block of of('css')) problems.push(...checkCss(block, surface));
for (const block of of('json')) problems.push(...complaintsOfJson(block.code).map((text) => problemIn(block, 0, text)));

const scripts = blocks.filter((block) => !block.isCopyOfFile).flatMap((block) => readScripts(block, problems));
const later = await Promise.all([
  checkTypes(scripts),
  checkSql(of('sql')),
  ...of('sh').map(checkShell),
  runBlocks(of('sh').filter((block) => block.notes.has('run'))),
]);
problems.push(...later.flat());

const unchecked = all.length - blocks.length;
conclude(
  'code in docs',
  problems.map(({ place, text }) => `${place}: ${text}`),
  `${blocks.length} blocks in ${new Set(blocks.map((block) => block.file)).size} files hold, ${unchecked} say why they are not checked`,
);

function complaintsOfJson(code: string): string[] {
  try {
    JSON.parse(code);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
