/** Visitors and what they did, from the wire's shape to the snapshot's. */
import type { WireTeamVisitor } from '../../protocol/agent/conversation.ts';
import type { WireVisitorEvent } from '../../protocol/agent/visitor.ts';
import type { AgentTrailEvent, AgentVisitor } from '../agent-conversation.ts';
import { fieldsOf, oneOf, record, textOrNull, time, timeOrNull } from './read-value.ts';

/** Null for what is no visitor. */
export function toVisitor(value: unknown): AgentVisitor | null {
  const wire = fieldsOf<WireTeamVisitor>(value);
  if (typeof wire.id !== 'string') return null;
  return Object.freeze({
    id: wire.id,
    externalId: textOrNull(wire.external_id),
    name: textOrNull(wire.name),
    email: textOrNull(wire.email),
    phone: textOrNull(wire.phone),
    avatarUrl: textOrNull(wire.avatar_url),
    locale: textOrNull(wire.locale),
    traits: record(wire.traits),
    context: record(wire.context),
    consent: oneOf(['unknown', 'granted', 'denied'], wire.consent),
    identifiedAt: timeOrNull(wire.identified_at),
    bannedAt: timeOrNull(wire.banned_at),
    bannedUntil: timeOrNull(wire.banned_until),
    banReason: textOrNull(wire.ban_reason),
    createdAt: time(wire.created_at),
    lastSeenAt: time(wire.last_seen_at),
  });
}

export function toTrailEvent(value: unknown): AgentTrailEvent | null {
  const wire = fieldsOf<WireVisitorEvent>(value);
  if (typeof wire.id !== 'string') return null;
  return Object.freeze({
    id: wire.id,
    kind: oneOf(['custom', 'page_view'], wire.kind),
    name: textOrNull(wire.name),
    pageUrl: textOrNull(wire.page_url),
    pageTitle: textOrNull(wire.page_title),
    data: record(wire.data),
    createdAt: time(wire.created_at),
  });
}
