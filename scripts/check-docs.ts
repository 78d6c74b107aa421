/**
 * Commands, files and links that the documentation names exist, and code that it shows under `<!-- file: path -->` is
 * that file, to the letter.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { conclude, ROOT } from './read-packages.ts';

const problems: string[] = [];
const files = globSync(['*.md', 'docs/**/*.md', 'packages/*/*.md', 'examples/*/*.md'], { cwd: ROOT });

for (const file of files) {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const scripts = { ...scriptsIn('.'), ...scriptsIn(dirname(file)) };
  for (const match of text.matchAll(/npm run ([a-z][a-z0-9:-]*)|npm (start|test)\b/g)) {
    const script = match[1] ?? match[2] ?? '';
    if (scripts[script] === undefined)
      problems.push(`${file} tells to run "npm run ${script}", no package.json has such a script.`);
  }
  for (const match of text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)) {
    const target = match[1] ?? '';
    if (!existsSync(join(ROOT, dirname(file), target)))
      problems.push(`${file} links to ${target}, which does not exist.`);
  }
  for (const [, path = '', code] of text.matchAll(/<!-- file: (\S+) -->\n+```\w*\n(.*?)^```$/gms)) {
    if (!existsSync(join(ROOT, path))) problems.push(`${file} shows ${path}, which does not exist.`);
    else if (readFileSync(join(ROOT, path), 'utf8') !== code)
      problems.push(`${file} shows ${path} as it is not. Copy the file there again.`);
  }
}
conclude('docs', problems, `commands and links in ${files.length} files exist`);

/** Of the root, and of the example or package whose own document it is. */
function scriptsIn(directory: string): Readonly<Record<string, string>> {
  const path = join(ROOT, directory, 'package.json');
  if (!existsSync(path)) return {};
  return (JSON.parse(readFileSync(path, 'utf8')) as { scripts?: Record<string, string> }).scripts ?? {};
}
