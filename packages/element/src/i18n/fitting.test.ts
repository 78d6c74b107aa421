import { expect, nextFrame } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../define.ts';
import { longPhrases } from '../../testing/long-phrases.ts';
import { showStory } from '../../testing/show-story.ts';
import { stories } from '../../testing/stories.ts';
import type { Story } from '../../testing/story.ts';
import { SupportChatHarness } from '../../testing/support-chat-harness.ts';
import { LANGUAGES } from './load-phrases.ts';
import { waitUntil } from '../../testing/wait-until.ts';

const SCREENS = [
  'home',
  'closed',
  'conversation',
  'refused',
  'ended-nps',
  'menu',
  'consent',
  'closed-empty',
  'departments',
] as const;

describe('phrases on a phone', () => {
  before(() => setViewport({ width: 375, height: 760 }));
  afterEach(() => SupportChatHarness.cleanUp());

  for (const code of ['en', ...Object.keys(LANGUAGES)]) {
    it(`fit into their places: ${code}`, async () => {
      for (const name of SCREENS) {
        const chat = await show(stories[name], code);
        expect(misfits(chat.shadowRoot!), name).to.deep.equal([]);
        chat.remove();
      }
    });
  }

  it('would still stay within the panel if they were half as long again', async () => {
    for (const name of SCREENS) {
      const chat = await show(stories[name], 'en');
      chat.translations = longPhrases;
      await chat.updateComplete;
      await nextFrame();
      expect(
        misfits(chat.shadowRoot!).filter((text) => !/^(cut|in 2 lines)/.test(text)),
        name,
      ).to.deep.equal([]);
      chat.remove();
    }
  });
});

async function show(story: Story, code: string): Promise<Awaited<ReturnType<typeof showStory>>> {
  const chat = await showStory(story, { lang: code });
  await waitUntil(
    () => chat.shadowRoot!.querySelector<HTMLElement>('.root')!.lang.startsWith(code),
    `${code} did not come`,
  );
  await chat.updateComplete;
  await nextFrame();
  return chat;
}

/** Words that are cut off, that make a button two lines high, or that stick out of the window. */
function misfits(root: ShadowRoot): string[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => {
    const inner = element.shadowRoot === null ? [] : misfits(element.shadowRoot);
    const text = ownText(element);
    // What people have written is cut where it is too long; there is no other way.
    if (text === '' || element.closest('.sr, bdi, [dir=auto], style') !== null || !element.checkVisibility())
      return inner;
    const { left, right } = element.getBoundingClientRect();
    const { fontSize, lineHeight } = getComputedStyle(element);
    const lines = Math.round(textHeight(element) / (parseFloat(lineHeight) || parseFloat(fontSize) * 1.2));
    if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === 'hidden')
      inner.push(`cut: ${text}`);
    if (left < -1 || right > innerWidth + 1) inner.push(`out of the window: ${text}`);
    if (element.matches('.button, .quiet, .answer') && lines > 1) inner.push(`in ${lines} lines: ${text}`);
    return inner;
  });
}

function ownText(element: Element): string {
  return [...element.childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.textContent)
    .join('')
    .trim();
}

function textHeight(element: Element): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect().height;
}
