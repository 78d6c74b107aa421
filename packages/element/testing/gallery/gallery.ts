import '../../src/define.ts';
import { showStory } from '../show-story.ts';
import { stories } from '../stories.ts';
import type { Story } from '../story.ts';

/** Shows one story: `?story=offline&theme=dark&dir=rtl&accent=%23ffd400&mode=page&lang=de&look=terminal` (of examples/themes). */
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

const attributes = ['theme', 'position', 'mode', 'accent', 'heading'].flatMap((attribute) => {
  const value = query.get(attribute);
  return value === null ? [] : [[attribute, value]];
});
const look = query.get('look');
if (look !== null) {
  const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `/look/${look}.css` });
  await new Promise((resolve, reject) => {
    sheet.onload = resolve;
    sheet.onerror = reject;
    document.head.append(sheet);
  });
}
await document.fonts.load('15px Inter', 'a\u0639');
await showStory(story, Object.fromEntries(attributes) as Record<string, string>);
document.documentElement.dataset['ready'] = '';
