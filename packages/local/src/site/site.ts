/**
 * The demo site and the widget's CDN files, served from disk. Only files below the two folders; only GET and HEAD; every
 * page runs under a strict Content-Security-Policy, as a careful customer's site would.
 */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface SiteOptions {
  /** Replaces `__WIDGET_KEY__` in pages: the demo widget with the address it is served from. */
  readonly widgetKey: (host: string) => string;
}

/** Addresses that people type. */
const PAGES: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/inbox': 'team.html',
  '/console': 'team.html',
};

const SITE = fileURLToPath(new URL('../../public/site/', import.meta.url));
const CDN = fileURLToPath(new URL('dist/cdn/', import.meta.resolve('@support-chat/element/package.json')));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self' ws: http://localhost:* http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

export function createSite(options: SiteOptions): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const url = new URL(request.url);
    const path = decodePath(url.pathname);
    if (path === undefined) return undefined;
    if (path.startsWith('/cdn/'))
      return serveFile(CDN, path.slice('/cdn/'.length), { 'access-control-allow-origin': '*' });
    const page = PAGES[path] ?? path.slice(1);
    const response = await serveFile(SITE, page, { 'content-security-policy': CONTENT_SECURITY_POLICY });
    if (response === undefined || extname(page) !== '.html') return response;
    // The page of the team holds one of two elements.
    const [desk, deskName] = path === '/console' ? ['console', 'Console'] : ['inbox', 'Inbox'];
    const html = (await response.text())
      .replaceAll('__WIDGET_KEY__', options.widgetKey(url.host))
      .replaceAll('__API_URL__', `${url.origin}/functions/v1/support-chat`)
      .replaceAll('__DESK_NAME__', deskName)
      .replaceAll('__DESK__', desk);
    return new Response(html, { headers: response.headers });
  };
}

async function serveFile(folder: string, name: string, headers: Record<string, string>): Promise<Response | undefined> {
  const file = normalize(join(folder, name));
  if (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return undefined;
  const type = TYPES[extname(file)];
  if (type === undefined) return undefined;
  try {
    return new Response(await readFile(file), {
      headers: { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff', ...headers },
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Undefined for a path that is not valid UTF-8 or that carries a NUL. */
function decodePath(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname);
    return path.includes('\0') ? undefined : path;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
