/**
 * The examples that need no framework's own tools, built with what the workspace has. All of them, as an outside user
 * installs them: `npm run test:examples`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { askByButton, askByLauncher, askInOwnPage, askInTerminal, listenForProblems } from './examples/journeys.ts';
import { serveFolders } from './examples/static-site.ts';
import { expect, test as base } from './support/test.ts';

const EXAMPLES = join(import.meta.dirname, '../examples');

interface Served {
  /** Serves an example against this worker's stack; with `entry`, what esbuild makes of that file is there as well. */
  readonly serve: (name: string, entry?: string) => Promise<string>;
}

const test = base.extend<Served>({
  serve: async ({ stack }, use) => {
    const undo: (() => void)[] = [];
    await use(async (name, entry) => {
      const folders = [join(EXAMPLES, name)];
      if (entry !== undefined) {
        const built = mkdtempSync(join(tmpdir(), 'support-chat-example-'));
        undo.push(() => rmSync(built, { recursive: true }));
        await bundle(join(EXAMPLES, name, entry), built);
        folders.unshift(built);
      }
      const site = await serveFolders(folders, (text) =>
        text.replaceAll('localhost:4100', new URL(stack.url).host).replace(/src="[^"]*main\.\w+"/, 'src="/main.js"'),
      );
      undo.push(() => site.close());
      return site.url;
    });
    for (const step of undo) step();
  },
});

async function bundle(entry: string, outdir: string): Promise<void> {
  await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir,
    logLevel: 'warning',
  });
}

for (const [name, ask] of [
  ['html-cdn', askByLauncher],
  ['html-snippet-queue', askByButton],
] as const) {
  test(`${name} sends a message and shows the answer`, async ({ page, serve, team }) => {
    const problems = listenForProblems(page);
    await page.goto(await serve(name));
    await ask(page, team, `Asked in ${name}`);
    expect(problems).toEqual([]);
  });
}

for (const [name, entry, ask] of [
  ['vanilla-headless', 'main.js', askInOwnPage],
  ['react', 'main.tsx', askByButton],
] as const) {
  test(`${name} sends a message and shows the answer`, async ({ page, serve, team }) => {
    const problems = listenForProblems(page);
    await page.goto(await serve(name, entry));
    await ask(page, team, `Asked in ${name}`);
    expect(problems).toEqual([]);
  });
}

test('headless-node sends a message and prints the answer', async ({ stack, team }) => {
  await askInTerminal(join(EXAMPLES, 'headless-node'), stack.widgetKey, team, 'Asked in a terminal');
});
