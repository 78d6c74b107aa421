/** The widget on a phone: a small screen, fingers, an on-screen keyboard, and a back button. */
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Gallery, type StoryName } from './support/gallery.ts';

const SCREEN = { width: 390, height: 844 };

test.use({ viewport: SCREEN, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

/** As an on-screen keyboard does it: the layout stays, the part of it that is seen gets smaller and may move. */
async function showKeyboard(page: Page, seen: { height: number; offsetTop: number }): Promise<void> {
  await page.evaluate(({ height, offsetTop }) => {
    const viewport = window.visualViewport;
    if (viewport === null) throw new Error('This browser has no visual viewport.');
    Object.defineProperties(viewport, {
      height: { configurable: true, get: () => height },
      offsetTop: { configurable: true, get: () => offsetTop },
    });
    viewport.dispatchEvent(new Event('resize'));
  }, seen);
}

/** A page that is longer than the screen, read down to somewhere. */
async function scrollPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.body.style.minHeight = '4000px';
    scrollTo(0, 700);
  });
}

/** Where the page stands when nothing moves any more; a tap would stop it instead of being one. */
async function restingPlace(page: Page): Promise<number> {
  let [before, now] = [-1, await page.evaluate(() => scrollY)];
  while (before !== now) {
    await page.waitForTimeout(100);
    [before, now] = [now, await page.evaluate(() => scrollY)];
  }
  return now;
}

async function close(gallery: Gallery): Promise<void> {
  await gallery.page.getByRole('dialog').getByRole('button', { name: 'Close chat' }).tap();
  await expect(gallery.page.getByRole('dialog')).toBeHidden();
}

test('the panel fills the screen, and what is behind it is out of reach', async ({ gallery, page }) => {
  await gallery.show('conversation');
  const panel = page.getByRole('dialog');
  await expect.poll(() => panel.boundingBox()).toEqual({ x: 0, y: 0, ...SCREEN });
  expect(await panel.evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
  await expect(page.getByRole('button', { name: 'Open chat' })).toBeHidden();
});

test('a phone on its side gets all of its screen, too', async ({ gallery, page }) => {
  await page.setViewportSize({ width: 844, height: 390 });
  await gallery.show('conversation');
  await expect.poll(() => page.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 0, width: 844, height: 390 });
  await expect(page.getByRole('textbox')).toBeInViewport({ ratio: 1 });
});

test('the keyboard never covers the composer, and the newest message stays above it', async ({ gallery, page }) => {
  await gallery.show('conversation');
  const field = page.getByRole('textbox', { name: 'Write a message…' });
  await field.tap();
  for (const seen of [
    { height: 500, offsetTop: 0 },
    // Safari moves the seen part down instead of shrinking the page.
    { height: 430, offsetTop: 120 },
  ]) {
    await showKeyboard(page, seen);
    const bottom = seen.offsetTop + seen.height;
    for (const part of [
      field,
      page.getByRole('dialog').getByRole('button', { name: 'Close chat' }),
      page.getByRole('log').getByText('Found it, thank you so much!'),
    ])
      await expect.poll(() => isBetween(part, seen.offsetTop, bottom), String(part)).toBe(true);
  }
  await showKeyboard(page, { height: SCREEN.height, offsetTop: 0 });
  await expect.poll(() => page.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 0, ...SCREEN });
});

test('the keyboard comes when the visitor wants to write, not when they open the chat', async ({ gallery, page }) => {
  await gallery.show('badge');
  await page.getByRole('button', { name: 'Open chat' }).tap();
  await expect.poll(() => gallery.focus()).toBe('h2 "Mika"');
});

test('no field is so small that a browser zooms to it, and pinching stays possible', async ({ gallery, page }) => {
  for (const story of ['conversation', 'prechat', 'prechat-kinds', 'closed-empty', 'ended-nps', 'emoji'] as const) {
    await gallery.show(story);
    for (const field of await page
      .getByRole('dialog')
      .locator('input:not([type=radio], [type=checkbox], [type=file]), textarea, select')
      .all()) {
      const size = await field.evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
      expect(size, `${story}: ${await field.evaluate((node) => node.outerHTML)}`).toBeGreaterThanOrEqual(16);
    }
  }
  const touch = await page
    .getByRole('dialog')
    .first()
    .evaluate((dialog) => getComputedStyle(dialog).touchAction);
  expect(touch).toBe('pinch-zoom');
  expect(await page.locator('meta[name=viewport]').getAttribute('content')).not.toMatch(/user-scalable|maximum-scale/);
});

