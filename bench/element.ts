/**
 * What the chat costs the page it is on and the phone it is opened with, beside the budgets: the built bundle in
 * Chromium, with a client that has no server. Everything runs on this machine: read medians on a quiet one, run it twice.
 * What is called work is the processor time of the page's main thread, which a busy machine does not change much.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright';
import { BUDGETS, loadedFiles } from '../scripts/bundle-budgets.ts';
import { chromiumArguments, findChromium } from '../scripts/find-chromium.ts';
import { ROOT } from '../scripts/read-packages.ts';
import { PHONE_THROTTLING, print, throttle, TWO_FRAMES_MS, workOf } from './page-figures.ts';
import { summarize } from './statistics.ts';

const THREAD = 10_000;

const cdn = join(ROOT, 'packages/element/dist/cdn');
const script = await build({
  entryPoints: [join(ROOT, 'bench/element-page.ts')],
  bundle: true,
  write: false,
  format: 'iife',
  conditions: ['@support-chat/source'],
});
/** Long tasks and layout shifts from the very beginning; a shift right after a click is the visitor's own doing. */
const watch = `window.longTasks = []; window.shifts = { page: 0, chat: 0 };
new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longTasks.push(duration) }).observe({ type: 'longtask', buffered: true });
new PerformanceObserver((list) => { for (const { value, sources, hadRecentInput } of list.getEntries()) {
  const isPage = sources.some(({ node }) => node !== null && node.localName !== 'support-chat' && node.getRootNode() === document);
  if (isPage) shifts.page += value; else if (!hadRecentInput) shifts.chat += value;
} }).observe({ type: 'layout-shift', buffered: true });`;
const text = '<h1>A page</h1><p id="text">Something to read.</p>'.repeat(40);
const pages: Record<string, string> = {
  '/embed': `<!doctype html><title>Bench</title><script>${watch}</script>${text}<script async src="/cdn/widget.js?id=wk_bench"></script>`,
  '/eager': `<!doctype html><title>Bench</title><script>${watch}</script>${text}<script type="module" src="/cdn/widget-full.js"></script><support-chat widget-key="wk_bench"></support-chat>`,
  '/chat': `<!doctype html><title>Bench</title><script>${watch}</script>${text}<script type="module" src="/cdn/widget-full.js"></script><script src="/page.js"></script>`,
};
const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const type =
    extname(path) === '.js' ? 'text/javascript' : pages[path] === undefined ? 'application/json' : 'text/html';
  response.setHeader('content-type', type);
  if (path === '/page.js') response.end(script.outputFiles[0]?.text);
  else if (path.startsWith('/cdn/')) {
    readFile(join(cdn, path.slice('/cdn/'.length))).then(
      (file) => response.end(file),
      () => response.writeHead(404).end(),
    );
  } else response.end(pages[path] ?? '{"branding":{"accent":null}}');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumArguments() });
try {
  firstOpen();
  await pageLoad();
  await opening();
  await longThread();
} finally {
  await browser.close();
  server.close();
}

function firstOpen(): void {
  for (const budget of BUDGETS.filter(({ entry }) => entry.includes('/cdn/'))) {
    const files = loadedFiles(ROOT, budget).filter(({ onlyFor }) => onlyFor === undefined);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    print(budget.name, bytes / 1024, 'KB gzip', budget.limit.bytes / 1024);
  }
}

async function pageLoad(): Promise<void> {
  for (const [path, name, throttling] of [
    ['/embed', 'with the one-line embed, phone', PHONE_THROTTLING],
    ['/eager', 'with the whole chat on the page', 1],
  ] as const) {
    const page = await open(path, throttling);
    await page.locator('support-chat').getByRole('button').waitFor();
    await page.waitForLoadState('networkidle');
    const { longTasks } = await observed(page);
    print(`long tasks at page load, ${name}`, longTasks.length, '', 0);
    await page.close();
  }
}

async function opening(): Promise<void> {
  const page = await open('/chat', PHONE_THROTTLING);
  const samples: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    await page.evaluate(() => window.bench.mount(20));
    await page.evaluate(() => window.bench.touch());
    samples.push(await page.evaluate(() => window.bench.open()));
    await page.evaluate(() => window.bench.close());
  }
  print('launcher clicked → panel painted, phone, median', summarize(samples).median, 'ms', TWO_FRAMES_MS);
  const { shifts } = await observed(page);
  print('layout shift of the page by opening and closing', shifts.page, '', 0);
  await page.close();
}

async function longThread(): Promise<void> {
  const page = await open('/chat');
  const cost: Record<number, number> = {};
  for (const messages of [5, THREAD]) {
    await page.evaluate((count) => window.bench.mount(count), messages);
    const taken = await page.evaluate(() => window.bench.openConversation());
    print(`conversation of ${messages} messages painted`, taken, 'ms');
    cost[messages] = summarize(await page.evaluate(() => window.bench.receive(40))).median;
    print(`a new message in a thread of ${messages}, median`, cost[messages], 'ms');
  }
  print(
    '… and the one cost as against the other',
    (cost[THREAD] ?? Number.NaN) / (cost[5] ?? Number.NaN),
    'times',
    1.5,
  );
  const before = (await observed(page)).longTasks.length;
  let frames: readonly number[] = [];
  const work = await workOf(page, async () => {
    frames = await page.evaluate(() => window.bench.scrollBack(600));
  });
  const { longTasks, shifts } = await observed(page);
  print(`work for a frame while scrolling back through ${THREAD} messages`, work / frames.length, 'ms', 8);
  print('… and 95 % of those frames come within', summarize(frames).p95, 'ms', TWO_FRAMES_MS);
  print('long tasks while scrolling', longTasks.slice(before).length, '', 0);
  print('layout shift of the page by messages and scrolling', shifts.page, '', 0);
  await page.close();
}

async function open(path: string, throttling = 1): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  if (throttling > 1) await throttle(page, throttling);
  await page.goto(`${origin}${path}`);
  return page;
}

function observed(page: Page): Promise<{ longTasks: number[]; shifts: { page: number; chat: number } }> {
  return page.evaluate(() => {
    const { longTasks, shifts } = window as unknown as {
      longTasks: number[];
      shifts: { page: number; chat: number };
    };
    return { longTasks, shifts };
  });
}
