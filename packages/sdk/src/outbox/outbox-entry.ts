import { ChatError } from '../errors.ts';

/** A message that the server has not confirmed yet. Immutable: a new state is a new entry. */
export interface OutboxEntry {
  readonly id: string;
  readonly text: string;
  /** Order of sending: unique and growing within a tab, near enough between tabs. */
  readonly position: number;
  /** When the visitor wrote it, by this device's clock, in milliseconds since 1970. */
  readonly createdAt: number;
  readonly delivery: OutboxDelivery;
}

/**
 * ```
 *            sent                 answered
 *  queued ─────────▶ sending ──────────────▶ (gone: the message is in the conversation)
 *    ▲  ▲              │  │
 *    │  └──────────────┘  │ refused
 *    │    unanswered      ▼
 *    └───────────────── failed
 *          retried
 * ```
 */
export type OutboxDelivery =
  { readonly state: 'queued' | 'sending' } | { readonly state: 'failed'; readonly error: ChatError };

/** A transition of {@link OutboxDelivery}: the next entry, or the same when it means nothing in this state. */
export type EntryChange = (entry: OutboxEntry) => OutboxEntry;

export const sent: EntryChange = (entry) => move(entry, 'queued', { delivery: { state: 'sending' } });

export const unanswered: EntryChange = (entry) => move(entry, 'sending', { delivery: { state: 'queued' } });

export function refused(error: ChatError): EntryChange {
  return (entry) => move(entry, 'sending', { delivery: { state: 'failed', error } });
}

export function retried(position: number): EntryChange {
  return (entry) => move(entry, 'failed', { position, delivery: { state: 'queued' } });
}

function move(entry: OutboxEntry, from: OutboxDelivery['state'], change: Partial<OutboxEntry>): OutboxEntry {
  return entry.delivery.state === from ? { ...entry, ...change } : entry;
}

/** What is written to storage. `sending` is not: after a crash nobody is sending it any more. */
export interface StoredEntry {
  readonly id: string;
  readonly text: string;
  readonly position: number;
  readonly createdAt: number;
  readonly failure?: { readonly code: string; readonly message: string; readonly status?: number | undefined };
}

export function toStoredEntry({ id, text, position, createdAt, delivery }: OutboxEntry): StoredEntry {
  if (delivery.state !== 'failed') return { id, text, position, createdAt };
  const { code, message, status } = delivery.error;
  return { id, text, position, createdAt, failure: { code, message, status } };
}

export function fromStoredEntry({ failure, ...rest }: StoredEntry): OutboxEntry {
  if (!failure) return { ...rest, delivery: { state: 'queued' } };
  const error = new ChatError(failure.code, failure.message, { status: failure.status });
  return { ...rest, delivery: { state: 'failed', error } };
}

export function byPosition(a: OutboxEntry, b: OutboxEntry): number {
  return a.position - b.position || (a.id < b.id ? -1 : 1);
}
