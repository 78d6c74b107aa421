import { expect } from '@open-wc/testing';
import '../define.ts';
import '../define-conversation.ts';
import { partsOnScreen } from '../../testing/parts-on-screen.ts';
import { showStory } from '../../testing/show-story.ts';
import { stories, type Story } from '../../testing/stories.ts';
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
      const names = new Set(elements.flatMap((element) => [...element.part]));
      for (const part of names) register(`--reached-${part}`);
      const page = new CSSStyleSheet();
      page.replaceSync([...names].map((part) => `support-chat::part(${part}){--reached-${part}:yes}`).join(''));
      document.adoptedStyleSheets = [page];
      for (const element of elements) {
        for (const part of element.part) {
          expect(getComputedStyle(element).getPropertyValue(`--reached-${part}`), part).to.equal('yes');
          reached.add(part);
        }
      }
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

/** Not inherited, so that nothing but the part itself can have it. */
function register(name: string): void {
  try {
    CSS.registerProperty({ name, syntax: '*', inherits: false });
  } catch (error) {
    // Known from an earlier story.
    if (!(error instanceof DOMException) || error.name !== 'InvalidModificationError') throw error;
  }
}
