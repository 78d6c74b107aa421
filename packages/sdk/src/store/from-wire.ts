/** From the wire's shapes to the snapshot's. */
import type { OutboxEntry } from '../outbox/outbox-entry.ts';
import type { WireConversation } from '../protocol/conversation.ts';
import type { WireMessage } from '../protocol/message.ts';
import type { WireAgent, WireAvailability, WireWidgetConfig } from '../protocol/widget-config.ts';
import type { ChatAvailability, ChatConfig, ChatConversation, ChatMessage, ChatPerson } from './chat-state.ts';
import { soundEntities } from './sound-entities.ts';

const { freeze } = Object;

export function toConfig(wire: WireWidgetConfig): ChatConfig {
  const { branding } = wire;
  return freeze({
    name: wire.name,
    teamName: branding.team_name,
    accent: branding.accent,
    logoUrl: branding.logo_url,
    greetingTitle: branding.greeting_title,
    greetingText: branding.greeting_text,
    defaultLocale: wire.localization.default_locale,
    departments: freeze(wire.departments.map(({ id, name }) => freeze({ id, name }))),
    maxMessageLength: wire.limits.message_characters,
  });
}

export function toAvailability({ status, agents, reply_time_seconds: seconds }: WireAvailability): ChatAvailability {
  return freeze({
    status,
    agents: freeze(agents.map(toPerson)),
    replyTimeMs: seconds === null ? null : seconds * 1000,
  });
}

export function toConversation({ id, number, status, agent }: WireConversation): ChatConversation {
  return freeze({ id, number, status, agent: agent && toPerson(agent) });
}

/** How far an own message has come; null for messages of other people. */
export type ConfirmedState = 'sent' | 'delivered' | 'seen';

export function toMessage(wire: WireMessage, state: ConfirmedState | null): ChatMessage {
  const { id, seq, text, sender } = wire;
  return freeze({
    id,
    seq,
    sender: freeze({ kind: sender.kind, name: sender.name, avatarUrl: sender.avatar_url }),
    text,
    entities: soundEntities(text, wire.entities),
    createdAt: Date.parse(wire.created_at),
    editedAt: toTime(wire.edited_at),
    deletedAt: toTime(wire.deleted_at),
    delivery: state && freeze({ state }),
  });
}

export function toUnsentMessage({ id, text, createdAt, delivery }: OutboxEntry): ChatMessage {
  return freeze({
    id,
    seq: null,
    sender: freeze({ kind: 'visitor', name: null, avatarUrl: null }),
    text,
    createdAt,
    editedAt: null,
    deletedAt: null,
    delivery: freeze(delivery),
  });
}

function toTime(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}

function toPerson({ name, avatar_url: avatarUrl }: WireAgent): ChatPerson {
  return freeze({ name, avatarUrl });
}
