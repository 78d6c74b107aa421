/**
 * Takes a picture of every story: `node packages/element/testing/gallery/screenshots.ts OUT_DIR [name…]`.
 * The browser is CHROME_PATH, Playwright's own, or /usr/bin/chromium.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { chromium, type BrowserContextOptions } from 'playwright';
import { stories } from '../stories.ts';
import { serveGallery } from './serve.ts';

interface Shot {
  readonly story: string;
  readonly query?: Record<string, string>;
  readonly context?: BrowserContextOptions;
}

const desktop = { viewport: { width: 560, height: 840 } };
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const shots: Record<string, Shot> = {};
for (const story of Object.keys(stories)) {
  shots[story] = { story };
  shots[`${story}-dark`] = { story, query: { theme: 'dark' } };
}
for (const story of ['ended', 'ended-nps', 'menu', 'consent', 'proactive', 'proactive-open']) {
  shots[`${story}-phone`] = { story, context: phone };
  shots[`${story}-rtl`] = { story, query: { dir: 'rtl', lang: 'ar' } };
  shots[`${story}-forced`] = { story, context: { ...desktop, forcedColors: 'active' } };
}
for (const story of [
  'home',
  'conversation',
  'formatted',
  'files',
  'attaching',
  'offline',
  'reconnecting',
  'memory',
  'refused',
  'german',
])
  shots[`${story}-phone`] = { story, context: phone };
for (const story of [
  'home',
  'conversation',
  'formatted',
  'files',
  'quoting',
  'attaching',
  'refused',
  'returning',
  'offline',
  'reconnecting',
  'memory',
])
  shots[`${story}-rtl`] = { story, query: { dir: 'rtl', lang: 'ar' } };
for (const accent of ['#ffd400', '#e8590c', '#0ca678', '#111111', '#d6336c']) {
  shots[`home-${accent.slice(1)}`] = { story: 'home', query: { accent } };
  shots[`conversation-${accent.slice(1)}`] = { story: 'conversation', query: { accent } };
  shots[`conversation-${accent.slice(1)}-dark`] = { story: 'conversation', query: { accent, theme: 'dark' } };
}
for (const story of ['prechat', 'prechat-kinds', 'departments', 'closed-empty']) {
  shots[`${story}-phone`] = { story, context: phone };
  shots[`${story}-rtl`] = { story, query: { dir: 'rtl', lang: 'ar' } };
  shots[`${story}-forced`] = { story, context: { ...desktop, forcedColors: 'active' } };
}
shots['conversation-2x'] = { story: 'conversation', context: { ...desktop, deviceScaleFactor: 2 } };
shots['home-2x'] = { story: 'home', context: { ...desktop, deviceScaleFactor: 2 } };
shots['badge-3x'] = { story: 'badge', context: { viewport: { width: 200, height: 160 }, deviceScaleFactor: 3 } };
shots['home-wide'] = { story: 'home', context: { viewport: { width: 1440, height: 900 } } };
shots['conversation-start-top'] = { story: 'conversation', query: { position: 'top-start' } };
shots['conversation-forced'] = { story: 'conversation', context: { ...desktop, forcedColors: 'active' } };
shots['conversation-inline'] = { story: 'conversation', query: { mode: 'inline' } };

const [out = 'screenshots', ...names] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const executablePath = [process.env['CHROME_PATH'], chromium.executablePath(), '/usr/bin/chromium'].find(
  (path) => path && existsSync(path),
);
if (executablePath === undefined)
  throw new Error('No Chromium found: set CHROME_PATH or install the package "chromium".');
const { url, stop } = await serveGallery();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
for (const [name, { story, query, context }] of Object.entries(shots)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const page = await browser.newPage(context ?? desktop);
  page.on('pageerror', (error) => console.error(name, error));
  page.on('console', (line) => line.type() === 'error' && console.error(name, line.text()));
  await page.goto(`${url}/?${new URLSearchParams({ story, ...query })}`);
  await page.waitForFunction(() => document.querySelector('support-chat')?.matches(':defined'));
  await page.waitForTimeout(750);
  await page.screenshot({ path: `${out}/${name}.png` });
  await page.close();
}
await browser.close();
stop();
