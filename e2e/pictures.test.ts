/**
 * The widget looks as it did: states of the gallery against the reference pictures in packages/element/testing/pictures.
 * When a change is meant, `UPDATE_PICTURES=1 npx playwright test pictures` draws them anew, with those of the inbox and the
 * console: look at what it has drawn before you commit it.
 */
import type { BrowserContextOptions } from '@playwright/test';
import type { StoryName } from './support/gallery.ts';
import { phone, type Picture, testPictures } from './support/pictures.ts';

const window: BrowserContextOptions = { viewport: { width: 500, height: 720 } };
const dark = { theme: 'dark' };
const rtl = { dir: 'rtl', lang: 'ar' };

const pictures: Readonly<Record<string, Picture<StoryName>>> = {
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

testPictures<StoryName>({
  of: 'widget',
  gallery: 'gallery/gallery.ts',
  folder: 'pictures',
  window,
  css: 'body { background: #eceff4 !important } nav { display: none }',
  pictures,
  broken: 'offline',
  breaks: {
    'a send button that is gone': 'support-chat::part(send) { visibility: hidden }',
    'bubbles on the wrong side': 'support-chat::part(bubble-visitor) { justify-self: start }',
    'a header that is too high': 'support-chat::part(header) { padding-block: 24px }',
    'text on the wrong ground': 'support-chat::part(bubble-visitor) { background: #ddd }',
    'pictures of people that are gone': 'support-chat::part(avatar) { visibility: hidden }',
    'a composer that has fallen off': 'support-chat::part(composer) { translate: 0 60px }',
    'words that break too early': 'support-chat::part(bubble) { max-inline-size: 140px }',
    'a panel that is too narrow': 'support-chat { --support-chat-width: 370px }',
  },
  harmless: {
    'type that is smoothed in another way':
      'support-chat::part(panel) { -webkit-font-smoothing: auto; text-rendering: geometricPrecision }',
    'type that is a little bolder': 'support-chat::part(bubble) { -webkit-text-stroke: 0.15px }',
    'half a pixel': 'support-chat::part(messages) { translate: 0.5px 0.5px }',
    'another rounding of a colour': 'support-chat { --support-chat-text-muted: oklch(0.51 0.02 268) }',
  },
});
