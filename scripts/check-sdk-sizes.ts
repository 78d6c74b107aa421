/** What the SDK's entry points weigh in a page, minified and gzipped, against their ceilings. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { conclude, ROOT } from './read-packages.ts';

const SDK = join(ROOT, 'packages/sdk/dist');

/** Leaves out what is loaded when it is needed, `@supabase/realtime-js` among it. */
const LAZY: Plugin = {
  name: 'lazy',
  setup(esbuild) {
    esbuild.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

interface Entry {
  readonly path: string;
  /** Not weighed: the framework, and what an adapter shares with the core. */
  readonly external: readonly string[];
  readonly limitBytes: number;
}

const ADAPTER = { external: ['react', 'vue', '*/chat-client.js', '*/store/selectors.js'], limitBytes: 600 };
const ENTRIES: readonly Entry[] = [
  { path: 'index.js', external: [], limitBytes: 14 * 1024 },
  { path: 'agent/index.js', external: [], limitBytes: 26 * 1024 },
  { path: 'react/index.js', ...ADAPTER },
  { path: 'vue/index.js', ...ADAPTER },
  { path: 'svelte/index.js', ...ADAPTER },
];

const problems: string[] = [];
const weights: string[] = [];
for (const { path, external, limitBytes } of ENTRIES) {
  const { outputFiles } = await build({
    entryPoints: [join(SDK, path)],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    external: [...external],
    plugins: [LAZY],
  });
  const bytes = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
  weights.push(`${path} ${bytes}`);
  if (bytes > limitBytes)
    problems.push(`${path} weighs ${bytes} bytes (gzip), ${bytes - limitBytes} more than it may.`);
}
conclude('SDK sizes', problems, `${weights.join(', ')} bytes (gzip)`);
