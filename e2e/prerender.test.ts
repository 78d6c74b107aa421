/**
 * A page that the browser renders in case the visitor goes there (speculation rules), for real. A browser that is being
 * driven gives such pages up, so this one is started by itself and does everything on its own; the server listens.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumArguments, findChromium } from '../scripts/find-chromium.ts';
import { expect, test } from './support/test.ts';

/** What the page told of itself, at two moments of its life. */
interface Told {
  /** Files of the chat that have been asked for. */
  readonly files: readonly string[];
  readonly isPrerendering: boolean;
}

test('a page that is rendered ahead loads no chat until the visitor is there, and then it works', async ({
  stack,
  team,
}) => {
  const told: Told[] = [];
  const goOn = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    void (async () => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      if (request.url === '/shop') response.end(shop(stack.url, stack.widgetKey));
      else if (request.url === '/told') {
        told.push(JSON.parse((await request.toArray()).join('')) as Told);
        if (told.length === 1) goOn.resolve();
        response.end();
      } else if (request.url === '/go') {
        // Not before the other page is ready and has been quiet for a while.
        await goOn.promise;
        response.end();
      } else response.end(START);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const profile = mkdtempSync(join(tmpdir(), 'support-chat-prerender-'));
  const browser = spawn(
    findChromium() ?? '',
    [
      '--headless',
      '--disable-gpu',
      `--user-data-dir=${profile}`,
      ...chromiumArguments(),
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ],
    { stdio: 'ignore' },
  );
  try {
    await team.topicWith('I have arrived.');
    expect(told).toMatchObject([
      { isPrerendering: true, files: [expect.stringContaining('widget.js')] },
      { isPrerendering: false },
    ]);
    expect(told[1]!.files.join(' ')).toContain('/chunks/define-');
  } finally {
    browser.kill();
    await once(browser, 'exit');
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
});

/** Where the visitor is; goes on when it is told to. */
const START = `<!doctype html><title>Start</title>
  <script type="speculationrules">{"prerender":[{"source":"list","urls":["/shop"],"eagerness":"immediate"}]}</script>
  <script>fetch('/go').then(() => (location.href = '/shop'));</script>`;

/** With a chat that would load at once, if anybody was there. */
const shop = (chatUrl: string, widgetKey: string): string => `<!doctype html><html lang="en"><title>Shop</title>
  <script src="${chatUrl}/cdn/widget.js?id=${widgetKey}" data-loading="eager"></script>
  <script>
    const tell = () => fetch('/told', { method: 'POST', body: JSON.stringify({
      isPrerendering: document.prerendering,
      files: performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/cdn/')),
    }) });
    // Longer than the loader waits for an idle moment on a page that somebody sees.
    setTimeout(tell, 1_000);
    document.addEventListener('prerenderingchange', () => {
      SupportChat('on', 'ready', tell);
      SupportChat('open');
      SupportChat('sendMessage', 'I have arrived.');
    });
  </script></html>`;
