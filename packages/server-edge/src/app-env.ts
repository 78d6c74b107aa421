import type { AdminActor } from './db/admin/admin-actor.ts';
import type { Account } from './auth/account-token.ts';
import type { VisitorClaims } from './auth/visitor-token.ts';
import type { Widget } from './schemas/widget-config.ts';

/** Somebody of the team, and the organization they act for now. */
export interface SignedInAgent {
  readonly agentId: string;
  readonly organizationId: string;
  /** Their account with the Auth server. */
  readonly userId: string;
}

/** Somebody who administers an organization. */
export interface SignedInAdmin {
  /** For the audit log. */
  readonly actor: AdminActor;
  readonly organizationId: string;
}

/** What middleware leaves for routes, read with `c.get(…)`. */
export interface AppEnv {
  Variables: {
    requestId: string;
    /** Set by `resolveWidget`. */
    widget: Widget;
    /** Set by `authenticate`. */
    visitor: VisitorClaims;
    /** Set by `authenticateAgent`. */
    agent: SignedInAgent;
    /** Set by `authenticateAdmin`. */
    admin: SignedInAdmin;
    /** Set by `authenticateAccount`. */
    account: Account;
  };
}
