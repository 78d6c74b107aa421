/**
 * Pictures of the running system, for looking at: `npm run screenshots` fills the ignored folder screenshots/. With
 * `--docs` it also renews the pictures in docs/images.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContextOptions, type Page } from 'playwright';
import { startLocalStack } from '@support-chat/local';
import { ChatWidget } from '../e2e/support/chat-widget.ts';
import ar from '../packages/element/src/i18n/locales/ar.ts';
import { Team } from '../e2e/support/team.ts';
import { chromiumArguments, findChromium } from './find-chromium.ts';
import { ROOT } from './read-packages.ts';
import { takeDeskPictures } from './take-desk-pictures.ts';

const FOLDER = join(ROOT, 'screenshots');
const isForDocs = process.argv.includes('--docs');
mkdirSync(FOLDER, { recursive: true });

const stack = await startLocalStack({ telegram: { kind: 'simulator', rateLimits: 'off' } });
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumArguments() });
const team = new Team(stack);
let orders = 48_212;
try {
  await visit('light', {}, async (page, chat) => {
    await save(page, 'shop');
    await chat.launcher.click();
    await page.waitForTimeout(600);
    await save(page, 'home');
    await converse(chat);
    await save(page, 'light');
    if (isForDocs) await page.screenshot({ path: join(ROOT, 'docs/images/support-chat.png') });
    const desk = await page.context().newPage();
    await desk.goto(`${stack.url}/telegram/`);
    await desk
      .getByText(team.topics().at(-1)?.name ?? '')
      .first()
      .click();
    await desk.waitForTimeout(600);
    await save(desk, 'telegram');
    if (isForDocs) await desk.screenshot({ path: join(ROOT, 'docs/images/telegram-topic.png') });
  });
  await visit('dark', { colorScheme: 'dark' }, async (page, chat) => {
    await converse(chat);
    await save(page, 'dark');
  });
  await visit(
    'phone',
    { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    async (page, chat) => {
      await save(page, 'phone-closed');
      await converse(chat);
      await save(page, 'phone');
    },
  );
  await visit('offline', {}, async (page, chat) => {
    await converse(chat);
    await page.context().setOffline(true);
    await chat.send('Ah, let me ask her!');
    await page.waitForTimeout(800);
    await save(page, 'offline');
  });
  await visit('rtl', { locale: 'ar' }, async (page) => {
    await page.goto(`${stack.url}/rtl.html`);
    await converse(new ChatWidget(page, ar));
    await save(page, 'rtl');
  });
  if (isForDocs) await takeDeskPictures(browser);
} finally {
  await browser.close();
  await stack.stop();
}
console.log(`Pictures are in ${FOLDER}`);

async function visit(
  name: string,
  options: BrowserContextOptions,
  look: (page: Page, chat: ChatWidget) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 2,
    ...options,
  });
  const page = await context.newPage();
  await page.goto(stack.url, { waitUntil: 'networkidle' });
  console.log(name);
  await look(page, new ChatWidget(page));
  await context.close();
}

async function converse(chat: ChatWidget): Promise<void> {
  const opening = `Hey! My order says delivered but I don't see it anywhere 😕`;
  if (!(await chat.composer.isVisible())) {
    const isOpen = await chat.panel.isVisible();
    if (isOpen) await chat.enter();
    else await chat.open();
  }
  await chat.send(opening);
  // Another one in each visit, so that its topic can be told from the others.
  const number = `Order ${++orders}`;
  await chat.send(number);
  const topic = await team.topicWith(number);
  team.answer(topic.id, 'Sorry about that, let me look it up for you.');
  team.answer(topic.id, 'The courier left it with your neighbour at no. 14.');
  await chat.message('The courier left it with your neighbour at no. 14.').waitFor();
  await chat.page.waitForTimeout(700); // let the motion end
}

async function save(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}
