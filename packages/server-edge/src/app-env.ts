import type { VisitorClaims } from './auth/visitor-token.ts';
import type { Widget } from './schemas/widget-config.ts';

/** Somebody of the team, and the organization they act for now. */
export interface SignedInAgent {
  readonly agentId: string;
  readonly organizationId: string;
  /** Their account with the Auth server. */
  readonly userId: string;
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
  };
}
