import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const SCRIPTS = {
  'widget.js': '../src/loader/loader.ts',
  'widget-compat.js': '../src/loader/compat/compat.ts',
};

const BRANDED = {
  label: 'Ask Northwind',
  icon_url: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><circle r="30"/></svg>',
  size: 72,
  offset_inline: 41,
  offset_block: 33,
};

/**
 * Middleware for the test server: the loader and what it loads, built as they are shipped, in folders that behave well or
 * badly. `/loader/ok-1/…` works, `/loader/broken-1/…` never delivers the chat, `/loader/flaky-1/…` does so at the third
 * try, `/loader/silent-1/…` never answers; the number keeps the tests apart. `/loader/api/…/widget-config` answers for a server: `ok`, `branded`, `refused` or `down`.
 */
export function loaderServer() {
  const bundles = new Map();
  const requests = new Map();
  const bundle = (path, options) => {
    if (!bundles.has(path)) bundles.set(path, bundleOf(path, options));
    return bundles.get(path);
  };
  return async (context, next) => {
    const [, root, folder, file] = context.path.split('/');
    if (root !== 'loader') return next();
    if (folder === 'api') return answer(context);
    context.type = 'text/javascript';
    if (file in SCRIPTS) {
      context.body = await bundle(SCRIPTS[file], { format: 'iife' });
      return undefined;
    }
    if (folder.startsWith('silent')) await new Promise((resolve) => context.req.on('close', resolve));
    const count = (requests.get(folder) ?? 0) + 1;
    requests.set(folder, count);
    if (folder.startsWith('broken') || (folder.startsWith('flaky') && count < 3)) context.status = 503;
    else context.body = await bundle('../src/define.ts', { format: 'esm' });
    return undefined;
  };
}

async function bundleOf(path, options) {
  const { outputFiles } = await build({
    ...options,
    entryPoints: [here(path)],
    bundle: true,
    write: false,
    target: 'es2022',
    conditions: ['@support-chat/source'],
    tsconfig: here('../../../tsconfig.test.json'),
  });
  return outputFiles[0].text;
}

function answer(context) {
  const kind = context.path.split('/')[3];
  context.status = { refused: 403, down: 503 }[kind] ?? 200;
  const config = {
    protocol: 1,
    id: 'wk_test',
    name: 'Shop',
    version: 1,
    branding: {
      team_name: 'Northwind',
      accent: '#0ca678',
      logo_url: null,
      greeting_title: null,
      greeting_text: null,
      launcher: kind === 'branded' ? BRANDED : { position: 'top-end' },
    },
    localization: { default_locale: 'en' },
    departments: [],
    availability: { status: 'online', agents: [], reply_time_seconds: 120 },
    limits: { message_characters: 4000 },
    realtime: { url: 'ws://127.0.0.1:9/realtime/v1', api_key: 'key' },
  };
  context.body = context.status === 200 ? config : { error: { code: 'x', message: 'x' } };
}
