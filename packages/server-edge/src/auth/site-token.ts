/**
 * Tokens that a site's own backend signs with one of its organization's identity secrets: who a user is, or that an app
 * without an origin may use a widget. Always HS256, whatever the token's header asks for.
 *
 * Nothing is believed before the signature is checked, so a forged token learns nothing about dates or claims. What the
 * claims have to say beyond their dates is the caller's business.
 */
import { decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';

/** As `support_list_identity_secrets` answers them: several during a rotation. */
export interface SiteSecret {
  readonly kid: string;
  /** Used as its UTF-8 bytes. */
  readonly secret: string;
}

/**
 * `malformed`: no HS256 JWT at all. `unknown_key`: names a key (`kid`) that is not there, or there are no keys.
 * `signature`: signed by somebody else. `lifetime`: valid for longer than is accepted. `claims`: without `exp`, or dates
 * that are no numbers.
 */
export type SiteTokenFault = 'malformed' | 'unknown_key' | 'signature' | 'expired' | 'not_yet' | 'lifetime' | 'claims';

export interface SiteTokenClaims extends JWTPayload {
  readonly exp: number;
}

export type SiteTokenResult =
  | { readonly kind: 'verified'; readonly kid: string; readonly claims: SiteTokenClaims }
  | { readonly kind: 'refused'; readonly fault: SiteTokenFault };

export interface SiteTokenOptions {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** From `iat`, or from now for a token without one, until `exp`. */
  readonly maxLifetimeSeconds: number;
  /** How far the site's clock may be off. Default 60. */
  readonly leewaySeconds?: number;
}

const DEFAULT_LEEWAY_SECONDS = 60;

/** Room for a user with many traits; what is longer is not worth hashing. */
const MAX_TOKEN_CHARACTERS = 32_768;

/** A token without `kid` is held against every secret. Throws only what is a defect, never for any token. */
export async function verifySiteToken(
  token: string,
  secrets: readonly SiteSecret[],
  options: SiteTokenOptions,
): Promise<SiteTokenResult> {
  const named = token.length > MAX_TOKEN_CHARACTERS ? undefined : keyNameOf(token);
  if (named === undefined) return refused('malformed');
  const candidates = secrets.filter(({ kid }) => named.kid === undefined || named.kid === kid);
  for (const { kid, secret } of candidates) {
    const result = await verifyWith(token, kid, new TextEncoder().encode(secret), options);
    if (result.kind === 'verified' || result.fault !== 'signature') return result;
  }
  return refused(candidates.length === 0 ? 'unknown_key' : 'signature');
}

async function verifyWith(
  token: string,
  kid: string,
  key: Uint8Array,
  options: SiteTokenOptions,
): Promise<SiteTokenResult> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      requiredClaims: ['exp'],
      currentDate: new Date(options.clock()),
      clockTolerance: options.leewaySeconds ?? DEFAULT_LEEWAY_SECONDS,
    });
    return checkDates(payload, kid, options);
  } catch (error) {
    return refused(faultOf(error));
  }
}

function checkDates(payload: JWTPayload, kid: string, options: SiteTokenOptions): SiteTokenResult {
  const { exp, iat } = payload;
  if (exp === undefined) return refused('claims');
  const now = Math.floor(options.clock() / 1_000);
  const leeway = options.leewaySeconds ?? DEFAULT_LEEWAY_SECONDS;
  if (iat !== undefined && iat > now + leeway) return refused('not_yet');
  // A site that writes no `iat` has its leeway here, where one that does has it above.
  const longest = iat === undefined ? now + options.maxLifetimeSeconds + leeway : iat + options.maxLifetimeSeconds;
  return exp > longest ? refused('lifetime') : { kind: 'verified', kid, claims: { ...payload, exp } };
}

function faultOf(error: unknown): SiteTokenFault {
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'nbf' && error.reason === 'check_failed' ? 'not_yet' : 'claims';
  }
  if (error instanceof errors.JOSEError) return 'malformed';
  throw error;
}

/** `undefined` for what has no readable header. */
function keyNameOf(token: string): { readonly kid: string | undefined } | undefined {
  try {
    const { kid } = decodeProtectedHeader(token) as { readonly kid?: unknown };
    return kid === undefined || typeof kid === 'string' ? { kid } : undefined;
  } catch (error) {
    // jose throws a TypeError for whatever it cannot take apart; there is nothing else in here to fail.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function refused(fault: SiteTokenFault): SiteTokenResult {
  return { kind: 'refused', fault };
}
