/**
 * Visitor access tokens: short JWTs that our routes, Realtime and the row level policies all read.
 *
 * Guarantees: at most one hour of life; always a `kid`; the algorithm is the key's, never the token's choice; the role
 * is `support_visitor` and nothing else. There is no `sub` and no `aud` on purpose: with a `sub`, policies of the host
 * project that only ask `auth.uid() is not null` would start to match visitors.
 *
 * Realtime insists on `role` and `exp`, gives no leeway on `exp`, and looks ES256 keys up by `kid`.
 */
import { decodeProtectedHeader, errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { ApiError } from '../errors.ts';
import { importVisitorTokenKey, type ImportedKey, type VisitorTokenKey } from './signing-key.ts';

export const VISITOR_ROLE = 'support_visitor';
export const DEFAULT_ISSUER = 'support-chat';
export const MAX_LIFETIME_SECONDS = 3_600;

export interface VisitorClaims {
  readonly iss: string;
  readonly role: typeof VISITOR_ROLE;
  readonly visitor_id: string;
  readonly session_id: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
}

export interface IssuedToken {
  readonly token: string;
  /** Seconds from now. */
  readonly expiresIn: number;
}

export interface VisitorTokens {
  issue(identity: { readonly visitorId: string; readonly sessionId: string }): Promise<IssuedToken>;
  /** Throws `ApiError` `token_expired` for a good token that is too old, `token_invalid` for everything else. */
  verify(token: string): Promise<VisitorClaims>;
}

export interface VisitorTokensOptions {
  readonly key: VisitorTokenKey;
  /** Keys that were used before and whose tokens may still be around. Default none. */
  readonly previousKeys?: readonly VisitorTokenKey[];
  /** `iss` of new tokens and the only one accepted. Default `support-chat`. */
  readonly issuer?: string;
  /** Default and maximum 3 600. It is also how long a revoked session can still listen to Realtime. */
  readonly lifetimeSeconds?: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Imports the keys at once, so that a broken key stops the start and not the first visitor. */
export async function createVisitorTokens(options: VisitorTokensOptions): Promise<VisitorTokens> {
  const issuer = options.issuer ?? DEFAULT_ISSUER;
  const expiresIn = Math.min(options.lifetimeSeconds ?? MAX_LIFETIME_SECONDS, MAX_LIFETIME_SECONDS);
  const current = await importVisitorTokenKey(options.key);
  const signWith = current.signWith;
  if (signWith === undefined) throw new TypeError('The JWT key has no private part (d), so it cannot sign.');
  const previous = await Promise.all((options.previousKeys ?? []).map((key) => importVisitorTokenKey(key)));
  const keysById = new Map([...previous, current].map((key) => [key.kid, key]));

  return {
    async issue({ visitorId, sessionId }) {
      const issuedAt = Math.floor(options.clock() / 1_000);
      const token = await new SignJWT({ role: VISITOR_ROLE, visitor_id: visitorId, session_id: sessionId })
        .setProtectedHeader({ alg: current.algorithm, kid: current.kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + expiresIn)
        .sign(signWith);
      return { token, expiresIn };
    },

    async verify(token) {
      try {
        const key = keyFor(token, keysById);
        const { payload } = await jwtVerify(token, key.verifyWith, {
          algorithms: [key.algorithm],
          issuer,
          requiredClaims: ['iat', 'exp'],
          currentDate: new Date(options.clock()),
        });
        return visitorClaims(payload);
      } catch (error) {
        if (error instanceof ApiError) throw error;
        if (error instanceof errors.JWTExpired) {
          throw new ApiError('token_expired', 'The access token has expired; refresh the session.', { cause: error });
        }
        throw invalidToken(error);
      }
    },
  };
}

function keyFor(token: string, keysById: ReadonlyMap<string, ImportedKey>): ImportedKey {
  const { kid } = decodeProtectedHeader(token);
  const key = kid === undefined ? undefined : keysById.get(kid);
  if (key === undefined) throw invalidToken(undefined);
  return key;
}

function visitorClaims(payload: JWTPayload): VisitorClaims {
  const { iss, role, visitor_id, session_id, iat, exp } = payload;
  if (role !== VISITOR_ROLE || !isUuid(visitor_id) || !isUuid(session_id)) throw invalidToken(undefined);
  // jwtVerify has made sure that these three are there; asking again is for the compiler.
  if (iss === undefined || iat === undefined || exp === undefined) throw invalidToken(undefined);
  if (exp - iat > MAX_LIFETIME_SECONDS) throw invalidToken(undefined);
  return { iss, role, visitor_id, session_id, iat, exp };
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}

function invalidToken(cause: unknown): ApiError {
  return new ApiError('token_invalid', 'The access token is not one of ours.', { cause });
}
