import type { WireIdentity } from '../src/protocol/identity.ts';
import type { WireVisitor } from '../src/protocol/profile.ts';
import type { WireResumedSession, WireSession } from '../src/protocol/session.ts';
import type { WireTrackedEvent, WireTrackRequest } from '../src/protocol/trail.ts';
import type { FakeAnswer } from './fake-answers.ts';
import type { FakeClock } from './fake-clock.ts';

export interface FakeSession {
  readonly id: string;
  visitorId: string;
  isRevoked: boolean;
}

/** What the rest of the server does for its visitors. */
export interface FakeVisitorHost {
  readonly clock: FakeClock;
  issueAccess(session: FakeSession): Omit<WireSession, 'refresh_token'>;
  open(visitorId: string): WireSession;
  revoke(visitorId: string): void;
  conversationOf(visitorId: string): string | null;
  moveConversations(from: string, to: string): void;
  deleteConversations(visitorId: string): number;
  /** Whether the widget's owner has switched tracking on. */
  tracks(): boolean;
}

export interface FakeClaims {
  readonly sub: string;
  readonly name?: string;
  readonly email?: string;
  readonly traits?: Readonly<Record<string, unknown>>;
}

type Refusal = readonly [status: number, code: string];

/** Who the visitors are: identities, profiles, consent and what becomes of their data, with the real server's rules. */
export class FakeVisitors {
  readonly consents: { readonly visitorId: string; readonly decision: string; readonly textVersion: string | null }[] =
    [];
  readonly erased: string[] = [];
  /** What visitors did, in the order in which it came. */
  readonly trail: (WireTrackedEvent & { readonly visitorId: string })[] = [];
  readonly #visitors = new Map<string, WireVisitor>();
  readonly #links = new Map<string, { readonly visitorId: string; readonly conversationId: string }>();
  readonly #host: FakeVisitorHost;

  constructor(host: FakeVisitorHost) {
    this.#host = host;
  }

