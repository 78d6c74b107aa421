import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../define.ts';
import '../define-conversation.ts';
import { message, stories } from '../../testing/stories.ts';
import { SupportChatHarness } from '../../testing/support-chat-harness.ts';
import { waitUntil } from '../../testing/wait-until.ts';

const { snapshot } = stories.conversation;
const waiting = message('w', 'Are you there?', { at: 9, delivery: { state: 'queued' } });

describe('example themes', () => {
  const page = new CSSStyleSheet();

  beforeEach(() => setViewport({ width: 800, height: 900 }));
  afterEach(() => {
    SupportChatHarness.cleanUp();
    document.adoptedStyleSheets = [];
  });

  for (const name of ['calm', 'playful', 'brutalist', 'terminal', 'serif']) {
    for (const theme of ['light', 'dark']) {
      it(`${name}, ${theme}: everything can be read`, async () => {
        page.replaceSync(await (await fetch(`/examples/themes/${name}.css`)).text());
        document.adoptedStyleSheets = [page];
        const chat = await SupportChatHarness.mount({ ...snapshot, connection: 'offline' }, { theme });
        await chat.open();
        await chat.expectAccessible();
        await chat.update({ messages: [...snapshot.messages, waiting] });
        await chat.openConversation();
        chat.element.setDraft('A draft');
        await waitUntil(() => chat.bubbles.length > 5, 'there is no conversation');
        await chat.expectAccessible();
        expectContrast(chat, name);
      });
    }
  }
});

/** Where a gradient is behind the text, axe says nothing: its every colour is held against the text here. */
function expectContrast(chat: SupportChatHarness, name: string): void {
  const bubbles = chat.list!.shadowRoot!.querySelectorAll('[part~=bubble-visitor]');
  for (const bubble of bubbles) {
    const { color, backgroundImage } = getComputedStyle(bubble);
    for (const [stop] of backgroundImage.matchAll(/(?:oklch|rgb)a?\([^)]*\)/g))
      expect(ratio(color, stop), `${name}: ${color} on ${stop}`).to.be.at.least(4.5);
  }
}

function ratio(...colors: [string, string]): number {
  const [a, b] = colors.map(luminance) as [number, number];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Of any CSS colour, by letting the browser paint it. */
function luminance(color: string): number {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d')!;
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
