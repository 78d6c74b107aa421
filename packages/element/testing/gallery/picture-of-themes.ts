/**
 * Makes docs/images/themes.png, the five looks of examples/themes side by side:
 * `node --conditions=@support-chat/source packages/element/testing/gallery/picture-of-themes.ts`.
 */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { chromiumArguments, findChromium } from '../../../../scripts/find-chromium.ts';
import { serveGallery } from './serve.ts';

const looks = [
  { name: 'calm', story: 'conversation', page: '#eef3f3' },
  { name: 'playful', story: 'home', page: '#ffe9cf' },
  { name: 'brutalist', story: 'conversation', page: '#ffffff' },
  { name: 'terminal', story: 'conversation', page: '#0b0f0c' },
  { name: 'serif', story: 'home', page: '#efe6d6' },
] as const;
const size = { width: 500, height: 800 };

const { url, stop } = await serveGallery();
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumArguments() });
const pictures: string[] = [];
for (const { name, story, page: backdrop } of looks) {
  const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' });
  await page.goto(`${url}/?${new URLSearchParams({ look: name, story })}`);
  await page.addStyleTag({ content: `body{background:${backdrop}!important}nav{display:none}` });
  await page.waitForSelector('[data-ready]');
  await page.waitForTimeout(500); // Lazy parts arrive.
  pictures.push((await page.screenshot()).toString('base64'));
  await page.close();
}
const sheet = await browser.newPage({ viewport: { width: size.width * looks.length, height: size.height } });
await sheet.setContent(
  `<body style="margin:0;display:flex">${pictures.map((data) => `<img src="data:image/png;base64,${data}">`).join('')}`,
);
await sheet.screenshot({ path: fileURLToPath(new URL('../../../../docs/images/themes.png', import.meta.url)) });
await browser.close();
stop();
