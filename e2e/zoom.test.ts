import { fileURLToPath } from 'node:url';
import { showStory } from './support/draw-story.ts';
import { expect, test } from './support/gallery.ts';
import { scrollsSideways } from './support/scrolls-sideways.ts';
import { serveGallery } from '../packages/element/testing/gallery/serve.ts';
import type { ConsoleStoryName } from '../packages/element/testing/console/stories.ts';
import type { StoryName } from '../packages/element/testing/inbox/stories.ts';

// 1280 × 1024 at 400 %: WCAG 2.2, 1.4.10.
test.use({ viewport: { width: 320, height: 256 } });

/** Stories of what the team uses, by their gallery below packages/element/testing. */
const desks: { readonly inbox: readonly StoryName[]; readonly console: readonly ConsoleStoryName[] } = {
  inbox: ['list', 'conversation', 'queued', 'offers', 'form-open', 'offline'],
  console: ['appearance', 'prechat', 'hours', 'triggers', 'install', 'team', 'telegram', 'analytics', 'audit'],
};
/** Rows of tabs, which a reader goes through anyway, and code, whose lines have to stay what they are. */
const MAY_SCROLL = /^(nav\.|pre\.|div\.scroll-x)/;

test.describe('at 400 % zoom', () => {
  for (const story of ['home', 'conversation', 'prechat', 'list', 'attaching', 'menu', 'ended'] as const) {
    test(`"${story}" scrolls one way only`, async ({ gallery, page }) => {
      await gallery.show(story);
      expect(await scrollsSideways(page)).toEqual([]);
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

  for (const [desk, stories] of Object.entries(desks)) {
    test(`what the team uses scrolls one way only: the ${desk}`, async ({ page }) => {
      const { url, stop } = await serveGallery(
        fileURLToPath(new URL(`../packages/element/testing/${desk}/gallery.ts`, import.meta.url)),
      );
      for (const story of stories) {
        await showStory(page, url, { story });
        const wide = await scrollsSideways(page);
        expect(
          wide.filter((name) => !MAY_SCROLL.test(name)),
          story,
        ).toEqual([]);
      }
      stop();
    });
  }
});
