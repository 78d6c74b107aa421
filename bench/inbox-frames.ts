/**
 * Whether the inbox stays smooth with 10 thousand conversations in its list and 10 thousand messages in the open one: the
 * frames of a browser whose processor is slowed down to a quarter, as the widget is measured (element.ts), beside the
 * widget's budgets. Everything runs on this machine: read it on a quiet one, run it twice. What is called work is the
 * processor time of the page's main thread, which a busy machine does not change much.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright';
import { chromiumArguments, findChromium } from '../scripts/find-chromium.ts';
import { ROOT } from '../scripts/read-packages.ts';
import { FRAME_MS, PHONE_THROTTLING, print, tasksOf, throttle } from './page-figures.ts';
import { summarize } from './statistics.ts';

const SENTENCE = 'Let me look that up for you, it will take a moment. ';
/** For the work that one frame may take on a machine that is not slowed down: half of a frame. */
const WORK_MS = 8;
/** What the platform calls a long task. */
const LONG_TASK_MS = 50;

type Act = (page: Page) => Promise<void>;

/** What an agent does, while its frames are counted. */
const ACTS: Readonly<Record<string, Act>> = {
  'scrolling the list': (page) => page.evaluate(() => window.inboxBench.scroll('list', 90, 600)),
  'scrolling back through the thread': (page) => page.evaluate(() => window.inboxBench.scroll('thread', -90, 600)),
  'a message arriving, 10 a second': (page) => page.evaluate(() => window.inboxBench.receive(60, 6)),
  async 'typing a reply, 12 keys a second'(page) {
    await page.evaluate(() => window.inboxBench.focusComposer());
    await page.keyboard.type(SENTENCE.repeat(2), { delay: 80 });
  },
};

export async function benchInboxFrames(): Promise<void> {
  const { url, stop } = await serveInbox();
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumArguments() });
  try {
    const page = await open(browser, url);
    print(
      '10,000 conversations and a thread of 10,000 messages painted',
      await page.evaluate(() => window.inboxBench.mount()),
      'ms',
    );
    await page.close();
    for (const [name, act] of Object.entries(ACTS)) {
      console.log(name);
      await measureWork(await open(browser, url), act);
      await countFrames(await open(browser, url), act);
    }
  } finally {
    await browser.close();
    stop();
  }
}

async function open(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(url);
  return page;
}

/** What is judged: it does not depend on who else uses the machine. */
async function measureWork(page: Page, act: Act): Promise<void> {
  await page.evaluate(() => window.inboxBench.mount());
  await page.evaluate(() => window.inboxBench.watch());
  const tasks = await tasksOf(page, () => act(page));
  const { frames } = await page.evaluate(() => window.inboxBench.seen());
  await page.close();
  print('work for a frame', tasks.reduce((sum, task) => sum + task, 0) / frames.length, 'ms', WORK_MS);
  print('the longest task', summarize(tasks).slowest, 'ms', LONG_TASK_MS);
  print('tasks that are long on a processor a quarter as fast', longOnPhone(tasks), '');
}

function longOnPhone(tasks: readonly number[]): number {
  return tasks.filter((task) => task * PHONE_THROTTLING > LONG_TASK_MS).length;
}

/** What a person sees, on a page whose processor is slowed down to a quarter. */
async function countFrames(page: Page, act: Act): Promise<void> {
  await page.evaluate(() => window.inboxBench.mount());
  await throttle(page, PHONE_THROTTLING);
  await page.evaluate(() => window.inboxBench.watch());
  await act(page);
  const { frames, longTasks } = await page.evaluate(() => window.inboxBench.seen());
  await page.close();
  const { p95, slowest } = summarize(frames);
  const due = frames.reduce((sum, taken) => sum + Math.max(1, Math.round(taken / FRAME_MS)), 0);
  print('95 % of the frames come within, slowed down', p95, 'ms');
  print('the longest frame, slowed down', slowest, 'ms');
  print('frames that were dropped, slowed down', (100 * (due - frames.length)) / due, '%');
  print('long tasks, slowed down', longTasks.length, '');
}

async function serveInbox(): Promise<{ readonly url: string; stop(): void }> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'bench/inbox-page.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['@support-chat/source'],
    tsconfig: join(ROOT, 'tsconfig.test.json'),
  });
  const script = outputFiles[0]?.contents;
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(
      isScript
        ? script
        : '<!doctype html><title>Bench</title><style>html,body{height:100%;margin:0}</style><body><script type="module" src="/page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop: () => server.close() };
}
