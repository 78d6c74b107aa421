import { expect } from '@open-wc/testing';
import { ConsoleApi } from '../../testing/console-api.ts';
import { ConsoleHarness } from '../../testing/console-harness.ts';
import { type ConsoleStory, consoleStories } from '../../testing/console/stories.ts';
import { expectPartsReachable } from '../../testing/expect-parts-reachable.ts';
import { partsOnScreen } from '../../testing/parts-on-screen.ts';
import { PARTS } from './parts.ts';

const PROMISED = [...PARTS.split(','), 'navigation', 'navigation-item', 'main'];

/** What is open only after a click, by the story in which there is something to click. */
const CLICKS: Readonly<Partial<Record<keyof typeof consoleStories, string>>> = {
  widgets: 'New widget',
  team: 'Edit: Mika',
};

describe('parts of the console', () => {
  afterEach(() => {
    ConsoleHarness.cleanUp();
    document.adoptedStyleSheets = [];
  });

  const reached = new Set<string>();

  for (const [name, { section, prepare }] of Object.entries(consoleStories) as [
    keyof typeof consoleStories,
    ConsoleStory,
  ][]) {
    it(`can all be styled by the page in "${name}"`, async () => {
      const api = new ConsoleApi();
      prepare?.(api);
      const harness = await ConsoleHarness.mount({ section }, api);
      const button = CLICKS[name];
      if (button !== undefined) await harness.click(button);
      // The chat in the preview is a page of its own.
      const elements = partsOnScreen(harness.element.shadowRoot, 'support-chat');
      for (const part of expectPartsReachable('support-chat-console', elements)) reached.add(part);
    });
  }

  it('are there as promised', () => {
    expect(PROMISED.filter((part) => !reached.has(part))).to.deep.equal([]);
  });
});
