import { expect } from '@open-wc/testing';
import '../define.ts';
import '../define-conversation.ts';
import { expectPartsReachable } from '../../testing/expect-parts-reachable.ts';
import { partsOnScreen } from '../../testing/parts-on-screen.ts';
import { showStory } from '../../testing/show-story.ts';
import { stories } from '../../testing/stories.ts';
import type { Story } from '../../testing/story.ts';
import { SupportChatHarness } from '../../testing/support-chat-harness.ts';
import { waitUntil } from '../../testing/wait-until.ts';

/** What is promised to be there in one story or another. */
const PROMISED = [
  ...['launcher', 'badge', 'panel', 'header', 'heading', 'avatar', 'status', 'messages', 'day-divider', 'message'],
  ...['message-visitor', 'message-agent', 'message-system', 'bubble', 'bubble-visitor', 'bubble-agent', 'meta', 'name'],
  ...[
    'card',
    'form',
    'field',
    'control',
    'composer',
    'input',
    'attach',
    'send',
    'button',
    'button-quiet',
    'trigger',
    'hero',
  ],
  ...[
    'icon-button',
    'banner',
    'footer',
    'file',
    'upload',
    'menu',
    'menu-item',
    'quote',
    'note',
    'quick-replies',
    'quick-reply',
    'emoji',
  ],
];

/** Their chunks come with a click, and with somebody who writes. */
const COME_LATER = 'support-chat-menu, support-chat-tail';

describe('parts', () => {
  afterEach(() => {
    SupportChatHarness.cleanUp();
    document.adoptedStyleSheets = [];
  });

  const reached = new Set<string>();

  for (const [name, story] of Object.entries(stories) as [string, Story][]) {
    it(`can all be styled by the page in "${name}"`, async () => {
      const chat = await showStory(story);
      await whenComplete(chat, story);
      const elements = partsOnScreen(chat.shadowRoot);
      for (const part of expectPartsReachable('support-chat', elements)) reached.add(part);
    });
  }

  it('are there as promised', () => {
    expect(PROMISED.filter((part) => !reached.has(part))).to.deep.equal([]);
  });
});

/** Until the chunks of everything on screen are there, and what the story clicks is open. */
async function whenComplete(chat: HTMLElement, { click }: Story): Promise<void> {
  const roots = (root: ShadowRoot): ShadowRoot[] => [
    root,
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot === null ? [] : roots(shadowRoot))),
  ];
  await waitUntil(
    () => roots(chat.shadowRoot!).every((root) => root.querySelector(`:not(:defined, ${COME_LATER})`) === null),
    'a chunk did not arrive',
  );
  const [clicked = ''] = click?.split(' ') ?? [];
  if (clicked.startsWith('support-chat-'))
    await waitUntil(
      () => chat.shadowRoot!.querySelector(clicked)?.shadowRoot?.querySelector('[part]'),
      'nothing opened',
    );
}
