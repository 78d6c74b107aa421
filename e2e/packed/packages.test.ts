/** Each package as npm would publish it, installed into an empty project, with the tools that people have. */
import { globSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveFolders } from '../examples/static-site.ts';
import { askByLauncher, listenForProblems } from '../examples/journeys.ts';
import { expect, test } from './packed-test.ts';

const OURS = {
  '@support-chat/sdk': '*',
  '@support-chat/element': '*',
} as const;

/** What a page of one's own has to say to get the chat. */
const ENTRY = `import '@support-chat/element/define';
const chat = document.createElement('support-chat');
chat.setAttribute('widget-key', document.documentElement.dataset.widgetKey);
document.body.append(chat);
`;

interface Tool {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  /** Makes `dist/main.js`, or whatever `script` names, out of `main.js`. */
  readonly command?: readonly [string, ...string[]];
  readonly script: string;
}

const SPLIT = ['--entry', './main.js', '--mode', 'production', '--output-path', 'dist'];
const TOOLS: readonly Tool[] = [
  {
    name: 'vite',
    dependencies: { vite: '^8.3.0' },
    command: ['npx', 'vite', 'build', '--logLevel', 'warn'],
    script: 'main.js',
  },
  {
    name: 'webpack',
    dependencies: { webpack: '^5.100.0', 'webpack-cli': '*' },
    command: ['npx', 'webpack', 'build', ...SPLIT, '--output-filename', 'main.js'],
    script: 'main.js',
  },
  {
    name: 'rspack',
    dependencies: { '@rspack/core': '^2.0.0', '@rspack/cli': '^2.0.0' },
    command: ['npx', 'rspack', 'build', '--entry', './main.js', '--mode', 'production', '--output-path', 'dist'],
    script: 'main.js',
  },
  {
    name: 'esbuild',
    dependencies: { esbuild: '^0.28.0' },
    command: ['npx', 'esbuild', 'main.js', '--bundle', '--format=esm', '--splitting', '--outdir=dist'],
    script: 'main.js',
  },
  {
    name: 'a plain script of type module',
    dependencies: {},
    script: 'node_modules/@support-chat/element/dist/cdn/widget-full.js',
  },
];

for (const tool of TOOLS) {
  test(`the element works with ${tool.name}`, async ({ outside, page, stack, team }) => {
    const folder = await outside.project(`tool-${tool.name.replaceAll(' ', '-')}`, { ...OURS, ...tool.dependencies });
    const htmlWith = (script: string, tag: string): string =>
      `<!doctype html><html lang="en" data-widget-key="${stack.widgetKey}"><title>Page</title><body>${tag}<script type="module" src="${script}"></script></body></html>`;
    const tag = tool.command === undefined ? `<support-chat widget-key="${stack.widgetKey}"></support-chat>` : '';
    writeFileSync(join(folder, 'main.js'), ENTRY);
    writeFileSync(join(folder, 'index.html'), htmlWith(tool.name === 'vite' ? '/main.js' : `/${tool.script}`, tag));
    if (tool.command !== undefined) await outside.run(folder, tool.command[0], tool.command.slice(1));
    const site = await serveFolders([join(folder, 'dist'), folder]);
    try {
      const problems = listenForProblems(page);
      await page.goto(site.url);
      await askByLauncher(page, team, `Built with ${tool.name}`);
      expect(problems).toEqual([]);
    } finally {
      site.close();
    }
  });
}

test('every entry of every package can be imported in Node', async ({ outside }) => {
  const folder = await outside.project('node', {
    ...Object.fromEntries(Array.from(outside.tarballs.keys(), (name) => [name, '*'])),
    react: '^19.2.0',
    vue: '^3.5.0',
  });
  const entries = [
    ...['', '/protocol', '/agent', '/admin', '/triggers', '/react', '/vue', '/svelte'].map(
      (entry) => `@support-chat/sdk${entry}`,
    ),
    ...['', '/define', '/inbox', '/console', '/locales/de'].map((entry) => `@support-chat/element${entry}`),
    ...['', '/edge'].map((entry) => `@support-chat/server-edge${entry}`),
    '@support-chat/local',
  ];
  writeFileSync(
    join(folder, 'main.js'),
    // The entry of the function serves as soon as it is imported, where Deno is; here there is nothing to serve with.
    `for (const name of ${JSON.stringify(entries)}) console.log(name + ' ' + (Object.keys(await import(name)).length > 0));\nprocess.exit(0);`,
  );
  const { stdout } = await outside.run(folder, 'node', ['main.js']);
  expect(stdout.trim().split('\n')).toEqual(entries.map((name) => `${name} true`));
});

test('the types hold for whoever compiles against them, by every way of resolving', async ({ outside }) => {
  const folder = await outside.project('types', { '@arethetypeswrong/cli': '0.18.5' });
  for (const [name, tarball] of outside.tarballs) {
    // A wildcard entry has no file of its own; the scripts of the CDN have no types.
    const skipped = name === '@support-chat/element' ? ['--exclude-entrypoints', './cdn/*', './locales/*'] : [];
    await outside.run(folder, 'npx', ['attw', tarball, '--profile', 'esm-only', ...skipped]);
  }
});

test('what an installation weighs', async ({ outside }) => {
  for (const name of outside.tarballs.keys()) {
    const short = name.replace('@support-chat/', '');
    const folder = await outside.project(`weight-${short}`, withOurs(name));
    const { packages, bytes } = weigh(join(folder, 'node_modules'));
    console.log(`  ${name.padEnd(26)} ${(bytes / 1024 ** 2).toFixed(1).padStart(6)} MB, ${packages} packages in all`);
    expect(packages).toBeGreaterThan(0);
  }
});

/** A package with those of ours that it needs, which the registry does not have. */
function withOurs(name: string): Record<string, string> {
  const needed: Record<string, readonly string[]> = {
    '@support-chat/element': ['@support-chat/sdk'],
    '@support-chat/server-edge': ['@support-chat/sdk'],
    '@support-chat/local': ['@support-chat/sdk', '@support-chat/element', '@support-chat/server-edge'],
  };
  return Object.fromEntries([name, ...(needed[name] ?? [])].map((each) => [each, '*']));
}

function weigh(folder: string): { readonly packages: number; readonly bytes: number } {
  mkdirSync(folder, { recursive: true });
  const manifests = globSync('{*,@*/*}/package.json', { cwd: folder });
  const files = globSync('**/*', { cwd: folder }).map((file) => lstatSync(join(folder, file)));
  return {
    packages: manifests.length,
    bytes: files.filter((stat) => stat.isFile()).reduce((sum, stat) => sum + stat.size, 0),
  };
}
