import { expect, test } from './support/gallery.ts';

// 1280 × 1024 at 400 %: WCAG 2.2, 1.4.10.
test.use({ viewport: { width: 320, height: 256 } });

test.describe('at 400 % zoom', () => {
  for (const story of ['home', 'conversation', 'prechat', 'list', 'attaching', 'menu', 'ended'] as const) {
    test(`"${story}" scrolls one way only`, async ({ gallery, page }) => {
      await gallery.show(story);
      const wide = await page.evaluate(() => {
        const deep = (root: Document | ShadowRoot): Element[] =>
          [...root.querySelectorAll('*')].flatMap((element) => [
            element,
            ...(element.shadowRoot === null ? [] : deep(element.shadowRoot)),
          ]);
        return deep(document)
          .filter((node) => node.checkVisibility() && /auto|scroll/.test(getComputedStyle(node).overflowX))
          .filter((node) => node.scrollWidth > node.clientWidth + 1)
          .map(({ localName, className }) => `${localName}.${String(className)}`);
      });
      expect(wide).toEqual([]);
    });
  }

  test('there is room to read above the composer, and all of the composer is there', async ({ gallery, page }) => {
    await gallery.show('conversation');
    await expect(page.getByRole('textbox')).toBeInViewport({ ratio: 1 });
    const log = await page.getByRole('log').boundingBox();
    expect(log?.height).toBeGreaterThan(130);
  });

  test('the way into a conversation can be reached by keyboard alone', async ({ gallery, page }) => {
    await gallery.show('home');
    const start = page.getByRole('button', { name: 'Send us a message' });
    await start.focus();
    await expect(start).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox')).toBeInViewport({ ratio: 1 });
  });

  test('everything in the menu can be reached', async ({ gallery, page }) => {
    await gallery.show('menu');
    const last = page.getByRole('menuitem', { name: 'Delete my data' });
    await page.keyboard.press('End');
    await expect(last).toBeFocused();
    await expect(last).toBeInViewport({ ratio: 1 });
  });
});
