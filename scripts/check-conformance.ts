/** Every point of docs/telegram-conformance.md has tests that are named by its number, in the files that its row names. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { conclude, ROOT } from './read-packages.ts';

const DOCUMENT = 'docs/telegram-conformance.md';
const POINTS = Array.from({ length: 52 }, (_value, index) => index + 1);
/** `'20, 21: loses nothing …'`, as a title or as a row of a table of titles. */
const TITLE = /['"`](\d{1,2}(?:, \d{1,2})*): (?=[^\s'"`])/g;

const pointsOf = new Map<string, ReadonlySet<number>>();
for (const file of globSync('packages/*/src/**/*{.test,-suite}.ts', { cwd: ROOT })) {
  const titles = readFileSync(join(ROOT, file), 'utf8').matchAll(TITLE);
  const points = [...titles].flatMap(([, numbers = '']) => numbers.split(', ').map(Number));
  pointsOf.set(file, new Set(points));
}

const rows = new Map<number, string>();
const problems: string[] = [];
for (const [row, number = ''] of readFileSync(join(ROOT, DOCUMENT), 'utf8').matchAll(/^\| *(\d+) *\|.*$/gm)) {
  if (rows.has(Number(number))) problems.push(`${DOCUMENT} has two rows for ${number}.`);
  rows.set(Number(number), row);
}
for (const point of POINTS) {
  if (![...pointsOf.values()].some((points) => points.has(point)))
    problems.push(`No test is named by the number ${String(point)}.`);
  const row = rows.get(point);
  if (row === undefined) {
    problems.push(`${DOCUMENT} has no row for ${String(point)}.`);
    continue;
  }
  const named = [...row.matchAll(/\]\((\.\.\/packages\/[^)#\s]+\.ts)\)/g)].map(([, target = '']) =>
    relative(ROOT, join(ROOT, dirname(DOCUMENT), target)),
  );
  if (named.length === 0) problems.push(`${DOCUMENT} names no test for ${String(point)}.`);
  for (const file of named) {
    if (existsSync(join(ROOT, file)) && pointsOf.get(file)?.has(point) !== true)
      problems.push(`${DOCUMENT} names ${file} for ${String(point)}, where no title begins with that number.`);
  }
}
conclude('conformance', problems, `${String(POINTS.length)} points have tests named by their number`);
