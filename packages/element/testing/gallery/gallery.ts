import '../../src/define.ts';
import { pictureUrl, soundUrl } from '../files.ts';
import { FakeChat } from '../fake-chat.ts';
import { stories, type Story } from '../stories.ts';

/** Shows one story: `?story=offline&theme=dark&dir=rtl&accent=%23ffd400&mode=page&lang=de`. */
const query = new URLSearchParams(location.search);
const name = (query.get('story') ?? 'home') as keyof typeof stories;
const story: Story = stories[name];

document.documentElement.dir = query.get('dir') ?? 'ltr';
document.documentElement.lang = query.get('lang') ?? story.lang ?? 'en';
document.body.classList.toggle('dark', query.get('theme') === 'dark');
document.querySelector('nav')!.append(
  ...Object.keys(stories).map((key) => {
    const link = document.createElement('a');
    link.href = `?${new URLSearchParams({ ...Object.fromEntries(query), story: key })}`;
    link.textContent = key;
    return link;
  }),
);

const chat = document.createElement('support-chat');
chat.storage = 'memory';
for (const attribute of ['theme', 'position', 'mode', 'accent', 'heading']) {
  const value = query.get(attribute);
  if (value !== null) chat.setAttribute(attribute, value);
}
for (const [attribute, value] of Object.entries(story.attributes ?? {})) chat.setAttribute(attribute, value);
const client = new FakeChat(story.snapshot);
client.address = (id) => (id === 'a4' ? soundUrl : pictureUrl);
chat.client = client;
if (story.view === 'conversation') chat.setDraft(story.draft ?? '');
document.body.append(chat);
await chat.updateComplete;
if (story.view !== 'closed') chat.open();
if (story.view === 'home') {
  // Unread messages open the conversation; the start page is what this story shows.
  await chat.updateComplete;
  chat.shadowRoot!.querySelector<HTMLElement>('.back')?.click();
}
if (story.click !== undefined) {
  // What it is may come with a chunk of its own, in a shadow root of its own.
  const [first = '', second = '*'] = story.click.split(' ');
  const root = chat.shadowRoot!;
  const find = (): HTMLElement | null | undefined =>
    root.querySelector<HTMLElement>(story.click ?? '') ?? root.querySelector(first)?.shadowRoot?.querySelector(second);
  while (!find()) await new Promise(requestAnimationFrame);
  find()?.click();
}
