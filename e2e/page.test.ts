import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/test.ts';
import { ChatWidget } from './support/chat-widget.ts';

test('a page view without a chat is one script and one configuration request: no socket, no storage, no session', async ({
  page,
  stack,
}) => {
  const requests: string[] = [];
  const sockets: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.goto(stack.url, { waitUntil: 'networkidle' });
  await new ChatWidget(page).launcher.waitFor();

  const ours = requests.filter((path) => path.startsWith('/cdn/') || path.startsWith('/functions/'));
  expect(ours.filter((path) => path.startsWith('/cdn/'))).toEqual(['/cdn/widget.js']);
  expect(ours.filter((path) => path.startsWith('/functions/')).length).toBeLessThanOrEqual(1);
  expect(sockets).toEqual([]);
  const stored = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).map((database) => database.name),
    cookies: document.cookie,
  }));
  expect(stored).toEqual({ local: 0, session: 0, databases: [], cookies: '' });
});

test('the shop runs under a strict content security policy with Trusted Types, and nothing violates it', async ({
  page,
  stack,
}) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(stack.url);
  const chat = new ChatWidget(page);
  await chat.open();
  await chat.send('Anything wrong?');
  await expect(chat.panel.getByText('Delivered to the team')).toBeVisible();
  expect(problems).toEqual([]);
});

test('the chat can be opened, used and closed with the keyboard alone, and focus returns to the launcher', async ({
  chat,
  team,
  page,
}) => {
  await chat.launcher.focus();
  await page.keyboard.press('Enter');
  const start = chat.panel.getByRole('button', { name: 'Send us a message' });
  await start.or(chat.composer).first().waitFor();
  if (await start.isVisible()) {
    await start.focus();
    await page.keyboard.press('Enter');
  }
  await expect(chat.panel.getByRole('heading', { name: 'Who would you like to talk to?' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(chat.composer).toBeFocused();
  await page.keyboard.type('Only keys.');
  await page.keyboard.press('Enter');
  await team.topicWith('Only keys.');
  await page.keyboard.press('Escape');
  await expect(chat.panel).toBeHidden();
  await expect(chat.launcher).toBeFocused();
});

test('axe finds nothing to complain about in the open chat', async ({ chat, page }) => {
  await chat.open();
  await chat.send('Is this accessible?');
  await expect(chat.panel.getByText('Delivered to the team')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('support-chat').analyze();
  expect(
    violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' ')}`),
  ).toEqual([]);
});

test('a button of the page opens the chat, even when it is pressed before anything is loaded', async ({
  page,
  stack,
  team,
}) => {
  await page.goto(`${stack.url}/product.html`, { waitUntil: 'commit' });
  await page.locator('[data-support-chat-open]').first().click();
  const chat = new ChatWidget(page);
  await chat.enter();
  await chat.send('Asked from the product page.');
  await team.topicWith('Asked from the product page.');
});

test('the plain custom element works without the loader', async ({ page, stack, team }) => {
  await page.goto(`${stack.url}/element.html`);
  const chat = new ChatWidget(page);
  await chat.open();
  await chat.send('No loader here.');
  await team.topicWith('No loader here.');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('the panel fills the screen and the field does not make the browser zoom', async ({ chat }) => {
    await chat.open();
    const box = await chat.panel.boundingBox();
    expect(box).toMatchObject({ x: 0, width: 360 });
    expect(box?.height ?? 0).toBeGreaterThanOrEqual(738);
    const fontSize = await chat.composer.evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize));
    expect(fontSize).toBeGreaterThanOrEqual(16);
  });
});
