import type { Locator, Page } from '@playwright/test';
import type { Translation } from '../../packages/element/src/i18n/translation.ts';
import enConversation from '../../packages/element/src/i18n/locales/en-conversation.ts';
import en from '../../packages/element/src/i18n/locales/en.ts';

type Words = Pick<Translation, 'openChat' | 'send' | 'sendUsAMessage' | 'ended'>;
const english: Words = { ...en, ...enConversation };

/** The chat as a visitor uses it: by what is written and announced, never by class names. */
export class ChatWidget {
  readonly page: Page;
  readonly launcher: Locator;
  readonly panel: Locator;
  readonly composer: Locator;
  readonly sendButton: Locator;
  readonly log: Locator;
  readonly #phrases: Words;

  /** `phrases` are those of the page's language. */
  constructor(page: Page, phrases: Words = english) {
    this.page = page;
    this.#phrases = phrases;
    // Before the phrases are there it has an English name, and the loader's is one word.
    this.launcher = page.getByRole('button', { name: new RegExp(`^(Chat$|${en.openChat}|${phrases.openChat})`) });
    this.panel = page.locator('support-chat').getByRole('dialog');
    this.composer = this.panel.locator('support-chat-composer').getByRole('textbox');
    this.sendButton = this.panel.getByRole('button', { name: phrases.send, exact: true });
    this.log = this.panel.getByRole('log');
  }

  /** Opens the panel and, from home, the conversation. */
  async open(): Promise<void> {
    await this.launcher.click();
    await this.enter();
  }

  /** What says that the conversation is over; other elements may have the words at hand without showing them. */
  get ended(): Locator {
    return this.panel.getByText(this.#phrases.ended).filter({ visible: true });
  }

  /** From wherever the open panel is into the conversation, with the first department if one is asked for. */
  async enter(): Promise<void> {
    await this.composer.or(this.#wayIn()).first().waitFor();
    if (await this.#wayIn().isVisible()) await this.#wayIn().click();
    const choice = this.panel.locator('support-chat-prechat').getByRole('button').first();
    await this.composer.or(choice).waitFor();
    if (await choice.isVisible()) await choice.click();
    await this.composer.waitFor();
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** A bubble of the conversation with exactly this text. */
  message(text: string): Locator {
    return this.log.getByText(text, { exact: true });
  }

  /** The texts of all bubbles, in the order in which they stand. */
  async texts(): Promise<string[]> {
    return this.log.locator('[part~="bubble"]').allInnerTexts();
  }

  /** Home's way into the conversation: the button that starts one, or the card of the one there is. */
  #wayIn(): Locator {
    const start = this.panel.getByRole('button', { name: this.#phrases.sendUsAMessage, exact: true });
    return start.or(this.panel.getByRole('button').filter({ has: this.page.getByRole('time') })).first();
  }
}
