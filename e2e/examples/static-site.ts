import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

export interface StaticSite {
  readonly url: string;
  close(): void;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Folders on 127.0.0.1, the first that has a file wins; `rewrite` changes the text of a file on its way. */
export async function serveFolders(
  folders: readonly string[],
  rewrite = (text: string): string => text,
): Promise<StaticSite> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    readFirst(folders, name).then(
      (text) =>
        response
          .writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' })
          .end(rewrite(text)),
      // Browsers ask for an icon that no example needs to have.
      () => response.writeHead(name === '/favicon.ico' ? 204 : 404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function readFirst([folder, ...others]: readonly string[], name: string): Promise<string> {
  if (folder === undefined) throw new Error(`${name} is in none of the folders`);
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch {
    return readFirst(others, name);
  }
}