test('the page keeps its place and its styles while the chat is open', async ({ gallery, page }) => {
  await gallery.show('badge');
  await scrollPage(page);
  await swipeDown(page, { x: 100, y: 300 });
  const place = await restingPlace(page);
  expect(place, 'a finger scrolls the page while the chat is closed').toBeLessThan(700);
  const style = await page.evaluate(() => [document.body.style.cssText, document.documentElement.style.cssText]);
  await page.getByRole('button', { name: 'Open chat' }).tap();
  const heading = page.getByRole('dialog').getByRole('heading', { level: 2 });
  await heading.waitFor();
  await swipeDown(page, await middle(heading));
  await swipeDown(page, await middle(page.getByRole('log')));
  expect(await restingPlace(page)).toBe(place);
  expect(await page.evaluate(() => [document.body.style.cssText, document.documentElement.style.cssText])).toEqual(
    style,
  );
  await close(gallery);
  expect(await page.evaluate(() => scrollY)).toBe(place);
});

test('back closes the chat where a phone asks dialogs first, and the history stays as it was', async ({
  gallery,
  page,
}) => {
  await gallery.show('badge');
  const before = await page.evaluate(() => [history.length, location.href]);
  await page.getByRole('button', { name: 'Open chat' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Back' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: /Mika/ }).tap();
  expect(await page.evaluate(() => [history.length, location.href])).toEqual(before);
  // What the back button of Android does to a modal dialog: https://html.spec.whatwg.org/#close-requests.
  await page.getByRole('dialog').evaluate((dialog: HTMLDialogElement) => dialog.requestClose());
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(await page.evaluate(() => document.querySelector('support-chat')?.opened)).toBe(false);
  await expect(page.getByRole('button', { name: 'Open chat' })).toBeFocused();
});

test('notch and home indicator cover nothing', async ({ gallery, page }) => {
  const insets = { top: 47, topMax: 47, bottom: 34, bottomMax: 34, left: 0, leftMax: 0, right: 0, rightMax: 0 };
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setSafeAreaInsetsOverride', { insets });
  await gallery.show('conversation');
  const isFree = (part: Locator): Promise<boolean> => isBetween(part, insets.top, SCREEN.height - insets.bottom);
  expect(await isFree(page.getByRole('button', { name: 'Back' }))).toBe(true);
  expect(await isFree(page.getByRole('textbox'))).toBe(true);
  await gallery.show('home');
  expect(await isFree(page.getByRole('dialog').getByRole('button', { name: 'Close chat' }))).toBe(true);
});

const TAPPED: readonly StoryName[] = [
  'home',
  'returning',
  'list',
  'conversation',
  'refused',
  'files',
  'quoting',
  'attaching',
  'menu',
  'ended-nps',
  'consent',
  'closed-empty',
  'prechat',
  'prechat-kinds',
  'departments',
  'proactive',
];

test('everything to be tapped is 44 pixels wide and high', async ({ gallery, page }) => {
  const small = new Map<string, readonly string[]>();
  for (const story of TAPPED) {
    await gallery.show(story);
    const found = await page.evaluate(findSmallTargets);
    if (found.length > 0) small.set(story, found);
  }
  expect(Object.fromEntries(small)).toEqual({});
});

/** Names of what cannot be hit anywhere within 44 × 44 pixels around its middle; links in running text are exempt. */
function findSmallTargets(): string[] {
  const reach = 21;
  const roots: (Document | ShadowRoot)[] = [document];
  const small: string[] = [];
  for (const root of roots) {
    for (const node of root.querySelectorAll<HTMLElement>('*')) {
      if (node.shadowRoot !== null) roots.push(node.shadowRoot);
      if (root === document || !node.matches('button:enabled, input, textarea, select') || !node.checkVisibility())
        continue;
      const target = (node.matches('[type=radio], [type=checkbox]') && (node as HTMLInputElement).labels?.[0]) || node;
      target.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = target.getBoundingClientRect();
      if (width < 2) continue;
      const [x, y] = [left + width / 2, top + height / 2];
      const isHit = (dx: number, dy: number): boolean =>
        target.contains((target.getRootNode() as ShadowRoot).elementFromPoint(x + dx, y + dy));
      if (isHit(-reach, 0) && isHit(reach, 0) && isHit(0, -reach) && isHit(0, reach)) continue;
      const name = node.getAttribute('aria-label') ?? target.textContent.trim().slice(0, 30);
      small.push(`${node.localName} "${name}" ${Math.round(width)}×${Math.round(height)}`);
    }
  }
  return small;
}

async function isBetween(part: Locator, top: number, bottom: number): Promise<boolean> {
  const box = await part.boundingBox();
  return box !== null && box.y >= top && box.y + box.height <= bottom;
}

async function middle(part: Locator): Promise<{ x: number; y: number }> {
  const box = await part.boundingBox();
  if (box === null) throw new Error(`${String(part)} is not on screen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** One finger, down by a fifth of the screen. */
async function swipeDown(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const finger = (type: 'touchStart' | 'touchMove', dy: number): Promise<unknown> =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y: y + dy }] });
  await finger('touchStart', 0);
  for (let dy = 20; dy <= 160; dy += 20) await finger('touchMove', dy);
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
}
