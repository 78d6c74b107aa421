import type { WireTeamRole } from '../protocol/agent/identity.ts';

/** `admin` and `owner` may also change settings. */
export type AgentRole = WireTeamRole;

/** Who is signed in, and for whom they answer. */
export interface AgentIdentity {
  readonly agent: TeamMember;
  readonly organization: AgentOrganization;
  /** Every organization they belong to, the one they joined first in front. */
  readonly organizations: readonly (AgentOrganization & { readonly role: AgentRole })[];
}

/** A team's account. */
export interface AgentOrganization {
  readonly id: string;
  readonly name: string;
  /** IANA name, like `Europe/Berlin`. */
  readonly timeZone: string;
}

/** Somebody who answers visitors, as their colleagues see them. */
export interface TeamMember {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  readonly email: string | null;
  readonly role: AgentRole;
  readonly isActive: boolean;
  readonly skills: readonly string[];
  /** BCP 47. */
  readonly languages: readonly string[];
  readonly departmentIds: readonly string[];
  /** How many conversations are given to them at once; 0: none but those they take. */
  readonly maxConcurrentChats: number;
  readonly isInTelegram: boolean;
}

/** Whom a conversation can be handed over to. */
export interface AgentTeam {
  readonly agents: readonly TeamMember[];
  readonly departments: readonly TeamDepartment[];
}

/** A part of the team. */
export interface TeamDepartment {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly isActive: boolean;
  readonly agentIds: readonly string[];
}

/** What colleagues see of this agent's being there. */
export interface AgentPresence {
  /** What the agent has said: `auto` follows the page, `away` stays until they say `auto` again, or until `until`. */
  readonly choice: 'auto' | 'away';
  /** Milliseconds since 1970; null: until they come back by themselves. */
  readonly until: number | null;
  /** What comes of it, over all their tabs and devices. */
  readonly status: 'online' | 'away' | 'offline';
  readonly openConversations: number;
  readonly maxConcurrentChats: number;
}

/** A prepared text. */
export interface CannedResponse {
  readonly id: string;
  readonly scope: 'own' | 'department' | 'team';
  readonly departmentId: string | null;
  /** Without the slash. */
  readonly shortcut: string;
  readonly title: string;
  /** With `{{…}}` where something is filled in. */
  readonly body: string;
  readonly usedCount: number;
}

/** A prepared text for oneself. */
export type NewOwnResponse = Pick<CannedResponse, 'shortcut' | 'title' | 'body'>;

/** What is left out stays. */
export type OwnResponseChange = Pick<CannedResponse, 'id'> & Partial<NewOwnResponse>;

/** What is going on now. What is snoozed counts in `open` and `snoozed` only. */
export interface TeamFigures {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly open: number;
  readonly queued: number;
  readonly active: number;
  readonly snoozed: number;
  /** The visitor spoke last. */
  readonly unanswered: number;
  readonly escalated: number;
  readonly longestWaitSeconds: number | null;
  readonly longestUnansweredSeconds: number | null;
  readonly agents: readonly AgentFigures[];
  readonly departments: readonly DepartmentFigures[];
}

/** What one agent has to do. */
export interface AgentFigures {
  readonly agentId: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  readonly presence: 'online' | 'away' | 'offline';
  readonly open: number;
  readonly unanswered: number;
  /** How many more they would be given. */
  readonly free: number;
}

/** What waits for one department. */
export interface DepartmentFigures {
  /** Null: what was asked nobody in particular. */
  readonly departmentId: string | null;
  readonly name: string | null;
  readonly queued: number;
  readonly active: number;
  readonly longestWaitSeconds: number | null;
  readonly agentsOnline: number;
}
