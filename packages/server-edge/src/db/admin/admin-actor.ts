/** Who changes something, for the audit log. SQL checks that they are active, where they belong, and what they may do. */
export interface AdminActor {
  readonly kind: 'agent';
  readonly agent_id: string;
  /** Keyed hash of their address; null where addresses are ignored on purpose. */
  readonly ip_hash: string | null;
  readonly user_agent: string | null;
}

export interface ByAdmin {
  readonly actor: AdminActor;
}

export interface InOrganization extends ByAdmin {
  readonly organizationId: string;
}
