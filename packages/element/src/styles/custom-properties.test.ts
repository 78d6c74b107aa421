import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../define.ts';
import '../define-conversation.ts';
import { partsOnScreen } from '../../testing/parts-on-screen.ts';
import { showStory } from '../../testing/show-story.ts';
import { stories } from '../../testing/stories.ts';
import type { Story } from '../../testing/story.ts';
import { SupportChatHarness } from '../../testing/support-chat-harness.ts';
import type { SupportChatElement } from '../support-chat/support-chat.ts';
import { tokensCss } from './tokens.ts';
import { waitUntil } from '../../testing/wait-until.ts';

type Effect = readonly [
  value: string,
  story: keyof typeof stories,
  part: string,
  property: Extract<keyof CSSStyleDeclaration, string>,
  outcome?: string,
];

const COLOR = 'rgb(1, 2, 3)';

/** What each of them does in one place that stands for the others. */
const EFFECTS: Readonly<Record<string, Effect>> = {
  accent: [COLOR, 'home', 'button', 'backgroundColor'],
  'on-accent': [COLOR, 'home', 'button', 'color'],
  surface: [COLOR, 'home', 'panel', 'backgroundColor'],
  'surface-2': [COLOR, 'conversation', 'bubble-agent', 'backgroundColor'],
  'surface-3': [COLOR, 'conversation', 'send', 'backgroundColor'],
  text: [COLOR, 'home', 'panel', 'color'],
  'text-muted': [COLOR, 'conversation', 'meta', 'color'],
  border: [COLOR, 'conversation', 'header', 'boxShadow', `${COLOR} 0px 1px 0px 0px`],
  'visitor-bubble': [COLOR, 'conversation', 'bubble-visitor', 'backgroundColor'],
  'on-visitor-bubble': [COLOR, 'conversation', 'bubble-visitor', 'color'],
  'agent-bubble': [COLOR, 'conversation', 'bubble-agent', 'backgroundColor'],
  'on-agent-bubble': [COLOR, 'conversation', 'bubble-agent', 'color'],
  online: [COLOR, 'conversation', 'status::after', 'backgroundColor'],
  danger: [COLOR, 'attaching', 'upload small', 'color'],
  notice: [COLOR, 'offline', 'banner', 'backgroundColor'],
  'on-notice': [COLOR, 'offline', 'banner', 'color'],
  'badge-ring': [COLOR, 'badge', 'badge', 'boxShadow', `${COLOR} 0px 0px 0px 2px`],
  radius: ['10px', 'conversation', 'bubble-agent', 'borderTopRightRadius', '9px'],
  font: ['Courier', 'conversation', 'bubble', 'fontFamily'],
  'font-size': ['20px', 'conversation', 'meta', 'fontSize', '15.86px'],
  'z-index': ['7', 'home', 'panel', 'zIndex'],
  'offset-inline': ['31px', 'badge', 'launcher', 'right'],
  'offset-block': ['31px', 'badge', 'launcher', 'bottom'],
  width: ['300px', 'home', 'panel', 'width'],
  height: ['400px', 'home', 'panel', 'height'],
  'launcher-size': ['80px', 'badge', 'launcher', 'width'],
  shadow: [`${COLOR} 1px 2px 3px 4px`, 'home', 'panel', 'boxShadow'],
  duration: ['0.001s', 'home', 'panel', 'animationDuration'],
};

describe('custom properties', () => {
  beforeEach(() => setViewport({ width: 800, height: 800 }));
  afterEach(() => {
    SupportChatHarness.cleanUp();
    document.adoptedStyleSheets = [];
  });

  for (const [name, [value, story, place, property, outcome = value]] of Object.entries(EFFECTS)) {
    it(`--support-chat-${name} does something`, async () => {
      const page = new CSSStyleSheet();
      page.replaceSync(`support-chat{--support-chat-${name}:${value}}`);
      document.adoptedStyleSheets = [page];
      const [part = '', pseudo] = place.split('::');
      const chat = await showStory(stories[story] as Story);
      await waitUntil(() => findPart(chat, part), `no ${part}`);
      const styles = getComputedStyle(findPart(chat, part)!, pseudo && `::${pseudo}`);
      await waitUntil(() => styles[property] === outcome, `${place} does not have ${property} ${outcome}`);
    });
  }

  it('has a test for each of them', () => {
    const names = new Set(Array.from(tokensCss.matchAll(/--support-chat-([\w-]+):/g), ([, name]) => name));
    // Whose default is the colour of the page.
    names.add('badge-ring');
    expect(Object.keys(EFFECTS).sort()).to.deep.equal([...names].sort());
  });

  it('takes the bubble of an inner element along when the corners are square', async () => {
    const page = new CSSStyleSheet();
    page.replaceSync('support-chat{--support-chat-radius:0px}');
    document.adoptedStyleSheets = [page];
    const chat = await showStory(stories.conversation as Story);
    await waitUntil(() => findPart(chat, 'bubble'));
    const round = partsOnScreen(chat.shadowRoot)
      .filter((element) => !element.matches('[part~=avatar], [part~=launcher]'))
      .filter((element) => !/^(0px|min\(50%, 0px\))$/.test(getComputedStyle(element).borderTopLeftRadius));
    expect(round.map(({ part }) => part.value)).to.deep.equal([]);
  });
});

/** The first on screen with that part; "upload small": something inside of it. */
function findPart(chat: SupportChatElement, place: string): Element | undefined {
  const [part = '', inner] = place.split(' ');
  const found = partsOnScreen(chat.shadowRoot).filter((element) => element.part.contains(part));
  return inner === undefined ? found[0] : found.flatMap((element) => [...element.querySelectorAll(inner)])[0];
}
