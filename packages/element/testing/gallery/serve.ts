import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The same on every machine, so that lines break in the same places. */
const FONTS = {
  inter: import.meta.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
  arabic: import.meta.resolve('@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2'),
};

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
};

/** Serves a gallery (by default the widget's) on a free port of this machine; `stop()` ends it. */
export async function serveGallery(entry = here('gallery.ts')): Promise<{ url: string; stop: () => void }> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['@support-chat/source'],
    outdir: 'out',
    splitting: true,
    tsconfig: here('../../../../tsconfig.test.json'),
  });
  const html = await readFile(here('gallery.html'));
  const files = new Map<string, Uint8Array>(
    outputFiles.map((file) => [`/${file.path.split('/').at(-1)}`, file.contents] as const),
  );
  const looks = here('../../../../examples/themes/');
  for (const name of await readdir(looks)) {
    if (name.endsWith('.css')) files.set(`/look/${name}`, await readFile(`${looks}${name}`));
  }
  for (const [name, url] of Object.entries(FONTS)) files.set(`/${name}.woff2`, await readFile(fileURLToPath(url)));
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = files.get(path);
    response.setHeader('content-type', TYPES[file ? extname(path) : '.html'] ?? 'text/plain');
    response.end(file ?? html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await serveGallery()).url);
