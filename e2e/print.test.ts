import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/gallery.ts';

/** Whatever part it is, as the first on the page that has it. */
function part(page: Page, name: string): Locator {
  return page.locator(`[part~=${name}]`).first();
}

test.describe('on paper', () => {
  for (const theme of ['light', 'dark']) {
    test(`an open conversation is a transcript, in ink (${theme})`, async ({ gallery, page }) => {
      await gallery.show('conversation', { theme });
      await page.emulateMedia({ media: 'print' });
      for (const name of ['launcher', 'composer', 'icon-button']) await expect(part(page, name)).toBeHidden();
      for (const name of ['bubble-visitor', 'bubble-agent', 'name', 'heading', 'meta'])
        await expect(part(page, name)).toBeVisible();
      for (const name of ['bubble-visitor', 'bubble-agent'])
        await expect(part(page, name)).toHaveCSS('color', 'rgb(0, 0, 0)');
      await expect(page.getByText('You:').first()).toBeInViewport();
    });
  }

  test('all of a long conversation is there, over as many sheets as it takes', async ({ gallery, page }) => {
    await gallery.show('novel');
    await page.emulateMedia({ media: 'print' });
    const log = part(page, 'messages');
    expect(await log.evaluate((node) => node.scrollHeight - node.clientHeight)).toBe(0);
    const sheets = (await page.pdf({ format: 'A6' })).toString('latin1').match(/\/Type \/Page\b/g) ?? [];
    expect(sheets.length).toBeGreaterThan(2);
  });

  test('the start page and a closed chat leave nothing', async ({ gallery, page }) => {
    for (const story of ['home', 'badge', 'proactive'] as const) {
      await gallery.show(story);
      await page.emulateMedia({ media: 'print' });
      for (const name of ['panel', 'launcher', 'trigger']) await expect(part(page, name)).toBeHidden();
    }
  });
});
