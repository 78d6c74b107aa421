// Bundles for people without a build step (CDN) and for Edge Functions, which ignore workspaces and node_modules.
// Input is what `tsc -b` emitted, never the sources: a bundler's own TypeScript lowering breaks #private in decorated classes.
import { readFileSync, rmSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { integrityManifest } from './packages/element/build/integrity-manifest.mjs';
import { loaderEssentials, rememberFullBundle } from './packages/element/build/loader-essentials.mjs';
import { minifyLiterals } from './packages/element/build/minify-literals.mjs';
import { realtimeEssentials } from './packages/element/build/realtime-essentials.mjs';
import { shipSupabase } from './scripts/ship-supabase.ts';
import { thirdPartyNotices } from './scripts/third-party-notices.ts';
import { edgeEssentials } from './packages/server-edge/build/edge-essentials.mjs';
import { packedOpenApi } from './packages/server-edge/build/packed-openapi.mjs';

const minify = terser({ ecma: 2020, module: true, compress: { passes: 3 }, format: { comments: false } });

const CDN = 'packages/element/dist/cdn';
const { version } = JSON.parse(readFileSync('packages/element/package.json', 'utf8'));
const fullBundle = { path: '' };

/** The widget: an ES entry with lazy chunks. Names of chunks carry their hash, so they can be cached for ever. */
const widgetFull = {
  input: { 'widget-full': 'packages/element/dist/define.js' },
  output: {
    dir: CDN,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    manualChunks: languageTools,
    sourcemap: true,
  },
  plugins: [
    emptied(CDN),
    realtimeEssentials(),
    minifyLiterals(),
    nodeResolve({ browser: true, exportConditions: ['browser', 'production'] }),
    minify,
    rememberFullBundle(fullBundle),
    thirdPartyNotices(),
  ],
  onwarn: failOnUnresolved,
};

/** The loader, alone or with the globals of older widgets: one classic script that imports nothing. Built after the widget, whose address it has inside. */
const classicScript = (name, input, ...last) => ({
  input: { [name]: `packages/element/dist/loader/${input}` },
  output: { dir: CDN, format: 'iife', entryFileNames: '[name].js', sourcemap: true },
  plugins: [
    loaderEssentials(fullBundle),
    nodeResolve({ browser: true }),
    terser({ ecma: 2022, module: true, compress: { passes: 5, unsafe_arrows: true }, format: { comments: false } }),
    ...last,
  ],
  onwarn: failOnUnresolved,
});
const widgetLoader = classicScript('widget', 'loader.js');
const widgetCompat = classicScript('widget-compat', 'compat/compat.js', integrityManifest(CDN, version));

/** The functions: one self-contained file, because a deploy sees nothing else of the repository. */
const edge = {
  input: 'packages/server-edge/dist/edge.js',
  output: { file: 'packages/server-edge/dist/edge.bundle.js', format: 'es', inlineDynamicImports: true },
  // Large, rarely used, and in need of sockets: loaded when it is, by the name that the functions' deno.json maps.
  external: [/^node:/, 'nodemailer'],
  plugins: [
    edgeEssentials(),
    packedOpenApi(),
    nodeResolve({ browser: true, exportConditions: ['deno', 'worker', 'import'], preferBuiltins: true }),
    minify,
    thirdPartyNotices(),
    shipped('packages/server-edge/dist/supabase'),
  ],
  onwarn: failOnUnresolved,
};

/** What the command support-chat copies into somebody's project; Rollup has no part in it but the moment. */
function shipped(folder) {
  return { name: 'shipped', writeBundle: () => shipSupabase(folder) };
}

/** What several languages share comes with what loads them: it would be a request of its own, after that of the language. */
function languageTools(id) {
  return /\/i18n\/(load-phrases|plural-forms)\.js$/.test(id) ? 'load-phrases' : undefined;
}

/** Chunks of earlier builds have other hashes in their names and would be published along. */
function emptied(folder) {
  return { name: 'emptied', buildStart: () => rmSync(folder, { recursive: true, force: true }) };
}

export default [widgetFull, widgetLoader, widgetCompat, edge];

function failOnUnresolved(warning, warn) {
  if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message);
  if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.message.includes('node_modules')) return;
  if (warning.code === 'THIS_IS_UNDEFINED') return;
  warn(warning);
}
