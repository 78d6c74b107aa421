/** What is known of a visitor, and what they decide about it: trail, consent, profile, identity, export, erasure. */
import type { SiteSecret } from '../auth/site-token.ts';
import type { ConsentDecision } from '../schemas/consent.ts';
import type { Identity } from '../schemas/identity.ts';
import type { Profile, ProfileAnswer } from '../schemas/profile.ts';
import type { SessionEnd } from '../schemas/session-end.ts';
import type { TrackedEvent } from '../schemas/trail.ts';
import type { Erasure, VisitorExport } from '../schemas/visitor-data.ts';
import type { DatabaseCaller } from './database-caller.ts';
import { namedArguments } from './named-arguments.ts';
import type { VisitorScope } from './visitor-db.ts';

export interface ConsentRecord extends VisitorScope {
  readonly decision: ConsentDecision;
  readonly textVersion?: string | undefined;
  readonly ipHash: string | null;
}

/** `traits` is the whole profile that the site vouches for, with the site's own traits inside. */
export interface VouchedIdentity extends VisitorScope {
  readonly externalId: string;
  readonly traits: object;
}

export interface RateLimit {
  /** Ends with the id of the session or visitor whose it is, so that it is erased with them. */
  readonly key: string;
  readonly limit: number;
  readonly window_seconds: number;
}

export type IdentifiedVisitor = Pick<Identity, 'outcome' | 'visitor_id' | 'conversation_id'>;

export interface VisitorDataDb {
  trackEvents(trail: VisitorScope & { readonly events: readonly TrackedEvent[] }): Promise<{ readonly stored: number }>;
  setConsent(consent: ConsentRecord): Promise<{ readonly consent: ConsentDecision }>;
  updateVisitor(update: VisitorScope & { readonly profile: Profile }): Promise<ProfileAnswer>;
  /** Neither to be logged nor passed on. */
  listIdentitySecrets(organizationId: string): Promise<readonly SiteSecret[]>;
  identifyVisitor(identity: VouchedIdentity): Promise<IdentifiedVisitor>;
  /** Counts a call against limits that no other function counts. Refuses with SC040. */
  countHits(limits: readonly RateLimit[]): Promise<{ readonly allowed: true }>;
  exportVisitor(visitor: VisitorScope): Promise<VisitorExport>;
  eraseVisitor(visitor: VisitorScope): Promise<Erasure>;
  /** Refuses nothing but a reason that is empty or longer than 200 characters. */
  revokeSession(session: VisitorScope & { readonly reason: string }): Promise<SessionEnd>;
}

export function createVisitorDataDb(caller: DatabaseCaller): VisitorDataDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    trackEvents: (trail) => call('support_track_events', trail),
    setConsent: (consent) => call('support_set_consent', consent),
    updateVisitor: (update) => call('support_update_visitor', update),
    listIdentitySecrets: (organizationId) => call('support_list_identity_secrets', { organizationId }),
    identifyVisitor: (identity) => call('support_identify_visitor', identity),
    countHits: (limits) => call('support_count_hits', { limits }),
    exportVisitor: (visitor) => call('support_export_visitor', visitor),
    eraseVisitor: (visitor) => call('support_erase_visitor', visitor),
    revokeSession: (session) => call('support_revoke_session', session),
  };
}
