import '../../src/define-inbox.ts';
import { FakeAgentClient } from '../fake-agent-client.ts';
import { cannedResponses, ownResponses } from './example-team.ts';
import { queuedThread, thread } from './example-thread.ts';
import { stories, type StoryName } from './stories.ts';

/**
 * Shows one story: `?story=offline&theme=dark&lang=ar&accent=%230ca678&press=%3F` (a key that is pressed then), `&setting=texts` (chosen among
 * the settings), `&click=New+text` (a button that is pressed when it is there).
 */
const query = new URLSearchParams(location.search);
const name = (query.get('story') ?? 'conversation') as StoryName;

document.documentElement.lang = query.get('lang') ?? 'en';
document.body.classList.toggle('dark', query.get('theme') === 'dark');
const sheet = new CSSStyleSheet();
sheet.replaceSync('html,body{height:100%}support-chat-inbox{--support-chat-font:Inter,system-ui,sans-serif}');
document.adoptedStyleSheets = [sheet];
await document.fonts.load('15px Inter', 'a\u0639');

const inbox = document.createElement('support-chat-inbox');
for (const attribute of ['theme', 'accent', 'heading', 'dir']) {
  const value = query.get(attribute);
  if (value !== null) inbox.setAttribute(attribute, value);
}
inbox.client = new FakeAgentClient({ ...stories[name], cannedResponses: [...ownResponses, ...cannedResponses] }, [
  thread,
  queuedThread,
]);
document.querySelector('nav')?.remove();
document.body.append(inbox);
await inbox.updateComplete;
const key = query.get('press');
if (key !== null) inbox.dispatchEvent(new KeyboardEvent('keydown', { key }));
const setting = query.get('setting');
if (setting !== null) {
  const menu = inbox.shadowRoot?.querySelector('support-desk-menu');
  menu?.dispatchEvent(new CustomEvent('desk-choose', { detail: { id: setting } }));
}
const label = query.get('click');
for (let button = null; label !== null && button === null; await new Promise(requestAnimationFrame)) {
  button = buttonNamed(inbox, label);
  button?.click();
}
document.documentElement.dataset['ready'] = '';

function buttonNamed(root: Element, name: string): HTMLElement | null {
  for (const element of root.shadowRoot?.querySelectorAll<HTMLElement>('*') ?? []) {
    if (element.matches('button') && (element.ariaLabel ?? element.textContent?.trim()) === name) return element;
    const inside = buttonNamed(element, name);
    if (inside !== null) return inside;
  }
  return null;
}
