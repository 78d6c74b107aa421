import { readFile } from 'node:fs/promises';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; media-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** From `src` and from `dist` this is the same folder. */
const SHARED_FOLDER = new URL('../public/shared/', import.meta.url);

/** Serves a page and its parts: plain names in one folder or among what all pages share. The empty name is `index.html`. */
export async function servePageFolder(folder: URL, name: string): Promise<Response | undefined> {
  const file = name === '' ? 'index.html' : name;
  const extension = /^[a-z0-9-]+\.([a-z]+)$/.exec(file)?.[1] ?? '';
  const type = TYPES[extension];
  if (!type) return undefined;
  const bytes = (await readIfThere(new URL(file, folder))) ?? (await readIfThere(new URL(file, SHARED_FOLDER)));
  if (bytes === undefined) return undefined;
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': POLICY,
    },
  });
}

async function readIfThere(file: URL): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
