/** The agents' inbox looks as it did: `packages/element/testing/inbox/pictures`. How to draw them anew: pictures.test.ts. */
import type { BrowserContextOptions } from '@playwright/test';
import type { StoryName } from '../packages/element/testing/inbox/stories.ts';
import { phone, type Picture, testPictures } from './support/pictures.ts';

const window: BrowserContextOptions = { viewport: { width: 1120, height: 680 } };
/** Where the visitor's details no longer have a place of their own. */
const tablet: BrowserContextOptions = { viewport: { width: 840, height: 640 } };
const dark = { theme: 'dark' };
const rtl = { dir: 'rtl', lang: 'ar' };

const pictures: Readonly<Record<string, Picture<StoryName>>> = {
  'list-phone': { story: 'list', context: phone },
  'nothing-found-phone': { story: 'nothing-found', context: phone },
  'signed-out-phone': { story: 'signed-out', context: phone },
  conversation: { story: 'conversation' },
  'conversation-dark': { story: 'conversation', query: dark },
  'conversation-rtl': { story: 'conversation', query: rtl },
  'conversation-phone': { story: 'conversation', context: phone },
  'conversation-tablet': { story: 'conversation', context: tablet },
  'conversation-forced': { story: 'conversation', context: { ...window, forcedColors: 'active' } },
  'queued-phone-dark': { story: 'queued', context: phone, query: dark },
  'offline-phone-rtl': { story: 'offline', context: phone, query: rtl },
  'transfer-phone': { story: 'conversation', context: phone, query: { press: 't' } },
  'texts-phone-rtl': { story: 'conversation', context: phone, query: { ...rtl, setting: 'texts' } },
  'text-new-dark': { story: 'conversation', query: { ...dark, setting: 'texts', click: 'New text' } },
};

testPictures<StoryName>({
  of: 'inbox',
  gallery: 'inbox/gallery.ts',
  folder: 'inbox/pictures',
  window,
  pictures,
  broken: 'conversation',
  breaks: {
    'a send button that is gone': 'support-chat-inbox::part(send) { visibility: hidden }',
    'pictures of people that are gone': 'support-chat-inbox::part(avatar) { visibility: hidden }',
    'bubbles on the wrong ground': 'support-chat-inbox::part(bubble) { background: #ddd }',
    'a conversation that does not look open': 'support-chat-inbox::part(conversation-open) { background: none }',
    'details of the visitor that have fallen off': 'support-chat-inbox::part(visitor) { translate: 40px 0 }',
  },
});
