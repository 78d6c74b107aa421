/**
 * Commands, files and links that the documentation names exist, and code that it shows under `<!-- file: path -->` is
 * that file, to the letter.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { conclude, ROOT } from './read-packages.ts';

const rootManifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const problems: string[] = [];
const files = globSync(['*.md', 'docs/**/*.md', 'packages/*/*.md', 'examples/*/*.md'], { cwd: ROOT });

for (const file of files) {
  const text = readFileSync(join(ROOT, file), 'utf8');
  for (const match of text.matchAll(/npm run ([a-z][a-z0-9:-]*)|npm (start|test)\b/g)) {
    const script = match[1] ?? match[2] ?? '';
    if (rootManifest.scripts[script] === undefined)
      problems.push(`${file} tells to run "npm run ${script}", package.json has no such script.`);
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
