/**
 * Writes everything that is derived from the public face of `<support-chat>`: the custom-elements manifest, the types
 * for frameworks, the data for editors and the tables of docs/element.md. With `--check` it writes nothing and fails
 * when one of them is not what the source says. Either way it fails when something public has no docstring, and when
 * the docstrings tell of an event, slot, part, state or custom property that is not there, or leave one out.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { findGaps } from './element-api/find-gaps.ts';
import { readElementApi } from './element-api/read-element-api.ts';
import { findDeclaration, readManifest } from './element-api/read-manifest.ts';
import { readUsedNames } from './element-api/read-source.ts';
import { readTypes } from './element-api/read-types.ts';
import { writeCssData, writeHtmlData, writeWebTypes } from './element-api/write-editor-data.ts';
import { writeMarkupTypes } from './element-api/write-markup-types.ts';
import { writeTables } from './element-api/write-tables.ts';
import { conclude, readManifest as readPackage, ROOT } from './read-packages.ts';

const TAG_NAME = 'support-chat';
const CLASS_NAME = 'SupportChatElement';
const DOCS = 'docs/element.md';

const types = readTypes(CLASS_NAME);
const manifest = readManifest(TAG_NAME, CLASS_NAME, types);
const api = readElementApi(findDeclaration(manifest, CLASS_NAME), types);
const problems = [...findGaps(api, types, readUsedNames())];
const files: ReadonlyMap<string, string> = new Map([
  ['packages/element/custom-elements.json', JSON.stringify(manifest)],
  ['packages/element/html-data.json', JSON.stringify(writeHtmlData(api))],
  ['packages/element/css-data.json', JSON.stringify(writeCssData(api))],
  ['packages/element/web-types.json', JSON.stringify(writeWebTypes(api, readPackage('element').version))],
  ['packages/element/src/frameworks/markup.ts', writeMarkupTypes(api)],
  [DOCS, fill(readFileSync(join(ROOT, DOCS), 'utf8'), writeTables(api))],
]);

const isCheck = process.argv.includes('--check');
for (const [name, text] of files) {
  const path = join(ROOT, name);
  const formatted = await format(text, { ...(await resolveConfig(path)), filepath: path });
  if (!isCheck) writeFileSync(path, formatted);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== formatted)
    problems.push(`${name} is not what the source says. Run npm run element:write.`);
}
conclude(
  'element API',
  problems,
  `${files.size} files ${isCheck ? 'are up to date' : 'written'}, all that is public is documented`,
);

/** Puts every table between `<!-- table: NAME -->` and `<!-- end -->`. */
function fill(text: string, tables: ReadonlyMap<string, string>): string {
  const missing = new Set(tables.keys());
  const filled = text.replace(
    /(<!-- table: (\S+) -->\n).*?(<!-- end -->)/gs,
    (_, start: string, name: string, end: string) => {
      missing.delete(name);
      return `${start}\n${tables.get(name) ?? ''}\n\n${end}`;
    },
  );
  for (const name of missing) problems.push(`${DOCS} has no place for the table of ${name}.`);
  return filled;
}
