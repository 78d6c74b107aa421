/**
 * Unsent messages. Guarantees:
 *
 * - a message is in storage before anybody sees it, and leaves storage only when the server has confirmed it or the
 *   visitor discards it: a reload, a crash or a dead network loses nothing;
 * - one tab sends at a time, one message at a time, in the order of writing; the next only after the one before was
 *   answered. A message waits for its files; one that is refused for good becomes `failed` and lets the later ones
 *   go on. Only at the end of the page what waits leaves all together;
 * - sending again is harmless, because the server knows messages by their id.
 *
 * It refuses to decide what the visitor sees: it reports its entries, the store shows them.
 */
import { type RetryPause, startRetryPause } from '../connection/retry-pause.ts';
import { type ChatError, isChatError } from '../errors.ts';
import { transitionFor } from '../http/error-transition.ts';
import { keepIfEqual } from '../lib/keep-if-equal.ts';
import type { ChatLogger } from '../lib/logger.ts';
import type { Timers } from '../lib/timers.ts';
import type { WireMessage } from '../protocol/message.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import type { RunLocked } from '../tabs/tab-locks.ts';
import {
  byPosition,
  type EntryChange,
  type OutboxContent,
  type OutboxEntry,
  refused,
  retried,
  sent,
  unanswered,
} from './outbox-entry.ts';
import { deleteEntry, listEntries, writeEntry } from './outbox-storage.ts';

export interface OutboxOptions {
  readonly storage: KeyValueStorage;
  readonly runLocked: RunLocked;
  readonly timers: Timers;
  readonly random: () => number;
  readonly uuid: () => string;
  /** Brings the files of a message to the server; resolves with their ids there. Rejects with `ChatError`. */
  readonly prepare: (entry: OutboxEntry) => Promise<readonly string[]>;
  /** Brings one message to the server. Rejects with `ChatError`. */
  readonly deliver: (entry: OutboxEntry, attachmentIds?: readonly string[]) => Promise<WireMessage>;
  readonly onEntries: (entries: readonly OutboxEntry[]) => void;
  /** Called once per confirmed message, in the tab that sent it. */
  readonly onSent: (message: WireMessage, entries: readonly OutboxEntry[]) => void;
  /** Called once per refused message, in the tab that sent it. */
  readonly onRefused: (entry: OutboxEntry, error: ChatError) => void;
  /** Storage or what is being sent changed: for the other tabs. */
  readonly onShare: (sendingId: string | null) => void;
  readonly logger: ChatLogger;
  /** Ends everything. What is on its way is forgotten here and stays in storage. */
  readonly signal: AbortSignal;
}

const FIRST_PAUSE_MS = 500;
/** Browsers let requests outlive their page up to 64 KiB in total. */
const KEEPALIVE_BYTES = 60_000;
/** Of a message besides its text, generously. */
const FRAME_BYTES = 2_000;

export type Outbox = ReturnType<typeof createOutbox>;

