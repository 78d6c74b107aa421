import '../../src/define-console.ts';
import { ConsoleApi } from '../console-api.ts';
import { type ConsoleStory, consoleStories, type ConsoleStoryName } from './stories.ts';

/** Shows one story: `?story=team&theme=dark&lang=ar&dir=rtl&accent=%230ca678`. */
const query = new URLSearchParams(location.search);
const name = (query.get('story') ?? 'widgets') as ConsoleStoryName;
const story: ConsoleStory = consoleStories[name];

document.documentElement.lang = query.get('lang') ?? 'en';
document.body.classList.toggle('dark', query.get('theme') === 'dark');
const sheet = new CSSStyleSheet();
sheet.replaceSync('html,body{height:100%}support-chat-console{--support-chat-font:Inter,system-ui,sans-serif}');
document.adoptedStyleSheets = [sheet];
await document.fonts.load('15px Inter', 'a\u0639');

const api = new ConsoleApi();
story.prepare?.(api);
const element = document.createElement('support-chat-console');
for (const attribute of ['theme', 'accent', 'heading', 'dir']) {
  const value = query.get(attribute);
  if (value !== null) element.setAttribute(attribute, value);
}
element.section = story.section;
element.client = api.client;
document.querySelector('nav')?.remove();
document.body.append(element);
await element.updateComplete;
document.documentElement.dataset['ready'] = '';
