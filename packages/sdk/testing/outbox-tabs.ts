import { createOutbox, type Outbox } from '../src/outbox/outbox.ts';
import type { OutboxContent, OutboxEntry } from '../src/outbox/outbox-entry.ts';
import { listEntries } from '../src/outbox/outbox-storage.ts';
import { ChatError } from '../src/errors.ts';
import type { WireMessage } from '../src/protocol/message.ts';
import type { KeyValueStorage } from '../src/storage/key-value-storage.ts';
import { createTabLocks } from '../src/tabs/tab-locks.ts';
import { FakeBrowser } from './fake-browser.ts';
import { FakeClock } from './fake-clock.ts';

export const NO_ANSWER = new ChatError('network_unavailable', 'No.', { retryable: true });
export const REFUSED = new ChatError('message_invalid', 'No.', { status: 400 });

/** One tab's outbox; `answer` decides how each delivery ends. */
export interface OutboxTab {
  readonly outbox: Outbox;
  readonly add: (content: string | OutboxContent) => Promise<OutboxEntry>;
  /** What it last reported. */
  entries: readonly OutboxEntry[];
  readonly attempts: { readonly text: string; readonly at: number }[];
  readonly sent: string[];
  readonly refused: string[];
  readonly shared: (string | null)[];
  answer: (entry: OutboxEntry) => Promise<void>;
  prepare: (entry: OutboxEntry) => Promise<readonly string[]>;
  readonly locks: { kill(): void };
  close(): void;
}

/** Outboxes of several tabs that share a storage and locks, without the rest of a client. */
export function createOutboxTabs() {
  const clock = new FakeClock();
  const browser = new FakeBrowser();
  const storage: KeyValueStorage = browser.openStorage('chat');
  const tabs: OutboxTab[] = [];
  let ids = 0;

  function openTab(random = (): number => 1): OutboxTab {
    const controller = new AbortController();
    const locks = browser.openLocks();
    const opened: OutboxTab = {
      entries: [],
      attempts: [],
      sent: [],
      refused: [],
      shared: [],
      answer: async () => {},
      locks,
      close: () => controller.abort(),
      add: (content) => opened.outbox.add(() => (typeof content === 'string' ? { text: content } : content)),
      prepare: async () => [],
      outbox: createOutbox({
        storage,
        runLocked: createTabLocks({ scope: 'chat', storage, locks, timers: clock, uuid: () => `tab-${++ids}` }),
        timers: clock,
        random,
        uuid: () => `id-${++ids}`,
        prepare: (entry) => opened.prepare(entry),
        deliver: async (entry) => {
          opened.attempts.push({ text: entry.text, at: clock.now() });
          await opened.answer(entry);
          return wireMessage(entry);
        },
        onEntries: (entries) => void (opened.entries = entries),
        onSent: (message, entries) => {
          opened.entries = entries;
          opened.sent.push(message.text);
        },
        onRefused: (entry) => opened.refused.push(entry.text),
        onShare: (sendingId) => opened.shared.push(sendingId),
        logger: () => {},
        signal: controller.signal,
      }),
    };
    tabs.push(opened);
    return opened;
  }

  return {
    clock,
    storage,
    openTab,
    tab: openTab(),
    closeAll: () => tabs.splice(0).forEach((each) => each.close()),
    stored: async (): Promise<string[]> => (await listEntries(storage)).map(({ text }) => text),
  };
}

/** What a tab shows: `["Hello queued"]`. */
export const states = (of: OutboxTab): string[] => of.entries.map(({ text, delivery }) => `${text} ${delivery.state}`);

export const failing = (error: ChatError) => (): Promise<never> => Promise.reject(error);

export const hanging = (): Promise<void> => new Promise(() => {});

function wireMessage({ id, text }: OutboxEntry): WireMessage {
  return {
    id,
    text,
    conversation_id: 'c',
    seq: 1,
    revision: 1,
    sender: { kind: 'visitor', name: null, avatar_url: null },
    type: 'text',
    created_at: '2026-01-01T00:00:00Z',
    edited_at: null,
    deleted_at: null,
  };
}
