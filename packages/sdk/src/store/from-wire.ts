/** From the wire's shapes to the snapshot's. */
import type { OutboxEntry, OutboxFile } from '../outbox/outbox-entry.ts';
import type { WireConversation } from '../protocol/conversation.ts';
import type { WireAttachment, WireMessage, WireQuote } from '../protocol/message.ts';
import type { WireQueue } from '../protocol/sync.ts';
import type { WireAgent } from '../protocol/widget-config.ts';
import type { ChatAttachment, ChatConversation, ChatMessage, ChatPerson, ChatQuote } from './chat-state.ts';
import { soundEntities } from './sound-entities.ts';

const { freeze } = Object;

export function toConversation(
  { id, number, status, agent }: WireConversation,
  queue: WireQueue | null,
): ChatConversation {
  const place = status === 'queued' ? queue : null;
  const wait = place && place.estimated_wait_seconds;
  return freeze({
    id,
    number,
    status,
    agent: agent && toPerson(agent),
    queuePosition: place && place.position,
    estimatedWaitMs: wait && wait * 1_000,
  });
}

/** How far an own message has come; null for messages of other people. */
export type ConfirmedState = 'sent' | 'delivered' | 'seen';

export function toMessage(wire: WireMessage, state: ConfirmedState | null): ChatMessage {
  const { id, seq, text, sender } = wire;
  return freeze({
    id,
    seq,
    sender: freeze({ kind: sender.kind, name: sender.name, avatarUrl: sender.avatar_url }),
    type: wire.type,
    text,
    content: wire.content ?? null,
    attachments: freeze((wire.attachments ?? []).map(toAttachment)),
    replyTo: wire.reply_to ? toQuote(wire.reply_to) : null,
    entities: soundEntities(text, wire.entities),
    createdAt: Date.parse(wire.created_at),
    editedAt: toTime(wire.edited_at),
    deletedAt: toTime(wire.deleted_at),
    delivery: state && freeze({ state }),
  });
}

export function toUnsentMessage(entry: OutboxEntry): ChatMessage {
  const { id, text, files = [], replyTo = null, createdAt, delivery } = entry;
  return freeze({
    id,
    seq: null,
    sender: freeze({ kind: 'visitor', name: null, avatarUrl: null }),
    type: files.length ? (files.every(isPicture) ? 'image' : 'file') : 'text',
    text,
    content: null,
    attachments: freeze(files.map(toUnsentAttachment)),
    replyTo: replyTo && freeze(replyTo),
    createdAt,
    editedAt: null,
    deletedAt: null,
    delivery: freeze(delivery),
  });
}

/** Until the server has the message, a file goes by the id of its upload. */
function toUnsentAttachment({ id, name, mediaType, byteSize }: OutboxFile): ChatAttachment {
  return freeze({ id, name, mediaType, byteSize, width: null, height: null, durationMs: null });
}

function isPicture({ mediaType }: OutboxFile): boolean {
  return mediaType.startsWith('image/');
}

function toAttachment(wire: WireAttachment): ChatAttachment {
  const { id, name, width = null, height = null, duration_seconds: seconds } = wire;
  return freeze({
    id,
    name,
    mediaType: wire.media_type,
    byteSize: wire.byte_size,
    width,
    height,
    durationMs: seconds === undefined ? null : seconds * 1000,
  });
}

function toQuote({ id, sender_kind: sender, sender_name: name, text }: WireQuote): ChatQuote {
  return freeze({ id, sender, name, text });
}

function toTime(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}

function toPerson({ name, avatar_url: avatarUrl }: WireAgent): ChatPerson {
  return freeze({ name, avatarUrl });
}
