/**
 * `GET admin-config/audit-log?action=…&entity_id=…&actor_id=…&since=…&until=…&cursor=…&limit=…`: who changed what, the
 * newest in front. `action` is an action (`widgets.updated`) or what it was done to (`widgets`).
 */
export interface WireAuditLog {
  readonly audit_logs: readonly WireAuditEntry[];
  readonly has_more: boolean;
  /** For the next page; null on the last one. */
  readonly next_cursor: string | null;
}

export interface WireAuditEntry {
  readonly id: string;
  /** `agent`: a person of the team; `visitor`: themselves; `service`: the operator; `system`: time. */
  readonly actor_kind: 'agent' | 'visitor' | 'service' | 'system';
  readonly actor_id: string | null;
  /** Null for whoever is no longer known, and where nobody acted. */
  readonly actor_name: string | null;
  /** `widgets.updated`, `visitors.banned`, … */
  readonly action: string;
  readonly entity_id: string | null;
  /** Each column that changed: before and after. Secrets are left out. */
  readonly change: Readonly<Record<string, readonly [before: unknown, after: unknown]>>;
  /** A keyed hash of the actor's address; the address itself is never stored. */
  readonly ip_hash: string | null;
  readonly user_agent: string | null;
  readonly created_at: string;
}
