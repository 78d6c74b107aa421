/**
 * Reference pictures: stories of a gallery look as they did. What "the same" means is in compare-pictures.ts. With
 * `UPDATE_PICTURES=1` what looks different, or was never drawn, is drawn anew; what still looks the same keeps its file.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContextOptions, type Page, test as base } from '@playwright/test';
import {
  type Comparison,
  comparePictures,
  SHARE_TOLERANCE,
  shrink,
} from '../../packages/element/testing/gallery/compare-pictures.ts';
import { serveGallery } from '../../packages/element/testing/gallery/serve.ts';
import { drawStory, takePicture } from './draw-story.ts';

const TESTING = fileURLToPath(new URL('../../packages/element/testing/', import.meta.url));
const isUpdating = process.env['UPDATE_PICTURES'] === '1';

/** The same everywhere, at any time. */
const still: BrowserContextOptions = { reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'UTC' };

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 720 }, hasTouch: true, isMobile: true };

export interface Picture<Story extends string> {
  readonly story: Story;
  /** What else the gallery is asked for. */
  readonly query?: Readonly<Record<string, string>>;
  /** Instead of the album's window. */
  readonly context?: BrowserContextOptions;
}

export interface Album<Story extends string> {
  /** Whose pictures they are, for the names of the tests. */
  readonly of: string;
  /** What shows the stories, below packages/element/testing. */
  readonly gallery: string;
  /** Where the pictures are, below packages/element/testing. */
  readonly folder: string;
  readonly window: BrowserContextOptions;
  /** For the page around what is shown. */
  readonly css?: string;
  /** By the names of their files. */
  readonly pictures: Readonly<Record<string, Picture<Story>>>;
  /** CSS that breaks what a person would notice at once, by what it does; to be seen in `broken`. */
  readonly breaks: Readonly<Record<string, string>>;
  /** CSS that changes what other machines change; not to be seen in `broken`. */
  readonly harmless?: Readonly<Record<string, string>>;
  readonly broken: Story;
}

/** Makes a test of each picture of an album, and tests of what the comparison sees in it. */
export function testPictures<Story extends string>(album: Album<Story>): void {
  const test = base.extend<object, { galleryUrl: string }>({
    galleryUrl: [
      async ({}, use) => {
        const { url, stop } = await serveGallery(`${TESTING}${album.gallery}`);
        await use(url);
        stop();
      },
      { scope: 'worker' },
    ],
  });

  for (const [name, { story, query, context }] of Object.entries(album.pictures)) {
    test.describe(`${album.of}: ${name}`, () => {
      test.use({ ...(context ?? album.window), ...still });

      test(`${name} looks as it did`, async ({ page, galleryUrl }, info) => {
        const actual = await shrink(page, await drawStory(page, galleryUrl, { story, ...query }, album.css));
        const path = `${TESTING}${album.folder}/${name}.png`;
        if (isUpdating && !(await isAsBefore(page, path, actual))) {
          mkdirSync(dirname(path), { recursive: true });
          writeFileSync(path, actual);
        }
        test.expect(existsSync(path), `${path} is missing`).toBe(true);
        const expected = readFileSync(path);
        const { share, map } = await comparePictures(page, expected, actual);
        if (share > SHARE_TOLERANCE) {
          await info.attach('expected', { body: expected, contentType: 'image/png' });
          await info.attach('actual', { body: actual, contentType: 'image/png' });
          if (map !== null) await info.attach('difference', { body: map, contentType: 'image/png' });
        }
        test.expect(share, 'share of the picture that differs').toBeLessThanOrEqual(SHARE_TOLERANCE);
      });
    });
  }

  test.describe(`${album.of}: the comparison`, () => {
    test.use({ ...album.window, ...still });

    const compareWith = async (css: string, page: Page, url: string): Promise<Comparison> => {
      const before = await drawStory(page, url, { story: album.broken }, album.css);
      await page.addStyleTag({ content: css });
      const after = await takePicture(page);
      return await comparePictures(page, await shrink(page, before), await shrink(page, after));
    };
    for (const [name, css] of Object.entries(album.breaks)) {
      test(`sees ${name}`, async ({ page, galleryUrl }) => {
        const { share } = await compareWith(css, page, galleryUrl);

        test.expect(share).toBeGreaterThan(SHARE_TOLERANCE);
      });
    }
    for (const [name, css] of Object.entries(album.harmless ?? {})) {
      test(`does not mind ${name}`, async ({ page, galleryUrl }) => {
        const { share } = await compareWith(css, page, galleryUrl);

        test.expect(share).toBeLessThanOrEqual(SHARE_TOLERANCE);
      });
    }
  });
}

async function isAsBefore(page: Page, path: string, actual: Buffer): Promise<boolean> {
  if (!existsSync(path)) return false;
  const { share } = await comparePictures(page, readFileSync(path), actual);
  return share <= SHARE_TOLERANCE;
}