  /** As the backend of a site would sign it. */
  sign(claims: FakeClaims, lifetimeSeconds = 600): string {
    const exp = Math.floor(this.#host.clock.now() / 1000) + lifetimeSeconds;
    return `header.${Buffer.from(JSON.stringify({ ...claims, exp })).toString('base64url')}.signature`;
  }

  /** The link of an e-mail about the visitor's newest conversation. */
  linkFor(visitorId: string): string {
    const conversationId = this.#host.conversationOf(visitorId);
    if (conversationId === null) throw new Error('There is no conversation.');
    const token = `link-${this.#links.size + 1}`;
    this.#links.set(token, { visitorId, conversationId });
    return token;
  }

  /** The visitor has denied it elsewhere. */
  deny(id: string): void {
    this.#visitors.set(id, { ...this.get(id), consent: 'denied' });
  }

  get(id: string): WireVisitor {
    const known = this.#visitors.get(id);
    if (known) return known;
    const nobody = { external_id: null, name: null, email: null, phone: null, avatar_url: null, locale: null };
    return { id, ...nobody, traits: {}, consent: 'unknown', identified_at: null };
  }

  resume(token: string): WireResumedSession | Refusal {
    const link = this.#links.get(token);
    if (!link) return [410, 'resume_link_invalid'];
    return { ...this.#host.open(link.visitorId), conversation_id: link.conversationId };
  }

  /** Undefined: not one of its endpoints. */
  answer(path: string, method: string, body: unknown, session: FakeSession): FakeAnswer | undefined {
    switch (path) {
      case 'chat/identify':
        return this.#identify((body as { token: string }).token, session);
      case 'chat/profile':
        return this.#updateProfile(body as Partial<WireVisitor>, session);
      case 'chat/consent':
        return this.#setConsent(body as { decision: 'granted' | 'denied'; text_version?: string }, session);
      case 'chat/track':
        return this.#track((body as WireTrackRequest).events, session);
      case 'chat/session/end':
        session.isRevoked = true;
        return { outcome: 'revoked' };
      case 'chat/export':
        return { exported_at: new Date(this.#host.clock.now()).toISOString(), visitor: this.get(session.visitorId) };
      case 'chat/data':
        return method === 'DELETE' ? this.#erase(session.visitorId) : [405, 'method_not_allowed'];
      default:
        return undefined;
    }
  }

  #identify(token: string, session: FakeSession): WireIdentity | Refusal {
    const claims = this.#verify(token);
    if (!claims) return [403, 'identity_token_invalid'];
    const current = this.get(session.visitorId);
    if (current.external_id !== null && current.external_id !== claims.sub) {
      session.isRevoked = true;
      return [401, 'session_revoked'];
    }
    const known = [...this.#visitors.values()].find(({ external_id }) => external_id === claims.sub);
    const isMerge = known !== undefined && known.id !== current.id;
    if (isMerge) {
      this.#host.moveConversations(current.id, known.id);
      session.visitorId = known.id;
    }
    const { sub, name, email, traits } = claims;
    const visitor = known ?? current;
    this.#visitors.set(visitor.id, {
      ...visitor,
      external_id: sub,
      name: name ?? visitor.name,
      email: email ?? visitor.email,
      traits: { ...visitor.traits, ...traits },
    });
    const { session_id, visitor_id, access_token, expires_in, realtime_topic } = this.#host.issueAccess(session);
    return {
      session_id,
      visitor_id,
      access_token,
      expires_in,
      realtime_topic,
      outcome: isMerge ? 'merged' : known ? 'already' : 'identified',
      conversation_id: this.#host.conversationOf(visitor.id),
    };
  }

  #verify(token: string): FakeClaims | null {
    const [, payload = '', signature] = token.split('.');
    if (signature !== 'signature') return null;
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as FakeClaims & { readonly exp: number };
    return claims.exp * 1000 > this.#host.clock.now() ? claims : null;
  }

  #updateProfile(profile: Partial<WireVisitor>, { visitorId }: FakeSession): FakeAnswer {
    if (profile.email === 'not an address') return [400, 'invalid_request'];
    const visitor = this.get(visitorId);
    const isVouchedFor = visitor.external_id !== null;
    const filled = isVouchedFor
      ? { ...profile, ...Object.fromEntries(Object.entries(visitor).filter(([, value]) => value !== null)) }
      : profile;
    const next = { ...visitor, ...filled, traits: { ...visitor.traits, ...profile.traits } };
    this.#visitors.set(visitorId, next);
    return { visitor: next };
  }

  #setConsent(
    { decision, text_version: textVersion = null }: { decision: 'granted' | 'denied'; text_version?: string | null },
    { visitorId }: FakeSession,
  ): FakeAnswer {
    this.consents.push({ visitorId, decision, textVersion });
    this.#visitors.set(visitorId, { ...this.get(visitorId), consent: decision });
    return { consent: decision };
  }

  #track(events: readonly WireTrackedEvent[], { visitorId }: FakeSession): FakeAnswer {
    if (!this.#host.tracks()) return [403, 'feature_disabled'];
    const isTooMuch = events.length === 0 || events.length > 50;
    if (isTooMuch || events.some((event) => event.kind === 'custom' && !isTrackable(event)))
      return [400, 'invalid_request'];
    if (this.get(visitorId).consent === 'denied') return { stored: 0 };
    this.trail.push(...events.map((event) => ({ ...event, visitorId })));
    return { stored: events.length };
  }

  #erase(visitorId: string): FakeAnswer {
    this.#visitors.delete(visitorId);
    this.#host.revoke(visitorId);
    this.erased.push(visitorId);
    return { outcome: 'erased', messages: this.#host.deleteConversations(visitorId), files: 0 };
  }
}

function isTrackable({ name, data = {} }: WireTrackedEvent & { readonly kind: 'custom' }): boolean {
  const isObject = typeof data === 'object' && !Array.isArray(data);
  const levels = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(levels)) : 0;
  const isSmall = Buffer.byteLength(JSON.stringify(data)) <= 4_096 && levels(data) <= 8;
  return name.trim() !== '' && name.length <= 100 && isObject && isSmall;
}
