import { afterEach, beforeEach } from 'node:test';
import type { ChatClientOptions } from '../src/chat-options.ts';
import type { ChatEnvironment } from '../src/chat-environment.ts';
import type { SupportChat } from '../src/support-chat.ts';
import { TestWorld, visible } from './test-world.ts';

/** Where the clients of {@link TestWorld} keep what they keep. */
export const STORE_NAME = 'support-chat/wk_demo/http://localhost:4000/functions/v1/support-chat';

export const picture = (content = 'picture', name = 'lamp.png'): File =>
  new File([content], name, { type: 'image/png' });

/** A world with one page in it, and what a test wants to know of its files. */
export class FileJourney {
  world = new TestWorld();
  chat: SupportChat = this.world.open();

  /** Opens another page in the same world and waits for its configuration. */
  async openPage(
    overrides: Partial<ChatEnvironment> = {},
    options: Partial<ChatClientOptions> = {},
  ): Promise<SupportChat> {
    const page = this.world.open(overrides, options);
    await page.load();
    return page;
  }

  async begin(): Promise<void> {
    this.world = new TestWorld();
    this.chat = await this.openPage();
  }

  /** Chosen files in short: `["lamp.png 0.5"]`. */
  states(): string[] {
    const { uploads } = this.chat.getSnapshot();
    return uploads.map(({ name, state }) =>
      state.name === 'uploading' ? `${name} ${state.progress}` : `${name} ${state.name}`,
    );
  }

  /** Names of the files of each message that is shown. */
  attached(): (readonly string[])[] {
    return this.chat.getSnapshot().messages.map(({ attachments }) => attachments.map(({ name }) => name));
  }

  /** Requests so far. */
  count(path: string): number {
    return this.world.server.requestsTo(path).length;
  }

  async stored(prefix: string): Promise<string[]> {
    return [...(await this.world.browser.openStorage(STORE_NAME).list(prefix)).keys()];
  }

  uploaded(): Promise<void> {
    return this.world.clock.until(() =>
      this.chat.getSnapshot().uploads.every(({ state }) => state.name === 'uploaded'),
    );
  }

  /** Until everything is sent. */
  idle(): Promise<void> {
    return this.world.clock.until(() => visible(this.chat).every((line) => line.endsWith('(sent)')));
  }
}

/** A new one before each test of the surrounding `describe`. */
export function fileJourney(): FileJourney {
  const journey = new FileJourney();
  beforeEach(() => journey.begin());
  afterEach(() => journey.world.close());
  return journey;
}
