/** The team from the wire's shape to the snapshot's. */
import type { WireCannedResponse } from '../../protocol/agent/canned-response.ts';
import type {
  WireOrganization,
  WireTeam,
  WireTeamDepartment,
  WireTeamIdentity,
  WireTeamMember,
} from '../../protocol/agent/identity.ts';
import type { WireAgentPresence } from '../../protocol/agent/presence.ts';
import type { WireAgentStats, WireDepartmentStats, WireTeamStats } from '../../protocol/agent/stats.ts';
import type {
  AgentFigures,
  AgentIdentity,
  AgentOrganization,
  AgentPresence,
  AgentRole,
  AgentTeam,
  CannedResponse,
  DepartmentFigures,
  TeamDepartment,
  TeamFigures,
  TeamMember,
} from '../agent-team.ts';
import { count, countOrNull, fieldsOf, list, oneOf, text, textOrNull, texts, time, timeOrNull } from './read-value.ts';

const { freeze } = Object;

const toRole = (value: unknown): AgentRole => oneOf(['agent', 'admin', 'owner'], value);

/** Null for what says of nobody who they are. */
export function toIdentity(value: unknown): AgentIdentity | null {
  const wire = fieldsOf<WireTeamIdentity>(value);
  const [agent, organization] = [toMember(wire.agent), toOrganization(wire.organization)];
  if (!agent || !organization) return null;
  const organizations = list(wire.organizations, (item) => {
    const known = toOrganization(item);
    return known && freeze({ ...known, role: toRole(fieldsOf<{ role: string }>(item).role) });
  });
  return freeze({ agent, organization, organizations });
}

function toOrganization(value: unknown): AgentOrganization | null {
  const wire = fieldsOf<WireOrganization>(value);
  if (typeof wire.id !== 'string') return null;
  return freeze({ id: wire.id, name: text(wire.name), timeZone: textOrNull(wire.time_zone) ?? 'UTC' });
}

function toMember(value: unknown): TeamMember | null {
  const wire = fieldsOf<WireTeamMember>(value);
  if (typeof wire.id !== 'string') return null;
  return freeze({
    id: wire.id,
    name: text(wire.name),
    avatarUrl: textOrNull(wire.avatar_url),
    email: textOrNull(wire.email),
    role: toRole(wire.role),
    isActive: wire.is_active === true,
    skills: texts(wire.skills),
    languages: texts(wire.languages),
    departmentIds: texts(wire.department_ids),
    maxConcurrentChats: count(wire.max_concurrent_chats),
    isInTelegram: wire.is_in_telegram === true,
  });
}

export function toTeam(value: unknown): AgentTeam {
  const wire = fieldsOf<WireTeam>(value);
  return freeze({ agents: list(wire.agents, toMember), departments: list(wire.departments, toDepartment) });
}

function toDepartment(value: unknown): TeamDepartment | null {
  const wire = fieldsOf<WireTeamDepartment>(value);
  if (typeof wire.id !== 'string') return null;
  return freeze({
    id: wire.id,
    name: text(wire.name),
    description: textOrNull(wire.description),
    isActive: wire.is_active === true,
    agentIds: texts(wire.agent_ids),
  });
}

export function toPresence(value: unknown): AgentPresence | null {
  const wire = fieldsOf<WireAgentPresence>(value);
  if (typeof wire.id !== 'string') return null;
  return freeze({
    choice: oneOf(['auto', 'away'], wire.presence),
    until: timeOrNull(wire.snoozed_until),
    status: toPresenceStatus(wire.status),
    openConversations: count(wire.open_conversations),
    maxConcurrentChats: count(wire.max_concurrent_chats),
  });
}

const toPresenceStatus = (value: unknown): AgentPresence['status'] => oneOf(['offline', 'online', 'away'], value);

export function toCannedResponse(value: unknown): CannedResponse | null {
  const wire = fieldsOf<WireCannedResponse>(value);
  if (typeof wire.id !== 'string') return null;
  return freeze({
    id: wire.id,
    scope: oneOf(['team', 'own', 'department'], wire.scope),
    departmentId: textOrNull(wire.department_id),
    shortcut: text(wire.shortcut),
    title: text(wire.title),
    body: text(wire.body),
    usedCount: count(wire.used_count),
  });
}

export function toFigures(value: unknown): TeamFigures {
  const wire = fieldsOf<WireTeamStats>(value);
  return freeze({
    at: time(wire.at),
    open: count(wire.open),
    queued: count(wire.queued),
    active: count(wire.active),
    snoozed: count(wire.snoozed),
    unanswered: count(wire.unanswered),
    escalated: count(wire.escalated),
    longestWaitSeconds: countOrNull(wire.longest_wait_seconds),
    longestUnansweredSeconds: countOrNull(wire.longest_unanswered_seconds),
    agents: list(wire.agents, toAgentFigures),
    departments: list(wire.departments, toDepartmentFigures),
  });
}

function toAgentFigures(value: unknown): AgentFigures | null {
  const wire = fieldsOf<WireAgentStats>(value);
  if (typeof wire.agent_id !== 'string') return null;
  return freeze({
    agentId: wire.agent_id,
    name: text(wire.name),
    avatarUrl: textOrNull(wire.avatar_url),
    presence: toPresenceStatus(wire.presence),
    open: count(wire.open),
    unanswered: count(wire.unanswered),
    free: count(wire.free),
  });
}

function toDepartmentFigures(value: unknown): DepartmentFigures {
  const wire = fieldsOf<WireDepartmentStats>(value);
  return freeze({
    departmentId: textOrNull(wire.department_id),
    name: textOrNull(wire.name),
    queued: count(wire.queued),
    active: count(wire.active),
    longestWaitSeconds: countOrNull(wire.longest_wait_seconds),
    agentsOnline: count(wire.agents_online),
  });
}
