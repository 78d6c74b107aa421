/**
 * Writes everything that is derived from the public face of the elements: the custom-elements manifest, the types for
 * frameworks, the data for editors and the tables of docs/element.md, docs/inbox.md and docs/console.md. With `--check` it writes nothing and fails
 * when one of them is not what the source says. Either way it fails when something public has no docstring, and when
 * the docstrings tell of an event, slot, part, state or custom property that is not there, or leave one out.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { ElementApi } from './element-api/element-api.ts';
import { ELEMENTS, type ElementSource } from './element-api/elements.ts';
import { findGaps } from './element-api/find-gaps.ts';
import { readElementApi } from './element-api/read-element-api.ts';
import { findDeclaration, readManifest } from './element-api/read-manifest.ts';
import { readUsedNames } from './element-api/read-source.ts';
import { readTypes } from './element-api/read-types.ts';
import { writeCssData, writeHtmlData, writeWebTypes } from './element-api/write-editor-data.ts';
import { writeMarkupTypes } from './element-api/write-markup-types.ts';
import { writeTables } from './element-api/write-tables.ts';
import { conclude, readManifest as readPackage, ROOT } from './read-packages.ts';

const typesOf = new Map(ELEMENTS.map((element) => [element, readTypes(element)] as const));
const manifest = readManifest(typesOf);
const problems: string[] = [];
const apis = new Map<ElementSource, ElementApi>();
for (const [element, types] of typesOf) {
  const used = readUsedNames(element);
  const described = readElementApi(findDeclaration(manifest, element.elementClass.name), types);
  const [chat] = apis.values();
  const customProperties = chat?.customProperties.filter(({ name }) => used.customProperties.has(name));
  const api = { ...described, customProperties: customProperties ?? described.customProperties };
  apis.set(element, api);
  problems.push(...findGaps(api, types, used));
}
const all = [...apis.values()];
const files = new Map([
  ['packages/element/custom-elements.json', JSON.stringify(manifest)],
  ['packages/element/html-data.json', JSON.stringify(writeHtmlData(all))],
  ['packages/element/css-data.json', JSON.stringify(writeCssData(all))],
  ['packages/element/web-types.json', JSON.stringify(writeWebTypes(all, readPackage('element').version))],
]);
for (const [element, api] of apis) {
  files.set(`packages/element/${element.markup}`, writeMarkupTypes(api, element));
  files.set(element.docs, fill(element.docs, writeTables(api)));
}

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
function fill(docs: string, tables: ReadonlyMap<string, string>): string {
  const missing = new Set(tables.keys());
  const filled = readFileSync(join(ROOT, docs), 'utf8').replace(
    /(<!-- table: (\S+) -->\n).*?(<!-- end -->)/gs,
    (_, start: string, name: string, end: string) => {
      missing.delete(name);
      return `${start}\n${tables.get(name) ?? ''}\n\n${end}`;
    },
  );
  for (const name of missing) problems.push(`${docs} has no place for the table of ${name}.`);
  return filled;
}
