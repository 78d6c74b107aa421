/**
 * All that a visitor is promised, as one small thing to hold the clients, the tabs and the server against:
 *
 * - a message that was written and not taken back is on the server exactly once;
 * - in each conversation the visitor's messages stand in the order of writing;
 * - what the visitor has taken back before it was sent is not there.
 */
import type { FakeServer } from '../fake-server.ts';

/**
 * `must`: has to be on the server in the end, once. `may`: at most once, because the visitor took it back while it was
 * perhaps on its way, or the page that alone knew of it has died. `never`: it is nowhere.
 */
export type Fate = 'must' | 'may' | 'never';

/** What the visitor has written. */
export interface WrittenMessage {
  /** Null while the page has not said that it is stored. */
  id: string | null;
  /** Every text that it has had, or may have had. Each begins with the first one. */
  readonly texts: string[];
  fate: Fate;
  /** Order of writing; of trying again, for one that had failed. */
  rank: number;
  /** Where it is kept: in storage, or only in the memory of one page. */
  keptBy: 'storage' | object;
  /** Messages that the end of the page may have sent beside each other share one. */
  flush: number | null;
  isTakenBack: boolean;
}

export class ChatModel {
  readonly written: WrittenMessage[] = [];
  /** Tabs by place. */
  readonly tabs: ('none' | 'open' | 'frozen')[];
  /** Storage has failed at some time: each tab goes on alone, and only what needs no storage is promised. */
  hasLostStorage = false;
  /** Sessions were revoked: whoever writes on is somebody new to the server. */
  hasLostSession = false;
  #ranks = 0;
  #texts = 0;

  constructor(tabCount: number) {
    this.tabs = Array.from({ length: tabCount }, () => 'none');
  }

  get openCount(): number {
    return this.tabs.filter((tab) => tab !== 'none').length;
  }

  isActive(place: number): boolean {
    return this.tabs[place] === 'open';
  }

  /** `isRefused`: the server never takes it. */
  write(isRefused: boolean): WrittenMessage {
    const text = `${isRefused ? 'refuse me' : 'message'} ${++this.#texts}`;
    const message: WrittenMessage = {
      id: null,
      texts: [text],
      fate: 'may',
      rank: this.nextRank(),
      keptBy: 'storage',
      flush: null,
      isTakenBack: false,
    };
    this.written.push(message);
    return message;
  }

  nextRank(): number {
    return ++this.#ranks;
  }

  nextText(message: WrittenMessage): string {
    const text = `message ${message.texts[0]?.split(' ').at(-1)}, changed ${message.texts.length}`;
    message.texts.push(text);
    return text;
  }

  find(id: string): WrittenMessage | undefined {
    return this.written.find((message) => message.id === id);
  }

  /** Goes to the end; unless it was refused as a repeat, because then the server has had it in its place all the time. */
  retry(id: string, { conversations }: FakeServer): void {
    const message = this.find(id);
    const isThere = conversations.some(({ messages }) => messages.some((one) => one.id === id));
    if (message && !isThere) message.rank = this.nextRank();
  }

  /** A page has ended. What only its memory knew is lost, unless it was sent before. */
  end(page: object): void {
    for (const message of this.written) if (message.keptBy === page && message.fate === 'must') message.fate = 'may';
  }
}
