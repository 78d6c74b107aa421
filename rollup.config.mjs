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

/** The team's inbox and console: a build of their own, so that nothing of theirs can change what visitors load. */
const team = {
  input: {
    inbox: 'packages/element/dist/define-inbox.js',
    console: 'packages/element/dist/define-console.js',
  },
  output: {
    dir: `${CDN}/team`,
    format: 'es',
    entryFileNames: '[name].js',
    // The chunk of the console's own file would be called like those of the widget in its preview.
    chunkFileNames: ({ name }) => `chunks/${name.replace(/^define-(inbox|console)$/, '$1')}-[hash].js`,
    manualChunks: languageTools,
    sourcemap: true,
  },
  plugins: [
    minifyLiterals(),
    nodeResolve({ browser: true, exportConditions: ['browser', 'production'] }),
    minify,
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
    minifyLiterals(),
    nodeResolve({ browser: true }),
    terser({ ecma: 2022, module: true, compress: { passes: 5, unsafe_arrows: true }, format: { comments: false } }),
    ...last,
  ],
  onwarn: failOnUnresolved,
});
const widgetLoader = classicScript('widget', 'loader.js');
const widgetCompat = classicScript('widget-compat', 'compat/compat.js', integrityManifest(CDN, version));

/**
 * The functions: self-contained files beside each other, because a deploy sees nothing else of the repository. What visitors
 * never ask for is loaded when somebody does (docs/decisions/0013-admins-in-a-file-of-their-own.md).
 */
const edge = {
  input: { edge: 'packages/server-edge/dist/edge.js' },
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: 'packages/server-edge/dist',
    format: 'es',
    entryFileNames: '[name].bundle.js',
    chunkFileNames: ({ name }) => `edge.${name === 'handlers' ? 'admin' : name}.bundle.js`,
  },
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

export default [widgetFull, team, widgetLoader, widgetCompat, edge];

function failOnUnresolved(warning, warn) {
  if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message);
  if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.message.includes('node_modules')) return;
  if (warning.code === 'THIS_IS_UNDEFINED') return;
  warn(warning);
}
