/** The ways to come with a token that is not good for what is asked with it. */
import { SignJWT, UnsecuredJWT } from 'jose';
import { createVisitorTokens } from '../../src/auth/visitor-token.ts';
import { JWT_SECRET } from '../fake-deps.ts';
import type { Actor, ActorSite } from './actor.ts';
import { BAKERY, BRANCH, SHOP, type HostileStage } from './hostile-stage.ts';

export interface Theft {
  readonly title: string;
  /**
   * `own`: the token is good, but for another visitor, so that only what names the victim is refused. `any`: it is good for
   * nothing; every endpoint for visitors refuses it. `everything`: what the victim's other tokens open is closed as well.
   */
  readonly refuses: 'own' | 'any' | 'everything';
  /** Operations that answer nevertheless, without a word of the victim unless it is the victim who asks. */
  readonly open: readonly string[];
  /** Whether the caller is the victim, who may hear about themselves where it is open. */
  readonly isVictim?: boolean;
  /** What the request is filled in with. */
  readonly prepare: (stage: HostileStage, victim: Actor) => Promise<Actor['known']>;
}

/** Ending a session that is not there says so and does nothing. */
const LOGOUT = 'endSession';
/** Somebody else's conversation in a poll is a cursor that fits nothing: the answer is about the caller's own. */
const POLL = 'pollChanges';

const anotherVisitor = (title: string, site: ActorSite): Theft => ({
  title,
  refuses: 'own',
  open: [POLL],
  async prepare(stage, victim) {
    const thief = await stage.createActor(site);
    const { token = '', identity_token = '', widget_key = '' } = thief.known;
    return { ...victim.known, token, identity_token, widget_key };
  },
});

const elsewhere = (title: string, { widgetKey }: ActorSite): Theft => ({
  title,
  refuses: 'everything',
  open: [LOGOUT],
  prepare: (_stage, { known }) => Promise.resolve({ ...known, widget_key: widgetKey }),
});

const dead = (
  title: string,
  open: readonly string[],
  kill: (stage: HostileStage, victim: Actor) => Promise<unknown>,
): Theft => ({
  title,
  refuses: 'everything',
  open,
  isVictim: true,
  async prepare(stage, victim) {
    await kill(stage, victim);
    return victim.known;
  },
});

type Forge = (stage: HostileStage, victim: Actor) => Promise<string>;

const forged = (title: string, forge: Forge, open: readonly string[] = []): Theft => ({
  title,
  refuses: 'any',
  open,
  prepare: async (stage, victim) => ({ ...victim.known, token: await forge(stage, victim) }),
});

