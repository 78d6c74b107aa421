/** `GET agent/me?organization_id=…`: who is signed in, for whom they answer, and where to listen. */
export interface WireTeamIdentity {
  readonly agent: WireTeamMember;
  readonly organization: WireOrganization;
  /** Every organization they belong to, the one they joined first in front. */
  readonly organizations: readonly (WireOrganization & { readonly role: WireTeamRole })[];
  readonly realtime: {
    /** `wss://<project>.supabase.co/realtime/v1` */
    readonly url: string;
    /** The publishable key. */
    readonly api_key: string;
    /** The private channel on which everything of the organization is announced. */
    readonly topic: string;
  };
}

export interface WireOrganization {
  readonly id: string;
  readonly name: string;
  /** IANA name, like `Europe/Berlin`. */
  readonly time_zone: string;
}

export type WireTeamRole = 'agent' | 'admin' | 'owner';

/** Somebody who answers visitors, as their colleagues see them. */
export interface WireTeamMember {
  readonly id: string;
  readonly name: string;
  readonly avatar_url: string | null;
  readonly email: string | null;
  readonly role: WireTeamRole;
  readonly is_active: boolean;
  readonly skills: readonly string[];
  /** BCP 47. */
  readonly languages: readonly string[];
  readonly department_ids: readonly string[];
  /** How many conversations are given to them at once; 0: none but those they take. */
  readonly max_concurrent_chats: number;
  readonly is_in_telegram: boolean;
}

/** `GET agent/team`: whom a conversation can be handed over to. */
export interface WireTeam {
  readonly agents: readonly WireTeamMember[];
  readonly departments: readonly WireTeamDepartment[];
}

export interface WireTeamDepartment {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly is_active: boolean;
  readonly agent_ids: readonly string[];
}
