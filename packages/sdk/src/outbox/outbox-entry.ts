import { ChatError } from '../errors.ts';
import type { WirePrechatAnswers } from '../protocol/message.ts';
import type { WireTextEntity } from '../protocol/text-entity.ts';
import type { ChatQuote } from '../store/chat-state.ts';

/** What the visitor, or an agent, wants to say. What is not part of it is left out, so that plain text stays a plain record. */
export interface OutboxContent {
  /** May be empty when there are files. */
  readonly text: string;
  readonly files?: readonly OutboxFile[];
  readonly replyTo?: ChatQuote;
  readonly departmentId?: string;
  /** Answers to the form before the chat. */
  readonly prechat?: WirePrechatAnswers;
  /** The text was changed after it was written: under the message's id the server may have the former one. */
  readonly isEdited?: boolean;
  /** Of an agent: where it is said; visitors have one conversation at a time. */
  readonly conversationId?: string;
  readonly entities?: readonly WireTextEntity[];
  /** Of an agent: only the team reads it. */
  readonly isInternal?: boolean;
}

/** A file of an unsent message. Its bytes, and how far they have come, are kept apart (`uploads/`). */
export interface OutboxFile {
  /** Of the upload. */
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteSize: number;
  /** Only this page's memory has the bytes, because storage did not take them. */
  readonly isFleeting?: true;
}

/** A message that the server has not confirmed yet. Immutable: a new state is a new entry. */
export interface OutboxEntry extends OutboxContent {
  readonly id: string;
  /** Order of sending: unique and growing within a tab, near enough between tabs. */
  readonly position: number;
  /** When the visitor wrote it, by this device's clock, in milliseconds since 1970. */
  readonly createdAt: number;
  readonly delivery: OutboxDelivery;
}

/**
 * A message whose files are still on their way to the server stays `queued`, and may be refused there.
 *
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
  return (entry) => (entry.delivery.state === 'failed' ? entry : { ...entry, delivery: { state: 'failed', error } });
}

export function retried(position: number): EntryChange {
  return (entry) => move(entry, 'failed', { position, delivery: { state: 'queued' } });
}

/** The server did not take the answers to the form before the chat, or wants some. */
export function isFormRefused({ delivery }: OutboxEntry): boolean {
  return delivery.state === 'failed' && delivery.error.code === 'prechat_invalid';
}

function move(entry: OutboxEntry, from: OutboxDelivery['state'], change: Partial<OutboxEntry>): OutboxEntry {
  return entry.delivery.state === from ? { ...entry, ...change } : entry;
}

interface StoredFrame {
  readonly id: string;
  readonly position: number;
  readonly createdAt: number;
  readonly failure?: Pick<ChatError, 'code' | 'message' | 'status' | 'details'>;
}

/**
 * What is written to storage. `sending` is not: after a crash nobody is sending it any more.
 *
 * A record says the oldest version of this client that can send it: one that carries more than text has its content in
 * another place, so that a client of version 1 leaves it alone rather than send the half of it.
 */
export type StoredEntry = StoredFrame &
  ({ readonly text: string } | { readonly version: typeof NEWEST_VERSION; readonly content: OutboxContent });

/** What this client can read, down to 1. */
const NEWEST_VERSION = 2;

export function toStoredEntry({ id, position, createdAt, delivery, ...content }: OutboxEntry): StoredEntry {
  const frame: StoredFrame = { id, position, createdAt, ...toFailure(delivery) };
  const { text, ...more } = content;
  return Object.keys(more).length ? { ...frame, version: NEWEST_VERSION, content } : { ...frame, text };
}

/** Null for a record that is none of ours, or of a newer version: that one waits for the client that wrote it. */
export function fromStoredEntry(value: unknown): OutboxEntry | null {
  const { id, position, createdAt, failure, version, text, content } = (value ?? {}) as Partial<AnyRecord>;
  const found = version === undefined ? { text } : version === NEWEST_VERSION ? content : undefined;
  const isOurs =
    typeof id === 'string' &&
    typeof position === 'number' &&
    typeof createdAt === 'number' &&
    typeof found?.text === 'string';
  return isOurs ? { ...(found as OutboxContent), id, position, createdAt, delivery: toDelivery(failure) } : null;
}

interface AnyRecord extends StoredFrame {
  readonly version: number;
  readonly text: string;
  readonly content: OutboxContent;
}

function toFailure(delivery: OutboxDelivery): Pick<StoredFrame, 'failure'> {
  if (delivery.state !== 'failed') return {};
  const { code, message, status, details } = delivery.error;
  return { failure: { code, message, status, details } };
}

function toDelivery(failure: StoredFrame['failure']): OutboxDelivery {
  if (!failure) return { state: 'queued' };
  const { code, message, ...options } = failure;
  return { state: 'failed', error: new ChatError(code, message, options) };
}

export function byPosition(a: OutboxEntry, b: OutboxEntry): number {
  return a.position - b.position || (a.id < b.id ? -1 : 1);
}
