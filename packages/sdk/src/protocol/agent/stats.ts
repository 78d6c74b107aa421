import type { WireTeamRole } from './identity.ts';

/** `GET agent/stats`: what is going on now. What is snoozed counts in `open` and `snoozed` only. */
export interface WireTeamStats {
  readonly at: string;
  readonly open: number;
  readonly queued: number;
  readonly active: number;
  readonly snoozed: number;
  /** The visitor spoke last. */
  readonly unanswered: number;
  readonly escalated: number;
  readonly longest_wait_seconds: number | null;
  readonly longest_unanswered_seconds: number | null;
  readonly agents: readonly WireAgentStats[];
  /** `department_id` null: what was asked nobody in particular. */
  readonly departments: readonly WireDepartmentStats[];
}

export interface WireAgentStats {
  readonly agent_id: string;
  readonly name: string;
  readonly avatar_url: string | null;
  readonly role: WireTeamRole;
  readonly max_concurrent_chats: number;
  readonly last_seen_at: string | null;
  readonly presence: 'online' | 'away' | 'offline';
  readonly open: number;
  readonly unanswered: number;
  /** How many more they would be given. */
  readonly free: number;
}

export interface WireDepartmentStats {
  readonly department_id: string | null;
  readonly name: string | null;
  readonly queued: number;
  readonly active: number;
  readonly longest_wait_seconds: number | null;
  readonly agents_online: number;
}
