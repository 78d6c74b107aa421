import { type Page, test as base } from '@playwright/test';
import { serveGallery } from '../../packages/element/testing/gallery/serve.ts';
import type { stories } from '../../packages/element/testing/stories.ts';

export type StoryName = keyof typeof stories;

/**
 * The gallery of the widget's states, between two buttons of a page. The client is a fake: what a test asks for is
 * what a visitor's hands and ears get, not what a server does.
 */
export class Gallery {
  readonly page: Page;
  readonly #url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
  }

  /** Shows a story and waits until everything of it is there. */
  async show(story: StoryName, query: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.page.goto(`${this.#url}/?${new URLSearchParams({ story, ...query })}`);
    await this.page.locator('html[data-ready]').waitFor();
    await this.page.addStyleTag({ content: 'nav { display: none }' });
    await this.page.evaluate(() => {
      const chat = document.querySelector('support-chat');
      chat?.before(Object.assign(document.createElement('button'), { textContent: 'Before the chat' }));
      chat?.after(Object.assign(document.createElement('button'), { textContent: 'After the chat' }));
    });
    // Chunks draw themselves into what is there already.
    await this.page.waitForLoadState('networkidle');
  }

  /**
   * For trees: Playwright takes an element with `display: contents` for hidden when all its children are in a shadow
   * root, which no browser does.
   */
  async giveHostsBoxes(): Promise<void> {
    await this.page.evaluate(() => {
      const roots: (Document | ShadowRoot)[] = [document];
      for (const root of roots) {
        for (const node of root.querySelectorAll<HTMLElement>('*')) {
          if (node.shadowRoot === null) continue;
          roots.push(node.shadowRoot);
          if (getComputedStyle(node).display === 'contents') node.style.display = 'block';
        }
      }
    });
  }

  /** Role and name of what has the focus, as `button "Send"`. */
  async focus(): Promise<string> {
    return await this.page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      if (active === null || active === document.body) return 'nothing';
      const labels = (active as HTMLInputElement).labels;
      const words =
        active.getAttribute('aria-label') ??
        (labels === null || labels === undefined || labels.length === 0
          ? active.textContent
          : Array.from(labels, ({ textContent }) => textContent).join(' '));
      const kind = active.getAttribute('role') ?? (active instanceof HTMLInputElement ? active.type : active.localName);
      return `${kind} "${words.trim().replace(/\s+/g, ' ')}"`;
    });
  }

  /** What gets the focus, one after the other, until it comes around or to `last`. */
  async tabStops(last: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<readonly string[]> {
    const stops: string[] = [];
    do {
      await this.page.keyboard.press(key);
      stops.push(await this.focus());
    } while (stops.at(-1) !== last && stops.length < 40);
    return stops;
  }

  /** The tools of messages are fetched when somebody comes near; from then on they are a stop of their own. */
  async comeToMessages(): Promise<void> {
    await this.page.getByRole('log').focus();
    await this.page.getByRole('toolbar').waitFor();
  }

  /** What was asked of the client. */
  async calls(): Promise<readonly string[]> {
    return await this.page.evaluate(
      () => (document.querySelector('support-chat')?.client as unknown as { calls: string[] }).calls,
    );
  }
}

/** One gallery per worker. */
export const test = base.extend<{ gallery: Gallery }, { galleryUrl: string }>({
  galleryUrl: [
    async ({}, use) => {
      const { url, stop } = await serveGallery();
      await use(url);
      stop();
    },
    { scope: 'worker' },
  ],
  gallery: async ({ page, galleryUrl }, use) => {
    await use(new Gallery(page, galleryUrl));
  },
});

export { expect } from '@playwright/test';
