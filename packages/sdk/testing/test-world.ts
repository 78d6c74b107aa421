import type { ChatClientOptions } from '../src/chat-options.ts';
import type { ChatEnvironment } from '../src/chat-environment.ts';
import '../src/online/online.ts'; // at hand, so that a client is online within one settling of promises
import { createSupportChat } from '../src/chat-client.ts';
import type { SupportChat } from '../src/support-chat.ts';
import { FakeBrowser } from './fake-browser.ts';
import { FakeClock } from './fake-clock.ts';
import { createFakeEnvironments, failOnDefects } from './fake-environment.ts';
import { FakePage } from './fake-page.ts';
import { FakeServer } from './fake-server.ts';

/** A server, a browser and a clock; {@link TestWorld.open} opens a page in it. */
export class TestWorld {
  readonly clock: FakeClock;
  readonly server: FakeServer;
  readonly browser = new FakeBrowser();
  readonly page = new FakePage();
  readonly #open: SupportChat[] = [];
  readonly #environment;

  constructor(clock = new FakeClock()) {
    this.clock = clock;
    this.server = new FakeServer(clock);
    this.#environment = createFakeEnvironments(this);
  }

  /** One tab. Every call with the same world shares storage, locks and channels with the others. */
  open(overrides: Partial<ChatEnvironment> = {}, options: Partial<ChatClientOptions> = {}): SupportChat {
    const chat = createSupportChat({
      widgetKey: 'wk_demo@localhost:4000',
      logger: failOnDefects,
      ...options,
      environment: { ...this.#environment(), ...overrides },
    });
    this.#open.push(chat);
    return chat;
  }

  /** Ends all pages. */
  close(): void {
    for (const chat of this.#open.splice(0)) chat.destroy();
  }
}

/** What a visitor sees, in short: `["Hello (sent)", "Mika: Hi"]`. */
export function visible(chat: SupportChat): readonly string[] {
  return chat
    .getSnapshot()
    .messages.map(({ sender, text, delivery }) =>
      delivery ? `${text} (${delivery.state})` : `${sender.name}: ${text}`,
    );
}
