/**
 * The widget looks as it did: states of the gallery against the reference pictures in packages/element/testing/pictures. What
 * "the same" means is in compare-pictures.ts. When a change is meant, `UPDATE_PICTURES=1 npx playwright test pictures`
 * draws them anew: look at what it has drawn before you commit it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from '@playwright/test';
import {
  type Comparison,
  comparePictures,
  SHARE_TOLERANCE,
  shrink,
} from '../packages/element/testing/gallery/compare-pictures.ts';
import { expect, type Gallery, type StoryName, test } from './support/gallery.ts';

const FOLDER = fileURLToPath(new URL('../packages/element/testing/pictures/', import.meta.url));
const isUpdating = process.env['UPDATE_PICTURES'] === '1';

interface Picture {
  readonly story: StoryName;
  readonly query?: Readonly<Record<string, string>>;
  readonly context?: BrowserContextOptions;
}

const window: BrowserContextOptions = { viewport: { width: 500, height: 720 } };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 720 }, hasTouch: true, isMobile: true };
/** The same everywhere, at any time. */
const still: BrowserContextOptions = { reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'UTC' };
const dark = { theme: 'dark' };
const rtl = { dir: 'rtl', lang: 'ar' };

const pictures: Readonly<Record<string, Picture>> = {
  home: { story: 'home' },
  'home-dark': { story: 'home', query: dark },
  'home-rtl': { story: 'home', query: rtl },
  'home-phone': { story: 'home', context: phone },
  loading: { story: 'loading' },
  failed: { story: 'failed' },
  returning: { story: 'returning' },
  closed: { story: 'closed' },
  badge: { story: 'badge' },
  proactive: { story: 'proactive' },
  conversation: { story: 'conversation' },
  'conversation-dark': { story: 'conversation', query: dark },
  'conversation-rtl': { story: 'conversation', query: rtl },
  'conversation-phone': { story: 'conversation', context: phone },
  'conversation-forced': { story: 'conversation', context: { ...window, forcedColors: 'active' } },
  'conversation-zoomed': { story: 'conversation', context: { viewport: { width: 320, height: 256 } } },
  'formatted-dark': { story: 'formatted', query: dark },
  files: { story: 'files' },
  'attaching-phone': { story: 'attaching', context: phone },
  'quoting-rtl': { story: 'quoting', query: rtl },
  'rich-dark': { story: 'rich', query: dark },
  'offline-dark': { story: 'offline', query: dark },
  refused: { story: 'refused' },
  german: { story: 'german' },
  'prechat-phone': { story: 'prechat', context: phone },
  'prechat-kinds-forced': { story: 'prechat-kinds', context: { ...window, forcedColors: 'active' } },
  'menu-dark': { story: 'menu', query: dark },
  'ended-rtl': { story: 'ended', query: rtl },
  consent: { story: 'consent' },
  list: { story: 'list' },
};

for (const [name, { story, query, context }] of Object.entries(pictures)) {
  test.describe(name, () => {
    test.use({ ...(context ?? window), ...still });

    test(`${name} looks as it did`, async ({ gallery, page }, info) => {
      const actual = await shrink(page, await draw(gallery, story, query));
      const path = `${FOLDER}${name}.png`;
      if (isUpdating) {
        mkdirSync(FOLDER, { recursive: true });
        writeFileSync(path, actual);
      }
      expect(existsSync(path), `${path} is missing`).toBe(true);
      const expected = readFileSync(path);
      const { share, map } = await comparePictures(page, expected, actual);
      if (share > SHARE_TOLERANCE) {
        await info.attach('expected', { body: expected, contentType: 'image/png' });
        await info.attach('actual', { body: actual, contentType: 'image/png' });
        if (map !== null) await info.attach('difference', { body: map, contentType: 'image/png' });
      }
      expect(share, 'share of the picture that differs').toBeLessThanOrEqual(SHARE_TOLERANCE);
    });
  });
}

test.describe('the comparison', () => {
  test.use({ ...window, ...still });

  /** What a person would notice at once, by the part it happens to. */
  const breaks: Readonly<Record<string, string>> = {
    'a send button that is gone': '::part(send) { visibility: hidden }',
    'bubbles on the wrong side': '::part(bubble-visitor) { justify-self: start }',
    'a header that is too high': '::part(header) { padding-block: 24px }',
    'text on the wrong ground': '::part(bubble-visitor) { background: #ddd }',
    'pictures of people that are gone': '::part(avatar) { visibility: hidden }',
    'a composer that has fallen off': '::part(composer) { translate: 0 60px }',
    'words that break too early': '::part(bubble) { max-inline-size: 140px }',
    'a panel that is too narrow': '{ --support-chat-width: 370px }',
  };
  for (const [name, css] of Object.entries(breaks)) {
    test(`sees ${name}`, async ({ gallery }) => {
      const { share } = await compareWith(css, gallery);

      expect(share).toBeGreaterThan(SHARE_TOLERANCE);
    });
  }

  /** What other machines do to the same page. */
  const harmless: Readonly<Record<string, string>> = {
    'type that is smoothed in another way':
      '::part(panel) { -webkit-font-smoothing: auto; text-rendering: geometricPrecision }',
    'type that is a little bolder': '::part(bubble) { -webkit-text-stroke: 0.15px }',
    'half a pixel': '::part(messages) { translate: 0.5px 0.5px }',
    'another rounding of a colour': '{ --support-chat-text-muted: oklch(0.51 0.02 268) }',
  };
  for (const [name, css] of Object.entries(harmless)) {
    test(`does not mind ${name}`, async ({ gallery }) => {
      const { share } = await compareWith(css, gallery);

      expect(share).toBeLessThanOrEqual(SHARE_TOLERANCE);
    });
  }
});

async function compareWith(css: string, gallery: Gallery): Promise<Comparison> {
  const { page } = gallery;
  const before = await draw(gallery, 'offline');
  await page.addStyleTag({ content: `support-chat${css}` });
  const after = await shoot(page);
  return await comparePictures(page, await shrink(page, before), await shrink(page, after));
}

async function draw(gallery: Gallery, story: StoryName, query: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  // "Today", "Oct 12": dates are words on a picture, too.
  await gallery.page.clock.setFixedTime('2026-11-21T15:00:00Z');
  await gallery.show(story, query);
  await gallery.page.addStyleTag({
    content: 'body { background: #eceff4 !important } body > button { display: none }',
  });
  return await shoot(gallery.page);
}

/** Twice, until nothing changes any more: pictures and sounds are decoded when they are. */
async function shoot(page: Page): Promise<Buffer> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  let last = await page.screenshot();
  for (;;) {
    const next = await page.screenshot();
    if (next.equals(last)) return next;
    last = next;
  }
}
