import type { Browser, Locator, Page } from '@playwright/test';
import { startInboxSite, type InboxSite } from './inbox-site.ts';
import { expect, test as base } from './test.ts';

export const MIKA = 'mika@harbor-goods.example';
export const ANA = 'ana@harbor-goods.example';

/** The inbox as an agent uses it: by what is written and announced. */
export class Inbox {
  readonly page: Page;
  readonly list: Locator;
  readonly log: Locator;
  readonly field: Locator;
  readonly violations: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('listbox');
    this.log = page.getByRole('log');
    this.field = page.locator('support-inbox-composer').getByRole('textbox');
    page.on('console', (line) => {
      if (/Content Security Policy|TrustedHTML|Trusted Type/.test(line.text())) this.violations.push(line.text());
    });
  }

  static async open(browser: Browser, site: InboxSite, email: string | null, isPhone = false): Promise<Inbox> {
    const context = await browser.newContext({
      viewport: isPhone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    });
    const inbox = new Inbox(await context.newPage());
    await inbox.page.goto(`${site.url}${email === null ? '' : `?as=${email}`}`);
    return inbox;
  }

  async openFrom(tab: 'Mine' | 'Queue' | 'All', text: string): Promise<void> {
    await this.page.getByRole('tab', { name: tab }).click();
    await this.list.getByRole('option').filter({ hasText: text }).click();
    await expect(this.log.getByText(text, { exact: true })).toBeVisible();
  }

  async write(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
}

/** The stack with a back office, and Mika at work in its inbox. */
export const test = base.extend<{ readonly mika: Inbox }, { readonly site: InboxSite }>({
  site: [
    async ({ stack }, use) => {
      const site = await startInboxSite(stack);
      await use(site);
      site.close();
    },
    { scope: 'worker' },
  ],
  mika: async ({ browser, site }, use) => {
    const inbox = await Inbox.open(browser, site, MIKA);
    await use(inbox);
    expect(inbox.violations).toEqual([]);
    await inbox.page.context().close();
  },
});
