import { createRequire } from 'node:module';
import { build } from 'esbuild';

const PACKAGES = ['react', 'react-dom/client'];
const FOLDER = '/__react/';
const require = createRequire(import.meta.url);

/** Plugin for the test server: React, which is published as CommonJS only, as modules that share one copy of it. */
export function reactModules() {
  // Now, because React's development build cannot be loaded once the test runner has replaced the console.
  const modules = new Map(PACKAGES.map((name) => [name, moduleOf(name)]));
  let files;
  return {
    name: 'react-modules',
    resolveImport({ source }) {
      return PACKAGES.includes(source) ? `${FOLDER}${source.replace('/', '-')}.js` : undefined;
    },
    async serve({ path }) {
      if (!path.startsWith(FOLDER)) return undefined;
      files ??= bundle(modules);
      return { body: (await files).get(path), type: 'js' };
    },
  };
}

/** Of CommonJS esbuild exports the default only, so that the names are written out here. */
function moduleOf(name) {
  const names = Object.keys(require(name)).filter((key) => key !== 'default');
  return `import all from '${name}'; export default all; export const { ${names.join(', ')} } = all;`;
}

async function bundle(modules) {
  const { outputFiles } = await build({
    entryPoints: Object.fromEntries(PACKAGES.map((name) => [name.replace('/', '-'), `named:${name}`])),
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: FOLDER,
    write: false,
    define: { 'process.env.NODE_ENV': '"development"' },
    plugins: [
      {
        name: 'named',
        setup(esbuild) {
          esbuild.onResolve({ filter: /^named:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'named' }));
          esbuild.onLoad({ filter: /.*/, namespace: 'named' }, ({ path }) => ({
            contents: modules.get(path),
            resolveDir: import.meta.dirname,
          }));
        },
      },
    ],
  });
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}
