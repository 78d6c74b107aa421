/**
 * Commands, files, links and headings that the documentation names exist, and code that it shows under `<!-- file: path -->` is
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
  for (const [, target = '', anchor] of text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)]*))?\)/g)) {
    const path = target === '' ? join(ROOT, file) : join(ROOT, dirname(file), target);
    if (!existsSync(path)) problems.push(`${file} links to ${target}, which does not exist.`);
    else if (anchor !== undefined && path.endsWith('.md') && !anchorsOf(path).has(anchor))
      problems.push(`${file} links to ${target}#${anchor}, and there is no such heading.`);
  }
  for (const [, path = '', code] of text.matchAll(/<!-- file: (\S+) -->\n+```\w*\n(.*?)^```$/gms)) {
    if (!existsSync(join(ROOT, path))) problems.push(`${file} shows ${path}, which does not exist.`);
    else if (readFileSync(join(ROOT, path), 'utf8') !== code)
      problems.push(`${file} shows ${path} as it is not. Copy the file there again.`);
  }
}
conclude('docs', problems, `commands and links in ${files.length} files exist`);

/** What GitHub makes of the headings of a file; the second of two equal ones ends in -1. */
function anchorsOf(path: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const withoutCode = readFileSync(path, 'utf8').replaceAll(/^ *```.*?^ *```$/gms, '');
  return new Set(
    [...withoutCode.matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = '']) => {
      const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
      const slug = words.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-');
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
}

/** Of the root, and of the example or package whose own document it is. */
function scriptsIn(directory: string): Readonly<Record<string, string>> {
  const path = join(ROOT, directory, 'package.json');
  if (!existsSync(path)) return {};
  return (JSON.parse(readFileSync(path, 'utf8')) as { scripts?: Record<string, string> }).scripts ?? {};
}
