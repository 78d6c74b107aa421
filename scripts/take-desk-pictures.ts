import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright';
import { drawStory } from '../e2e/support/draw-story.ts';
import type { ConsoleStoryName } from '../packages/element/testing/console/stories.ts';
import { serveGallery } from '../packages/element/testing/gallery/serve.ts';
import type { StoryName } from '../packages/element/testing/inbox/stories.ts';
import { ROOT } from './read-packages.ts';

interface DeskPicture<Story> {
  readonly story: Story;
  /** In docs/images. */
  readonly file: string;
  readonly window: BrowserContextOptions;
}

const TESTING = join(ROOT, 'packages/element/testing');
const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 860 } };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

const INBOX: readonly DeskPicture<StoryName>[] = [
  { story: 'conversation', file: 'inbox.png', window: DESK },
  { story: 'conversation', file: 'inbox-phone.png', window: PHONE },
];
const CONSOLE: readonly DeskPicture<ConsoleStoryName>[] = [
  { story: 'appearance', file: 'console.png', window: DESK },
  { story: 'analytics', file: 'console-analytics.png', window: DESK },
];

/** Draws the pictures of the inbox and the console in docs/images, from the stories that their tests look at. */
export async function takeDeskPictures(browser: Browser): Promise<void> {
  await takeAll(browser, 'inbox/gallery.ts', INBOX);
  await takeAll(browser, 'console/gallery.ts', CONSOLE);
}

async function takeAll(browser: Browser, gallery: string, pictures: readonly DeskPicture<string>[]): Promise<void> {
  const { url, stop } = await serveGallery(join(TESTING, gallery));
  try {
    for (const { story, file, window } of pictures) {
      const context = await browser.newContext({
        reducedMotion: 'reduce',
        locale: 'en-US',
        timezoneId: 'UTC',
        ...window,
      });
      await writeFile(join(ROOT, 'docs/images', file), await drawStory(await context.newPage(), url, { story }));
      await context.close();
    }
  } finally {
    stop();
  }
}
