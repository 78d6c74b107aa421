/** Every example as an outside user has it: the packages from tarballs, the rest from the registry, built, and used. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  askByButton,
  askByLauncher,
  askInOwnPage,
  askInTerminal,
  listenForProblems,
  lookIntoOffice,
} from '../examples/journeys.ts';
import { EXAMPLES } from './catalog.ts';
import { expect, test } from './packed-test.ts';
import { serveExample } from './serve-example.ts';

const FOLDER = join(import.meta.dirname, '../../examples');
/** Not of this kind. */
const ELSEWHERE = ['themes', 'README.md'];

test('every example is tried', () => {
  const folders = readdirSync(FOLDER).filter((name) => !ELSEWHERE.includes(name));
  expect(EXAMPLES.map(({ name }) => name).sort()).toEqual(folders.sort());
});

for (const example of EXAMPLES) {
  test(`${example.name} works as its README says`, async ({ outside, page, stack, team }) => {
    const folder = await outside.example(example.name, new URL(stack.url).host);
    const question = `Asked in ${example.name}`;
    if (example.journey === 'terminal') {
      await askInTerminal(folder, stack.widgetKey, team, question);
      return;
    }
    const site = await serveExample(example, folder);
    try {
      const problems = listenForProblems(page);
      await page.goto(site.url);
      if (example.journey === 'launcher') await askByLauncher(page, team, question);
      else if (example.journey === 'office')
        await lookIntoOffice(page, 'mika@harbor-goods.example', stack.teamPassword);
      else if (example.journey === 'button') await askByButton(page, team, question);
      else await askInOwnPage(page, team, question);
      expect(problems).toEqual([]);
    } finally {
      site.close();
    }
  });
}
