import type { Page } from '@playwright/test';
import { ChatWidget } from './support/chat-widget.ts';
import { ConsolePage } from './support/console-page.ts';
import { expect, test } from './support/test.ts';

/** A page of somebody's, on the stack's own address, with nothing on it but the widget. */
async function visit(page: Page, url: string, key: string): Promise<void> {
  const { host } = new URL(url);
  const html = `<!doctype html><title>Shop</title><script async src="/cdn/widget.js?id=${key}@${host}"></script>`;
  await page.route(`${url}/somebodys-shop`, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(`${url}/somebodys-shop`);
}

test('an accent that an owner saves is the one that visitors see', async ({ page, browser, stack }) => {
  const console = new ConsolePage(page);
  await console.enterAs(stack.url, 'owner');
  const key = await console.createWidget('Accent shop');
  await console.field('Accent colour').fill('#0b7285');
  await console.field('Greeting').fill('Ahoy');
  await expect(console.element.locator('support-chat').getByText('Ahoy').first()).toBeVisible();
  await console.save();

  const visitor = await browser.newPage();
  await visit(visitor, stack.url, key);
  await new ChatWidget(visitor).launcher.click();
  await expect(visitor.locator('support-chat').getByText('Ahoy')).toBeVisible();
  const accent = visitor
    .locator('support-chat')
    .evaluate((chat) => getComputedStyle(chat).getPropertyValue('--support-chat-accent'));
  expect(await accent).toContain('#0b7285');
  await visitor.close();
});

test('two admins who change the same setting are asked which one stays', async ({ page, browser, stack }) => {
  const first = new ConsolePage(page);
  await first.enterAs(stack.url, 'owner');
  await first.createWidget('Shared shop');

  const second = new ConsolePage(await browser.newPage());
  await second.enterAs(stack.url, 'owner');
  await second.openWidget('Shared shop');
  await second.field('Greeting').fill('From the second');
  await second.save();

  await first.field('Greeting').fill('From the first');
  await first.field('Name of your team').fill('Northwind');
  await first.button('Save').click();
  const question = first.element.locator('support-desk-dialog');
  await expect(question.getByRole('heading')).toHaveText('Somebody else changed this meanwhile');
  await question.getByRole('radio', { name: /From the second/ }).check();
  await question.getByRole('button', { name: 'Save', exact: true }).click();
  await first.element.getByText('Saved.').first().waitFor();
  await expect(first.field('Greeting')).toHaveValue('From the second');

  await second.page.reload();
  await second.openWidget('Shared shop');
  await expect(second.field('Greeting')).toHaveValue('From the second');
  await expect(second.field('Name of your team')).toHaveValue('Northwind');
  await second.page.close();
});

test('every section opens for an owner, and none for an agent', async ({ page, browser, stack }) => {
  const owner = new ConsolePage(page);
  await owner.enterAs(stack.url, 'owner');
  for (const section of [
    'Departments',
    'Team',
    'Saved replies',
    'Telegram',
    'Analytics',
    'Audit log',
    'Organization',
  ]) {
    await owner.button(section).click();
    await expect(owner.element.getByRole('heading', { name: section, exact: true })).toBeVisible();
    await expect(owner.element.getByRole('alert'), section).toHaveCount(0);
  }

  const agent = new ConsolePage(await browser.newPage());
  await agent.enterAs(stack.url, 'agent');
  await expect(agent.element.getByRole('alert')).toContainText('The console is for admins of the team.');
  await agent.page.close();
});
