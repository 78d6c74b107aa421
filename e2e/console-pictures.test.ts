/** The admins' console looks as it did: `packages/element/testing/console/pictures`. How to draw them anew: pictures.test.ts. */
import type { BrowserContextOptions } from '@playwright/test';
import type { ConsoleStoryName } from '../packages/element/testing/console/stories.ts';
import { phone, type Picture, testPictures } from './support/pictures.ts';

const window: BrowserContextOptions = { viewport: { width: 1120, height: 680 } };
/** Where the chat itself is shown beside its settings. */
const wide: BrowserContextOptions = { viewport: { width: 1440, height: 680 } };
const dark = { theme: 'dark' };
const rtl = { dir: 'rtl', lang: 'ar' };

const pictures: Readonly<Record<string, Picture<ConsoleStoryName>>> = {
  'no-widgets-phone': { story: 'no-widgets', context: phone },
  'signed-out-phone': { story: 'signed-out', context: phone },
  appearance: { story: 'appearance', context: wide },
  'appearance-phone': { story: 'appearance', context: phone },
  'hours-rtl': { story: 'hours', query: rtl },
  'triggers-phone-dark': { story: 'triggers', context: phone, query: dark },
  'install-dark': { story: 'install', query: dark },
  'team-forced': { story: 'team', context: { ...window, forcedColors: 'active' } },
  'telegram-phone': { story: 'telegram', context: phone },
  analytics: { story: 'analytics' },
  'analytics-phone-rtl': { story: 'analytics', context: phone, query: rtl },
  'audit-phone': { story: 'audit', context: phone },
};

testPictures<ConsoleStoryName>({
  of: 'console',
  gallery: 'console/gallery.ts',
  folder: 'console/pictures',
  window,
  pictures,
  broken: 'analytics',
  breaks: {
    'a section that is not marked as open': 'support-chat-console::part(navigation-item) { background: none }',
    'a list of sections that has fallen off': 'support-chat-console::part(navigation) { translate: 0 40px }',
    'figures on the wrong ground': 'support-chat-console::part(main) { background: #e4e6ec }',
  },
});
