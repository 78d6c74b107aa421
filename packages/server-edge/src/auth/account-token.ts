/**
 * Access tokens of the project's Auth server: who is signed in as an agent or an admin.
 *
 * Guarantees: only tokens of this project's issuer for signed-in people pass; the algorithm is the key's, never the
 * token's choice. Visitor tokens never do: the project may verify them with the same keys, but they name another issuer
 * and role and carry neither `aud` nor `sub`. Who the account belongs to, and whether they are still on the team, is the
 * database's business.
 *
 * Claims and the address of the keys: https://supabase.com/docs/guides/auth/jwt-fields and …/auth/signing-keys.
 */
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { ApiError } from '../errors.ts';

const ROLE = 'authenticated';
const ASYMMETRIC = ['ES256', 'RS256', 'EdDSA'];
/** What the server in front of the Auth server keeps them for as well. */
const KEYS_FRESH_MS = 600_000;
/** A token with an unknown key makes us look again, but strangers cannot make us ask more often than this. */
const KEYS_COOLDOWN_MS = 30_000;
const KEYS_TIMEOUT_MS = 5_000;
const CLOCK_LEEWAY_SECONDS = 5;
const RETRY_AFTER_SECONDS = 2;
/** Far more than any real one has; what is longer is not worth hashing. */
const MAX_TOKEN_CHARACTERS = 16_384;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * `published`: the keys that the Auth server publishes, asked for when the first agent calls. `secret`: the JWT secret
 * of a self-hosted or older project, at least 32 bytes; a project on its way from one to the other names both.
 */
export interface AccountTokensOptions {
  /** The Auth server: `https://<project>.supabase.co/auth/v1`. It is the only issuer accepted. */
  readonly issuer: string;
  /** Where this server reaches the keys, when it is not below the issuer. */
  readonly keysUrl?: string | undefined;
  readonly secret?: string | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

export interface Account {
  /** `auth.users.id` */
  readonly userId: string;
}

export interface AccountTokens {
  /**
   * Throws `ApiError`: `token_expired` for a good token that is too old, `auth_unavailable` when the keys cannot be
   * had, `token_invalid` for everything else.
   */
  verify(token: string): Promise<Account>;
}

export function createAccountTokens(options: AccountTokensOptions): AccountTokens {
  const secret = options.secret === undefined ? undefined : new TextEncoder().encode(options.secret);
  const published = createRemoteJWKSet(new URL(options.keysUrl ?? `${options.issuer}/.well-known/jwks.json`), {
    cacheMaxAge: KEYS_FRESH_MS,
    cooldownDuration: KEYS_COOLDOWN_MS,
    timeoutDuration: KEYS_TIMEOUT_MS,
    ...(options.fetch === undefined ? {} : { [customFetch]: options.fetch }),
  });
  const keyOf: JWTVerifyGetKey = (header, token) =>
    header.alg === 'HS256' && secret !== undefined ? secret : published(header, token);

  return {
    async verify(token) {
      if (token.length > MAX_TOKEN_CHARACTERS) throw invalid();
      try {
        const { payload } = await jwtVerify(token, keyOf, {
          algorithms: secret === undefined ? ASYMMETRIC : [...ASYMMETRIC, 'HS256'],
          issuer: options.issuer,
          audience: ROLE,
          requiredClaims: ['exp', 'sub'],
          clockTolerance: CLOCK_LEEWAY_SECONDS,
          currentDate: new Date(options.clock()),
        });
        if (payload['role'] !== ROLE || payload.sub === undefined || !UUID.test(payload.sub)) throw invalid();
        return { userId: payload.sub };
      } catch (error) {
        throw refusalOf(error);
      }
    },
  };
}

function refusalOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof errors.JWTExpired) {
    return new ApiError('token_expired', 'The access token has expired; refresh the sign-in.', { cause: error });
  }
  if (isFaultOfToken(error)) return invalid(error);
  return new ApiError('auth_unavailable', 'The sign-in cannot be checked now; try again in a moment.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause: error,
  });
}

/** What jose says about a token. What is left is the fetching of the keys: its timeout, status, contents or network. */
function isFaultOfToken(error: unknown): boolean {
  const isAboutKeys =
    error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || isOfUnnamedKind(error);
  return error instanceof errors.JOSEError && !isAboutKeys;
}

/** Only the fetching of keys throws the base class itself. */
function isOfUnnamedKind(error: unknown): boolean {
  return error instanceof errors.JOSEError && error.code === errors.JOSEError.code;
}

function invalid(cause?: unknown): ApiError {
  return new ApiError('token_invalid', 'This is no access token of a signed-in agent.', { cause });
}
