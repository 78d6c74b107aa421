/** Messages from the wire's shape to the snapshot's, those that are still on their way too. */
import type { OutboxEntry } from '../../outbox/outbox-entry.ts';
import type { WireTeamMessage } from '../../protocol/agent/message.ts';
import type { WireAttachment, WireQuote, WireSender } from '../../protocol/message.ts';
import type { UploadState } from '../../store/chat-state.ts';
import { toMessage, toUnsentMessage } from '../../store/from-wire.ts';
import { soundEntities } from '../../store/sound-entities.ts';
import type { AgentAttachment, AgentMessage } from '../agent-message.ts';
import type { TeamMember } from '../agent-team.ts';
import { toMessageType, toSenderKind } from './conversation.ts';
import { count, countOrNull, fieldsOf, record, text, textOrNull, timeOrNull } from './read-value.ts';

/** A message that can be relied on, whatever came; null for what is none. `agent_id` is null where it was not said. */
export function soundMessage(value: unknown, isInternal?: unknown): WireTeamMessage | null {
  const wire = fieldsOf<WireTeamMessage>(value);
  const { id, conversation_id, seq, revision } = wire;
  if (typeof id !== 'string' || typeof conversation_id !== 'string') return null;
  if (!isPlace(seq) || !isPlace(revision)) return null;
  const createdAt = timeOrNull(wire.created_at);
  return {
    id,
    conversation_id,
    seq,
    revision,
    sender: soundSender(wire.sender),
    type: toMessageType(wire.type),
    text: text(wire.text),
    ...(Array.isArray(wire.entities) && { entities: wire.entities }),
    ...(wire.content != null && { content: record(wire.content) }),
    ...(wire.reply_to != null && { reply_to: soundQuote(wire.reply_to) }),
    ...(Array.isArray(wire.attachments) && { attachments: wire.attachments.flatMap(soundAttachment) }),
    created_at: new Date(createdAt ?? 0).toISOString(),
    edited_at: timeOrNull(wire.edited_at) === null ? null : text(wire.edited_at),
    deleted_at: timeOrNull(wire.deleted_at) === null ? null : text(wire.deleted_at),
    is_internal: (isInternal ?? wire.is_internal) === true,
    agent_id: textOrNull(wire.agent_id),
    deleted_by: DELETERS.find((kind) => kind === wire.deleted_by) ?? null,
  };
}

const DELETERS = ['visitor', 'agent', 'system'] as const;

const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

function soundSender(value: unknown): WireSender {
  const wire = fieldsOf<WireSender>(value);
  return { kind: toSenderKind(wire.kind), name: textOrNull(wire.name), avatar_url: textOrNull(wire.avatar_url) };
}

function soundQuote(value: unknown): WireQuote {
  const wire = fieldsOf<WireQuote>(value);
  const { id, seq, sender_kind: kind, sender_name: name } = wire;
  return {
    id: text(id),
    seq: count(seq),
    sender_kind: toSenderKind(kind),
    sender_name: textOrNull(name),
    text: text(wire.text),
  };
}

function soundAttachment(value: unknown): WireAttachment | [] {
  const wire = fieldsOf<WireAttachment>(value);
  if (typeof wire.id !== 'string') return [];
  const sizes = (['width', 'height', 'duration_seconds'] as const).flatMap((name) => {
    const size = countOrNull(wire[name]);
    return size === null ? [] : [[name, size] as const];
  });
  return {
    id: wire.id,
    name: text(wire.name),
    media_type: text(wire.media_type),
    byte_size: count(wire.byte_size),
    ...Object.fromEntries(sizes),
  };
}

export function toAgentMessage(wire: WireTeamMessage, isOwn: boolean): AgentMessage {
  const { attachments, ...message } = toMessage(wire, null);
  return Object.freeze({
    ...message,
    isInternal: wire.is_internal,
    isOwn,
    agentId: wire.agent_id,
    attachments: Object.freeze(attachments.map((file) => Object.freeze<AgentAttachment>({ ...file, upload: null }))),
    deletedBy: wire.deleted_by,
    delivery: isOwn ? SENT : null,
  });
}

const SENT = Object.freeze({ state: 'sent' });

export function toUnsentAgentMessage(
  entry: OutboxEntry,
  me: TeamMember | null,
  uploads: ReadonlyMap<string, UploadState>,
): AgentMessage {
  const { attachments, ...message } = toUnsentMessage(entry);
  return Object.freeze({
    ...message,
    sender: Object.freeze({ kind: 'agent', name: me?.name ?? null, avatarUrl: me?.avatarUrl ?? null }),
    isInternal: entry.isInternal === true,
    isOwn: true,
    agentId: me?.id ?? null,
    entities: soundEntities(entry.text, entry.entities),
    attachments: Object.freeze(
      attachments.map((file) => Object.freeze<AgentAttachment>({ ...file, upload: uploads.get(file.id) ?? WAITING })),
    ),
    deletedBy: null,
    delivery: Object.freeze(entry.delivery),
  });
}

const WAITING = Object.freeze<UploadState>({ name: 'waiting' });
