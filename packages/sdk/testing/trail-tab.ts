import type { ChatClientOptions } from '../src/chat-options.ts';
import type { WireTrigger } from '../src/protocol/widget-config.ts';
import type { SupportChat } from '../src/support-chat.ts';
import { FakeBrowser } from './fake-browser.ts';
import { FakePageFacts } from './fake-page-facts.ts';
import type { TestWorld } from './test-world.ts';

export const SECOND = 1_000;
export const HOUR = 3_600 * SECOND;
export const DAY = 24 * HOUR;

export const aTrigger = (
  conditions: WireTrigger['conditions'] = {},
  change: Partial<WireTrigger> = {},
): WireTrigger => ({
  id: 'help',
  text: 'May we help?',
  opens: false,
  frequency: 'session',
  conditions,
  ...change,
});

/** One tab of a browser: it survives reloads, and so does what is stored for it alone. */
export class Tab {
  readonly #world: TestWorld;
  readonly #storage = new FakeBrowser();
  facts: FakePageFacts;
  chat: SupportChat | null = null;
  /** Ids of what was shown. */
  readonly shown: string[] = [];

  constructor(world: TestWorld) {
    this.#world = world;
    this.facts = new FakePageFacts(world.clock);
  }

  get tabWrites(): number {
    return this.#storage.writes;
  }

  /** Loads a page anew. */
  async visit(url = 'https://shop.example/', options: Partial<ChatClientOptions> = {}): Promise<SupportChat> {
    this.leave();
    this.facts = new FakePageFacts(this.#world.clock, url, this.facts.facts);
    const { browser, clock } = this.#world;
    const openStorage = (mode: string, name: string) =>
      (mode === 'session' ? this.#storage : browser).openStorage(name);
    this.chat = this.#world.open({ pageFacts: this.facts, openStorage }, options);
    this.chat.on('trigger', ({ proactive }) => this.shown.push(proactive.id));
    await this.chat.load();
    await clock.advance(0);
    return this.chat;
  }

  leave(): void {
    this.chat?.destroy();
    this.chat = null;
  }

  async dismiss(): Promise<void> {
    this.chat?.dismissProactive();
    await this.#world.clock.advance(0);
  }
}
