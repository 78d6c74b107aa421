import type { Page } from '@playwright/test';
import { expect, test } from './support/gallery.ts';

/** How long each animation and transition of the chat takes, in milliseconds, by what moves. */
function motions(page: Page): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    const found: Record<string, number> = {};
    for (const root of roots) {
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot !== null) roots.push(shadowRoot);
      for (const { effect } of root.getAnimations()) {
        const target = (effect as KeyframeEffect).target;
        found[target?.className ?? ''] = Number(effect?.getComputedTiming().duration);
      }
    }
    return found;
  });
}

/** So slow that none is over before it is looked at. */
async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Animation.enable');
  await session.send('Animation.setPlaybackRate', { playbackRate: 0.01 });
}

test.describe('motion', () => {
  test('opening and going from screen to screen moves', async ({ gallery, page }) => {
    await gallery.show('home');
    await slowDown(page);
    // Without waiting for what moves to stand still.
    await page.getByRole('button', { name: 'Send us a message' }).dispatchEvent('click');
    await expect(page.getByRole('textbox')).toBeVisible();
    expect(Math.max(0, ...Object.values(await motions(page)))).toBeGreaterThan(100);
  });

  test('nothing moves for who does not want it', async ({ gallery, page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await gallery.show('home');
    await slowDown(page);
    // Without waiting for what moves to stand still.
    await page.getByRole('button', { name: 'Send us a message' }).dispatchEvent('click');
    await expect(page.getByRole('textbox')).toBeVisible();
    const slow = Object.entries(await motions(page)).filter(([, duration]) => duration > 1);
    expect(slow).toEqual([]);
  });
});
