/** An agent's day by the keyboard alone: whatever is pressed, the focus is somewhere, and the next thing is a few keys away. */
import type { Page } from '@playwright/test';
import { ANA, Inbox, test } from './support/inbox-test.ts';
import { expect } from './support/test.ts';

/** What has the focus, through all shadow roots: its role or tag, and its name. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return `${node?.getAttribute('role') ?? node?.localName} ${node?.getAttribute('aria-label') ?? node?.textContent?.trim()}`;
  });

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await expect.poll(() => focused(page), `after ${key}`).not.toMatch(/^body/);
  }
}

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  for (let stops = 0; stops < 25; stops += 1) {
    if (wanted.test(await focused(page))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to ${wanted}.`);
}

test('takes a conversation, answers, leaves a note and hands it over, without a pointer', async ({
  browser,
  chat,
  mika,
  site,
}) => {
  // Two agents and a visitor, and many keys.
  test.slow();
  await chat.open();
  await chat.send('Do you ship to Norway?');
  const { page, log } = mika;
  await tabTo(page, /^tab /);
  await press(page, '2');
  await expect(mika.list.getByRole('option').filter({ hasText: 'Do you ship to Norway?' })).toBeVisible();
  // Others may wait, too: down the queue to this one.
  await expect(async () => {
    await press(page, 'j');
    await expect(log.getByText('Do you ship to Norway?', { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect.poll(() => focused(page)).toBe('log Messages');

  await press(page, 'c');
  await expect(mika.button('Resolve')).toBeVisible();
  await press(page, 'r');
  await page.keyboard.type('We do, within three days.');
  await press(page, 'Enter');
  await expect(chat.message('We do, within three days.')).toBeVisible();

  await press(page, 'Escape', 'n');
  await page.keyboard.type('Asked for Norway twice.');
  await press(page, 'Enter');
  await expect(log.getByText('Asked for Norway twice.', { exact: true })).toBeVisible();

  await press(page, 'Escape', 't');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('radio', { name: /Ana/ }).press(' ');
  await tabTo(page, /^button Transfer/);
  await press(page, 'Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await press(page, 'Escape');
  await expect(log).toBeHidden();

  const ana = await Inbox.open(browser, site, ANA);
  await expect(ana.list.getByRole('option').first()).toBeVisible();
  await tabTo(ana.page, /^tab /);
  await press(ana.page, 'j');
  await expect(ana.log.getByText('Do you ship to Norway?', { exact: true })).toBeVisible();
  await press(ana.page, 'e');
  await expect(ana.page.getByText('Resolved', { exact: true }).first()).toBeVisible();
  await ana.page.context().close();
});
