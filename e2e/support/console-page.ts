import type { Locator, Page } from '@playwright/test';

/** The admins' console of the local stack, as somebody of the demo team uses it: by what is written and announced. */
export class ConsolePage {
  readonly page: Page;
  readonly element: Locator;

  constructor(page: Page) {
    this.page = page;
    this.element = page.locator('support-chat-console');
  }

  /** Signs somebody in by the one click that the stack has for it. */
  async enterAs(url: string, role: 'owner' | 'admin' | 'agent'): Promise<void> {
    await this.page.goto(`${url}/console`);
    await this.page
      .getByRole('button', { name: new RegExp(`\\(${role}\\)`) })
      .first()
      .click();
    await this.element.waitFor();
  }

  button(name: string): Locator {
    return this.element.getByRole('button', { name, exact: true });
  }

  field(label: string): Locator {
    return this.element.getByLabel(label, { exact: true });
  }

  /** Makes a widget and opens it. Answers its key. */
  async createWidget(name: string): Promise<string> {
    await this.button('New widget').click();
    await this.field('Name').fill(name);
    await this.button('Create').click();
    await this.element.getByRole('heading', { name, exact: true }).waitFor();
    await this.element.getByRole('tab', { name: 'Installation' }).click();
    const key = this.element.getByRole('region', { name: 'Key', exact: true });
    const text = (await key.innerText()).trim();
    await this.element.getByRole('tab', { name: 'Appearance' }).click();
    return text;
  }

  async openWidget(name: string): Promise<void> {
    await this.button(name).click();
    await this.element.getByRole('heading', { name, exact: true }).waitFor();
  }

  async save(): Promise<void> {
    await this.button('Save').click();
    await this.element.getByText('Saved.').first().waitFor();
  }
}
