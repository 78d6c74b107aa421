import type { ChatMessage } from '../../src/store/chat-state.ts';
import { FakeBrowser } from '../fake-browser.ts';
import { FakeClock } from '../fake-clock.ts';
import type { FakeRealtime } from '../fake-realtime.ts';
import { FakeServer } from '../fake-server.ts';
import { ModelTab } from './model-tab.ts';

export const TAB_COUNT = 3;

/**
 * The real thing that the model is held against: one browser on one device, with up to three tabs of one site, and
 * the server. Watches all the while what must never be seen in any tab.
 */
export class ModelDevice {
  readonly clock = new FakeClock(undefined, 4);
  readonly server = new FakeServer(this.clock);
  readonly browser = new FakeBrowser();
  readonly tabs: (ModelTab | null)[] = Array.from({ length: TAB_COUNT }, () => null);
  /** What was seen and must not be. */
  readonly defects: string[] = [];
  readonly hasLocks: boolean;
  /** How far the clock of this device is from the server's, in milliseconds. */
  skewMs = 0;
  #opened = 0;
  #ids = 0;
  #seed = 1;

  /** `hasLocks`: Web Locks; without them tabs take turns by a lease in the storage. */
  readonly #told: Parameters<FakeRealtime['broadcast']>[] = [];

  constructor(hasLocks: boolean) {
    this.hasLocks = hasLocks;
    const { realtime } = this.server;
    const tell = realtime.broadcast.bind(realtime);
    realtime.broadcast = (...event) => {
      this.#told.push(event);
      tell(...event);
    };
    // Small pages, so that a handful of messages is a long conversation.
    this.server.threads.pageSize = 6;
    this.server.threads.pollLimit = 4;
  }

  now(): number {
    return this.clock.now() + this.skewMs;
  }

  uuid(): string {
    return `id-${++this.#ids}`;
  }

  /** The same numbers in every run, so that a run can be repeated. */
  random(): number {
    this.#seed = (this.#seed * 48_271) % 0x7fffffff;
    return this.#seed / 0x7fffffff;
  }

  get open(): readonly ModelTab[] {
    return this.tabs.filter((tab) => tab !== null);
  }

  openTab(place: number): ModelTab {
    const tab = new ModelTab(this, `tab ${place} (page ${++this.#opened})`);
    this.tabs[place] = tab;
    this.#watch(tab);
    tab.chat.setOpen(true);
    return tab;
  }

  crash(place: number, isHeard: boolean): void {
    this.tabs[place]?.crash(isHeard);
    this.tabs[place] = null;
  }

  /** Ends a page in good order; whatever of it is left then is a defect. */
  async close(place: number): Promise<void> {
    const tab = this.tabs[place];
    if (!tab) return;
    this.tabs[place] = null;
    tab.chat.destroy();
    await this.clock.advance(0);
    for (const [what, count] of Object.entries(tab.leftovers)) {
      if (count > 0) this.defects.push(`${tab.name}: ${count} ${what} after destroy`);
    }
    tab.crash(true);
  }

  /** Realtime tells something once more, as late as it may be; 0 is the newest. */
  repeat(age: number): void {
    const event = this.#told.at(-1 - age);
    if (event) this.server.realtime.broadcast(...event);
  }

  #watch({ name, chat }: ModelTab): void {
    const confirmed = new Set<string>();
    const announced = new Set<string>();
    chat.subscribe(() => {
      const { messages, conversation } = chat.getSnapshot();
      const ids = messages.map(({ id }) => id);
      if (new Set(ids).size < ids.length) this.defects.push(`${name} shows a message twice: ${ids.join(' ')}`);
      const firstUnsent = messages.findIndex(isUnsent);
      if (firstUnsent >= 0 && !messages.slice(firstUnsent).every(isUnsent)) {
        this.defects.push(`${name} shows an unsent message in front of a sent one`);
      }
      // After a revoked session the same message may begin again, in another conversation.
      if (conversation === null) return;
      for (const message of messages) {
        const key = `${conversation.id} ${message.id}`;
        if (!isUnsent(message)) confirmed.add(key);
        else if (confirmed.has(key)) this.defects.push(`${name} shows ${message.id} as unsent after it was sent`);
      }
    });
    chat.on('message:received', ({ message: { id } }) => {
      if (announced.has(id)) this.defects.push(`${name} announced ${id} twice`);
      announced.add(id);
    });
  }
}

export function isUnsent({ delivery }: ChatMessage): boolean {
  return delivery?.state === 'queued' || delivery?.state === 'sending' || delivery?.state === 'failed';
}

/**
 * Refused because the server has what it said before it was changed, from another session: one whose storage failed before
 * that was known to have arrived. A person may send it again all the same; nobody does here.
 */
export function isElsewhere(delivery: ChatMessage['delivery']): boolean {
  return delivery?.state === 'failed' && delivery.error.code === 'message_id_conflict';
}
