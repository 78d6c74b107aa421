/** Takes a picture of every story of the inbox: `node packages/element/testing/inbox/screenshots.ts OUT_DIR [name…]`. */
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContextOptions } from 'playwright';
import { serveGallery } from '../gallery/serve.ts';
import { stories } from './stories.ts';

interface Shot {
  readonly query: Record<string, string>;
  readonly context?: BrowserContextOptions;
}

const desktop = { viewport: { width: 1440, height: 860 } };
const tablet = { viewport: { width: 900, height: 760 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const shots: Record<string, Shot> = {};
for (const story of Object.keys(stories)) {
  shots[story] = { query: { story } };
  shots[`${story}-phone`] = { query: { story }, context: phone };
}
for (const story of ['list', 'conversation', 'offers', 'form-open', 'offline', 'queued', 'banned']) {
  shots[`${story}-dark`] = { query: { story, theme: 'dark' } };
  shots[`${story}-rtl`] = { query: { story, lang: 'ar', dir: 'rtl' } };
  shots[`${story}-forced`] = { query: { story }, context: { ...desktop, forcedColors: 'active' } };
  shots[`${story}-tablet`] = { query: { story }, context: tablet };
}
shots['conversation-accent'] = { query: { story: 'conversation', accent: '#0ca678' } };
shots['conversation-german'] = { query: { story: 'conversation', lang: 'de' } };
for (const [name, press] of Object.entries({ help: '?', transfer: 't', snooze: 'z', note: 'n' })) {
  shots[name] = { query: { story: 'conversation', press } };
  shots[`${name}-phone`] = { query: { story: 'conversation', press }, context: phone };
}
for (const [name, click] of Object.entries({
  texts: null,
  'text-new': 'New text',
  'text-delete': 'Delete “Good night”',
})) {
  const query = { story: 'conversation', setting: 'texts', ...(click === null ? {} : { click }) };
  shots[name] = { query };
  shots[`${name}-phone`] = { query, context: phone };
  shots[`${name}-dark`] = { query: { ...query, theme: 'dark' } };
  if (click === null) shots[`${name}-rtl`] = { query: { ...query, lang: 'ar', dir: 'rtl' } };
}

const [out = 'screenshots', ...names] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const executablePath = [process.env['CHROME_PATH'], chromium.executablePath(), '/usr/bin/chromium'].find(
  (path) => path && existsSync(path),
);
if (executablePath === undefined)
  throw new Error('No Chromium found: set CHROME_PATH or install the package "chromium".');
const { url, stop } = await serveGallery(fileURLToPath(new URL('gallery.ts', import.meta.url)));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
for (const [name, { query, context }] of Object.entries(shots)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const page = await browser.newPage(context ?? desktop);
  page.on('pageerror', (error) => console.error(name, error));
  page.on('console', (line) => line.type() === 'error' && console.error(name, line.text()));
  await page.goto(`${url}/?${new URLSearchParams(query)}`);
  await page.waitForSelector('html[data-ready]');
  await page.waitForTimeout(600);
  await page.screenshot({ path: `${out}/${name}.png` });
  await page.close();
}
await browser.close();
stop();