export const THEFTS: readonly Theft[] = [
  anotherVisitor('of another visitor', SHOP),
  anotherVisitor('of a visitor of another widget', BRANCH),
  anotherVisitor('of a visitor of another organization', BAKERY),
  elsewhere('at another widget of the organization', BRANCH),
  elsewhere('at a widget of another organization', BAKERY),
  // A link in an e-mail makes a new session, as it should.
  dead('of a session that has ended', [LOGOUT, 'resumeSession'], ({ deps }, { scope }) =>
    deps.db.revokeSession({ ...scope, reason: 'logout' }),
  ),
  dead('of a visitor who was erased', [LOGOUT], ({ deps }, { scope }) => deps.db.eraseVisitor(scope)),
  // Blocked visitors can log out, and take their data along or have them erased.
  dead('of a visitor who is blocked', [LOGOUT, 'exportData', 'eraseData'], ({ database }, { scope }) =>
    database.query('update support.visitors set banned_at = now() where id = $1', [scope.visitorId]),
  ),
  forged(
    'that names the victim and a session of somebody else',
    async (stage, { scope }) => {
      const { sessionId } = (await stage.createActor()).scope;
      return (await stage.deps.signer.issue({ visitorId: scope.visitorId, sessionId })).token;
    },
    [LOGOUT],
  ),
  forged(
    'that names the session of the victim and somebody else',
    async (stage, { scope }) => {
      const { visitorId } = (await stage.createActor()).scope;
      return (await stage.deps.signer.issue({ visitorId, sessionId: scope.sessionId })).token;
    },
    [LOGOUT],
  ),
  forged('that has expired', async ({ deps }, { scope }) => {
    const earlier = await createVisitorTokens({
      key: { kind: 'hs256', secret: JWT_SECRET },
      clock: () => deps.clock() - 3_601_000,
    });
    return (await earlier.issue(scope)).token;
  }),
  forged('signed with another key', async ({ deps }, { scope }) => {
    const other = await createVisitorTokens({ key: { kind: 'hs256', secret: 'x'.repeat(48) }, clock: deps.clock });
    return (await other.issue(scope)).token;
  }),
  forged('signed with another key under the name of ours', (_stage, { known }) =>
    resign(known, {}, {}, 'x'.repeat(48)),
  ),
  forged('without a signature (alg none)', (_stage, { known }) =>
    Promise.resolve(new UnsecuredJWT({ ...partsOf(known).claims }).encode()),
  ),
  forged('whose signature was cut off', (_stage, { known }) =>
    Promise.resolve((known['token'] ?? '').replace(/[^.]+$/, '')),
  ),
  forged('whose claims were exchanged', async (stage, { known }) => {
    const [head, , signature] = ((await stage.createActor()).known['token'] ?? '').split('.');
    return [head, (known['token'] ?? '').split('.')[1], signature].join('.');
  }),
  forged('of another role', (_stage, { known }) => resign(known, {}, { role: 'service_role' })),
  forged('of another issuer', (_stage, { known }) => resign(known, {}, { iss: 'supabase' })),
  forged('without an end', (_stage, { known }) => resign(known, {}, { exp: undefined })),
  forged('that lives for a year', (_stage, { known }) => {
    const { iat = 0 } = partsOf(known).claims as { iat?: number };
    return resign(known, {}, { exp: iat + 31_536_000 });
  }),
  forged('that is not valid yet', (_stage, { known }) => {
    const { iat = 0 } = partsOf(known).claims as { iat?: number };
    return resign(known, {}, { nbf: iat + 600 });
  }),
  forged('of a list of visitors', (_stage, { known, scope }) => resign(known, {}, { visitor_id: [scope.visitorId] })),
  forged('of no key', (_stage, { known }) => resign(known, { kid: undefined }, {})),
  forged('of a key in a file', (_stage, { known }) =>
    resign(known, { kid: '../../../../dev/null' }, {}, '\0'.repeat(32)),
  ),
  forged('of a key named like a property of every object', (_stage, { known }) =>
    resign(known, { kid: '__proto__' }, {}),
  ),
  forged('that brings its own key', (_stage, { known }) =>
    resign(known, { jwk: { kty: 'oct', k: 'eHh4' }, jku: 'https://evil.example/keys' }, {}, 'x'.repeat(48)),
  ),
  forged('that demands an extension', (_stage, { known }) => resign(known, { crit: ['x'], x: 1 }, {})),
  forged('that is the refresh token', (_stage, { known }) => Promise.resolve(known['refresh_token'] ?? '')),
  forged('that is the link of an e-mail', (_stage, { known }) => Promise.resolve(known['resume_token'] ?? '')),
  forged('that is the identity token of the site', (_stage, { known }) =>
    Promise.resolve(known['identity_token'] ?? ''),
  ),
];

type Fields = Readonly<Record<string, unknown>>;

function partsOf(known: Actor['known']): { readonly header: Fields; readonly claims: Fields } {
  const [header, claims] = (known['token'] ?? '')
    .split('.', 2)
    .map((part) => JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/'))) as Fields);
  return { header: header ?? {}, claims: claims ?? {} };
}

/** The victim's token with other fields, signed as whoever had the key would sign it. */
async function resign(known: Actor['known'], header: Fields, claims: Fields, secret = JWT_SECRET): Promise<string> {
  const given = partsOf(known);
  const changed = Object.entries({ ...given.claims, ...claims }).filter(([, value]) => value !== undefined);
  return new SignJWT(Object.fromEntries(changed))
    .setProtectedHeader({ ...given.header, ...header, alg: 'HS256' } as { alg: 'HS256' })
    .sign(new TextEncoder().encode(secret), { crit: { x: true } });
}