export function createOutbox(options: OutboxOptions) {
  const { storage, runLocked, timers, uuid, onEntries, signal } = options;
  let entries: readonly OutboxEntry[] = [];
  /** Storage and `entries` change together, one step after the other. */
  let steps: Promise<unknown> = Promise.resolve();
  /** `waiting`: another tab sends, this one takes over when it is done or dead. */
  let turn: 'none' | 'waiting' | 'ours' = 'none';
  let pausing: RetryPause | null = null;

  const find = (id: string): OutboxEntry | undefined => entries.find((entry) => entry.id === id);
  const without = (id: string): readonly OutboxEntry[] => entries.filter((entry) => entry.id !== id);
  const inState = (state: OutboxEntry['delivery']['state']): OutboxEntry | undefined =>
    entries.find(({ delivery }) => delivery.state === state);
  const sendingId = (): string | null => inState('sending')?.id ?? null;
  const share = (): void => options.onShare(sendingId());
  const nextPosition = (): number => Math.max(timers.now(), ...entries.map(({ position }) => position + 1));

  const step = <Result>(change: () => Promise<Result>): Promise<Result> => {
    const result = steps.then(change);
    steps = result.catch(() => {}); // the caller hears of it; the next step must not
    return result;
  };

  const report = (next: readonly OutboxEntry[]): void => {
    entries = next
      .map((entry) => {
        const known = find(entry.id);
        return known && isSame(known, entry) ? known : entry;
      })
      .sort(byPosition);
    onEntries(entries);
  };

  const change = (id: string, apply: EntryChange): void =>
    report(entries.map((entry) => (entry.id === id ? apply(entry) : entry)));

  const pause = async (failures: number, failure: unknown): Promise<void> => {
    pausing = startRetryPause(options, FIRST_PAUSE_MS, failures, failure);
    await pausing.over;
    pausing = null;
  };

  /** Holds the lock of all tabs. */
  const drain = async (lost: AbortSignal): Promise<void> => {
    turn = 'ours';
    // Another tab may have sent or written something while this one waited. Nobody is sending now.
    await step(async () => report(await listEntries(storage)));
    let failures = 0;
    for (let head = inState('queued'); head && !lost.aborted; head = inState('queued')) {
      const { id } = head;
      try {
        const attachmentIds = head.files && (await options.prepare(head));
        // Discarded, or now for another tab to send, while its files were on their way.
        if (lost.aborted || !find(id)) continue;
        change(id, sent);
        share();
        const message = await options.deliver(head, attachmentIds);
        await arrive(head, () => options.onSent(message, entries));
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        const entry = find(id);
        if (!entry) continue;
        if (transitionFor(error) === 'refuse') {
          if (isTaken(error) && !entry.isEdited) await arrive(head, () => onEntries(entries));
          else await refuse(id, error as ChatError);
          failures = 0;
        } else {
          change(id, unanswered);
          share();
          await pause(++failures, error);
        }
      }
    }
    share();
  };

  /** The server has it. */
  const arrive = (entry: OutboxEntry, tell: () => void): Promise<void> =>
    step(async () => {
      await deleteEntry(storage, entry);
      // The visitor has left meanwhile.
      if (!find(entry.id)) return;
      entries = without(entry.id);
      tell();
    });

  const refuse = async (id: string, error: ChatError): Promise<void> => {
    await step(async () => {
      change(id, refused(error));
      const entry = find(id);
      if (!entry) return;
      await writeEntry(storage, entry);
      options.onRefused(entry, error);
    });
    share();
  };

  /** Sees to it that somebody sends. */
  const begin = (): void => {
    // What another tab is sending counts: should that tab die, this one has to be next in line.
    const hasWork = inState('queued') ?? inState('sending');
    if (turn !== 'none' || signal.aborted || !hasWork) return;
    turn = 'waiting';
    runLocked('outbox', drain, signal)
      .catch((error: unknown) => {
        if (signal.aborted) return;
        options.logger('warn', 'The lock of the outbox failed.', error);
        return pause(1, null);
      })
      .finally(() => {
        turn = 'none';
        // Written between the last look and the end of the lock.
        begin();
      });
  };

  /** Tries now. Only a forced call shortens a wait that the server asked for. */
  const wake = (isForced = false): void => {
    pausing?.end(isForced);
    begin();
  };

  return {
    wake,

    /**
     * The page may end now: what waits is sent at once, as far as browsers let it outlive the page. Should the page go
     * on, the queue sends it again, and the server knows it by its id.
     */
    flush(): void {
      if (turn !== 'ours' || pausing?.isAsked) return;
      let left = KEEPALIVE_BYTES;
      for (const entry of entries.filter(({ delivery }) => delivery.state === 'queued')) {
        left -= FRAME_BYTES + 3 * entry.text.length; // no UTF-16 unit takes more in UTF-8
        // Nothing overtakes a message that has to stay.
        if (entry.files || left < 0) return;
        options.deliver(entry).catch((error: unknown) => options.logger('debug', 'A last try failed.', error));
      }
    },

    /**
     * Writes a message down and begins to send it. Resolves once it is stored and reported; messages stand in the
     * order of the calls, however long `compose` takes.
     */
    async add(compose: () => OutboxContent | Promise<OutboxContent>): Promise<OutboxEntry> {
      const entry = await step(async () => {
        const added: OutboxEntry = {
          ...(await compose()),
          id: uuid(),
          createdAt: timers.now(),
          position: nextPosition(),
          delivery: { state: 'queued' },
        };
        await writeEntry(storage, added);
        report([...entries, added]);
        return added;
      });
      share();
      wake();
      return entry;
    },

    /** Puts a failed message at the end of the queue. Resolves without an effect for any other. */
    async retry(id: string): Promise<void> {
      await step(async () => {
        const failed = find(id);
        if (failed?.delivery.state !== 'failed') return;
        const again = retried(nextPosition())(failed);
        // What it said before it was changed has come through: what it says now is another message.
        const isOther = isTaken(failed.delivery.error);
        const entry = isOther ? { ...again, id: uuid(), isEdited: false } : again;
        await writeEntry(storage, entry);
        if (isOther) await deleteEntry(storage, { id });
        report([...without(id), entry]);
      });
      share();
      wake();
    },

    /** Drops a message that is not on the wire. Resolves without an effect for one that is, or that is unknown. */
    async discard(id: string): Promise<void> {
      await step(async () => {
        const entry = find(id);
        if (!entry || entry.delivery.state === 'sending') return;
        await deleteEntry(storage, entry);
        report(without(id));
      });
      share();
    },

    /** Changes a message that is not on the wire. Resolves with false, and no effect, for any other. */
    async edit(id: string, change: Partial<OutboxEntry>): Promise<boolean> {
      const isChanged = await step(async () => {
        const entry = find(id);
        if (!entry || entry.delivery.state === 'sending') return false;
        const edited = { ...entry, ...change };
        await writeEntry(storage, edited);
        report(entries.map((one) => (one.id === id ? edited : one)));
        return true;
      });
      share();
      return isChanged;
    },

    /** The visitor has left: nothing of theirs is sent or shown any more. Storage is the caller's business. */
    forget: (): void => report([]),

    /** Looks at storage again: at the start, and when another tab changed it (`theirId` is on the wire there). */
    async reread(theirId: string | null = null): Promise<void> {
      await step(async () => {
        const stored = await listEntries(storage);
        const inFlight = turn === 'ours' ? sendingId() : theirId;
        const isNews = stored.some(
          ({ id, delivery }) => delivery.state === 'queued' && (find(id)?.delivery.state ?? 'failed') === 'failed',
        );
        report(stored.map((entry) => (entry.id === inFlight ? sent(entry) : entry)));
        // Only something new ends a pause: two tabs that tell each other of every try would never pause.
        if (isNews) pausing?.end(false);
      });
      begin();
    },
  };
}

/**
 * The ids are ours, and nobody else's: one that is taken is taken by this very message. It came through in a session that
 * is over, or that a tab without storage had for itself.
 */
function isTaken(error: unknown): boolean {
  return isChatError(error) && error.code === 'message_id_conflict';
}

function isSame(a: OutboxEntry, b: OutboxEntry): boolean {
  return (
    a.id === b.id &&
    a.position === b.position &&
    a.text === b.text &&
    a.delivery.state === b.delivery.state &&
    keepIfEqual(a.prechat, b.prechat) === a.prechat
  );
}
