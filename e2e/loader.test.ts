/** The script tag as sites have it: the built files, from another origin, on strict pages, and when something is in the way. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startLocalStack, type LocalStack } from '@support-chat/local';
import { chromium, expect, test as base, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from '../scripts/find-chromium.ts';
import { listenForProblems } from './examples/journeys.ts';
import { ChatWidget } from './support/chat-widget.ts';
import { Team } from './support/team.ts';

const CLI = join(import.meta.dirname, '../packages/server-edge/dist/cli.js');
const CDN = join(import.meta.dirname, '../packages/element/dist/cdn');

/** Somewhere else on the same site, and back at once. */
const AWAY = '<!doctype html><title>Away</title><script>onload = () => setTimeout(() => history.back())</script>';

interface Hosted {
  readonly stack: LocalStack;
  /** Where `support-chat cdn upload` has put the build. */
  readonly cdn: string;
}

interface Site {
  /** A page of another origin, with the headers a careful site has. */
  readonly visit: (html: string, headers?: Readonly<Record<string, string>>) => Promise<Page>;
}

const test = base.extend<Site, { readonly hosted: Hosted }>({
  hosted: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'support-chat-hosted-'));
      const stack = await startLocalStack({
        dataDirectory: join(folder, '.support-chat'),
        telegram: { kind: 'simulator', rateLimits: 'off' },
      });
      const words = ['cdn', 'upload', '--local', '--url', stack.url, '--folder', CDN, '--json'];
      const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...words], { cwd: folder });
      const { script } = JSON.parse(stdout) as { readonly script: string };
      await use({ stack, cdn: script.replace(/\/widget\.js$/, '') });
      await stack.stop();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  visit: async ({ page }, use) => {
    let body = '';
    let given: Readonly<Record<string, string>> = {};
    const server = createServer((request, response) => {
      if (request.url === '/favicon.ico') response.writeHead(204).end();
      else if (request.url === '/away') response.writeHead(200, { 'content-type': 'text/html' }).end(AWAY);
      else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...given }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use(async (html, headers = {}) => {
      body = `<!doctype html><html lang="en"><title>Shop</title>${html}</html>`;
      given = headers;
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      return page;
    });
    server.closeAllConnections();
    server.close();
  },
});

test('works from a bucket of another origin, on a page whose policy knows a nonce and Trusted Types', async ({
  hosted,
  visit,
  page,
}) => {
  const problems = listenForProblems(page);
  const { stack, cdn } = hosted;
  const policy = [
    "default-src 'none'",
    "script-src 'nonce-r4nd0m' 'strict-dynamic'",
    `connect-src ${stack.url} ${stack.url.replace('http', 'ws')}`,
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
  await visit(`<body><script async nonce="r4nd0m" src="${cdn}/widget.js?id=${stack.widgetKey}"></script></body>`, {
    'content-security-policy': policy,
  });
  const chat = new ChatWidget(page);
  await chat.open();
  await chat.send('Asked from a strict page.');
  const topic = await new Team(stack).topicWith('Asked from a strict page.');
  new Team(stack).answer(topic.id, 'Strictly answered.');
  await expect(chat.message('Strictly answered.')).toBeVisible();
  expect(problems).toEqual([]);
});

test('opens with the files of the chat alone, each under a name that holds its hash', async ({
  hosted,
  visit,
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(hosted.cdn)) asked.push(request.url().slice(hosted.cdn.length).replace(/\?.*/, ''));
  });
  await visit(`<body><script src="${hosted.cdn}/widget.js?id=${hosted.stack.widgetKey}"></script></body>`);
  await new ChatWidget(page).open();
  expect(asked[0]).toBe('/widget.js');
  for (const path of asked.slice(1)) expect(path).toMatch(/^\/chunks\/[\w.-]+-[\w-]{8}\.js$/);
});

test('holds a page to the loader that it has pinned', async ({ hosted, visit, page }) => {
  const { pinned, files } = JSON.parse(readFileSync(join(CDN, 'integrity.json'), 'utf8')) as {
    readonly pinned: string;
    readonly files: Readonly<Record<string, string>>;
  };
  const tag = (integrity: string): string =>
    `<body><script src="${hosted.cdn}/${pinned}?id=${hosted.stack.widgetKey}" integrity="${integrity}" crossorigin="anonymous"></script></body>`;
  await visit(tag(files[pinned] as string));
  await new ChatWidget(page).launcher.waitFor();

  const refused = page.waitForEvent('console', (message) => message.text().includes('integrity'));
  await visit(tag(files['widget-full.js'] as string));
  await refused;
  await expect(new ChatWidget(page).launcher).toHaveCount(0);
});

test('says calmly that the chat is blocked, and opens it at a click once it is not', async ({
  hosted,
  visit,
  page,
}) => {
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  let tries = 0;
  await page.route('**/chunks/**', (route) => {
    tries += 1;
    return route.abort('blockedbyclient');
  });
  await visit(`<body><script src="${hosted.cdn}/widget.js?id=${hosted.stack.widgetKey}"></script></body>`);
  const chat = new ChatWidget(page);
  await chat.launcher.focus();
  await expect.poll(() => tries).toBe(1);
  await page.keyboard.press('Enter');
  await expect(page.getByText('The chat did not load. Try again in a moment.')).toBeVisible();
  expect(tries).toBeGreaterThanOrEqual(3);
  await expect(chat.launcher).toBeFocused();

  await page.unroute('**/chunks/**');
  await page.keyboard.press('Enter');
  await expect(chat.panel).toBeVisible();
  await expect(
    page.getByRole('heading', { name: 'Hi there' }),
    'whoever came by keyboard goes on inside',
  ).toBeFocused();
  expect(errors).toEqual([]);
});

test('costs nothing where the whole CDN is blocked', async ({ visit, page }) => {
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.route('**/widget.js*', (route) => route.abort('blockedbyclient'));
  await visit(
    `<body><script async src="https://cdn.invalid/widget.js?id=wk_demo"></script><script>window.SupportChat ??= function () { (SupportChat.q ??= []).push(arguments) }; SupportChat('open');</script><p>Page</p></body>`,
  );
  await expect(page.getByText('Page')).toBeVisible();
  expect(errors).toEqual([]);
});

test('is there again when the visitor comes back by the history, and works', async ({ hosted, visit, page }) => {
  const shop = await visit(
    `<body><script src="${hosted.cdn}/widget.js?id=${hosted.stack.widgetKey}"></script><script>
      addEventListener('pageshow', ({ persisted }) => {
        if (persisted) SupportChat('open'), SupportChat('sendMessage', 'Back again.');
      });
    </script></body>`,
  );
  const address = shop.url();
  await page.close();
  // Playwright switches the cache of pages off and cannot follow a page that comes out of it: this one does it all by itself.
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: chromiumArguments(),
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  try {
    const own = await browser.newPage();
    await own.goto(address);
    await new ChatWidget(own).launcher.waitFor();
    await own.evaluate("void setTimeout(() => (location.href = '/away'), 0)");
    await new Team(hosted.stack).topicWith('Back again.');
  } finally {
    await browser.close();
  }
});
