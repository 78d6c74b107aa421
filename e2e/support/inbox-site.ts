import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { LocalStack } from '@support-chat/local';
import { build } from 'esbuild';

/** Strict: no inline script or style, and Lit's own policy the only one that makes markup. */
const POLICY = (stack: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob: ${stack}`,
    `connect-src ${stack} ${stack.replace('http', 'ws')}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');

const HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Back office</title>
    <link rel="stylesheet" href="/page.css" />
    <script type="module" src="/page.js"></script>
  </head>
  <body></body>
</html>`;

const CSS = 'html,body{block-size:100%;margin:0}';

/** Signs in as the address of the page says (`?as=mika@…`), as a host does with its own session. */
const script = ({ url, teamPassword }: LocalStack): string => `
import '@support-chat/element/inbox';
const email = new URLSearchParams(location.search).get('as');
let token = null;
const inbox = document.createElement('support-chat-inbox');
inbox.apiUrl = '${url}/functions/v1/support-chat';
inbox.getAccessToken = async () => {
  if (email === null) return null;
  token ??= fetch('${url}/auth/v1/token?grant_type=password', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: '${teamPassword}' }),
  }).then((response) => response.json()).then((answer) => answer.access_token ?? null);
  return token;
};
document.body.append(inbox);
`;

/** A host's back office, with nothing on it but the inbox. */
export interface InboxSite {
  readonly url: string;
  close(): void;
}

export async function startInboxSite(stack: LocalStack): Promise<InboxSite> {
  const { outputFiles } = await build({
    stdin: { contents: script(stack), resolveDir: fileURLToPath(new URL('../..', import.meta.url)) },
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@support-chat/source'],
    tsconfig: fileURLToPath(new URL('../../tsconfig.test.json', import.meta.url)),
    outdir: '/',
    entryNames: 'page',
    write: false,
    logLevel: 'silent',
  });
  const files = new Map(outputFiles.map(({ path, text }) => [path.replace(/^.*[\\/]/, '/'), text]));
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = files.get(pathname);
    const isSheet = pathname === '/page.css';
    response.setHeader('content-security-policy', POLICY(stack.url));
    response.setHeader('content-type', isSheet ? 'text/css' : file === undefined ? 'text/html' : 'text/javascript');
    response.end(isSheet ? CSS : (file ?? HTML));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
