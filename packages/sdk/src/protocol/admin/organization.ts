/** `GET admin-config/customer`, and what `PUT` answers: the organization, which owns all the rest. */
export interface WireCustomerResponse {
  readonly organization: WireCustomer;
  /** Every plan there is; which one applies, the operator decides. */
  readonly plans: readonly WirePlan[];
}

export interface WireCustomer {
  readonly id: string;
  readonly name: string;
  readonly plan: string;
  /** IANA name; of widgets that name none, and of the days of the analytics. */
  readonly time_zone: string;
  /** Ended conversations are erased after so long; null keeps them. */
  readonly conversation_retention_days: number | null;
  readonly event_retention_days: number;
  readonly audit_retention_days: number;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly limits: WirePlanLimits;
  readonly usage: WirePlanUsage;
  readonly identity_secrets: readonly WireIdentitySecret[];
}

/** Null: no limit. */
export interface WirePlanLimits {
  readonly max_widgets: number | null;
  readonly max_agents: number | null;
  readonly messages_per_minute: number | null;
}

/** Open invitations count as agents. */
export interface WirePlanUsage {
  readonly widgets: number;
  readonly agents: number;
}

export interface WirePlan extends WirePlanLimits {
  readonly id: string;
}

/** `PUT admin-config/customer`: what is left out stays. On another version: `version_conflict`. */
export interface WireCustomerChange {
  readonly version: number;
  /** 1 to 200 characters. */
  readonly name?: string;
  readonly time_zone?: string;
  /** 1 to 3 650, or null. */
  readonly conversation_retention_days?: number | null;
  /** 1 to 3 650 */
  readonly event_retention_days?: number;
  /** 30 to 3 650 */
  readonly audit_retention_days?: number;
}

/** With which the site vouches for its users. The secret itself is told once, when it is made. */
export interface WireIdentitySecret {
  readonly kid: string;
  readonly created_at: string;
  /** Refused from then on; null: not retired. */
  readonly retires_at: string | null;
}

/** `POST admin-config/identity-secret`. Those that are there stay good until they are retired. */
export interface WireNewIdentitySecret {
  /** Letters, digits, `-` and `_`, at most 64; left out, one is made up. */
  readonly kid?: string;
}

export interface WireNewIdentitySecretResponse {
  /** The only time that the secret is told. */
  readonly identity_secret: WireIdentitySecret & { readonly secret: string };
}

/** `POST admin-config/identity-secret/retire` */
export interface WireIdentitySecretRetirement {
  readonly kid: string;
  /** ISO 8601; left out: now. */
  readonly retires_at?: string;
}

export interface WireIdentitySecretResponse {
  readonly identity_secret: WireIdentitySecret;
}
