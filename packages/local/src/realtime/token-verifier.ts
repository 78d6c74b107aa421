import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWK } from 'jose';

import type { Clock } from './clock.ts';

export interface RealtimeKeys {
  /** Public keys (or `oct` secrets) that tokens name by their `kid`. Asymmetric tokens must name one. */
  readonly jwks: readonly JWK[];
  /** Verifies HS256 tokens whose `kid` names no key above. Default: such tokens are refused. */
  readonly secret?: string | undefined;
}

/** What is left of a token once it was believed. Keys that are no tokens at all have no expiry. */
export interface Identity {
  readonly role: string;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number | undefined;
}

export type TokenProblem =
  | { readonly kind: 'malformed' }
  | { readonly kind: 'bad-signature' }
  | { readonly kind: 'unknown-key'; readonly kid: string | undefined }
  | { readonly kind: 'expired'; readonly secondsAgo: number }
  | { readonly kind: 'claims-missing' };

export type Verification =
  | { readonly kind: 'verified'; readonly identity: Identity }
  | { readonly kind: 'refused'; readonly problem: TokenProblem };

export interface TokenVerifierOptions {
  readonly keys: RealtimeKeys;
  /** API keys that are no tokens (`sb_publishable_…`, `sb_secret_…`), each with the role it stands for. */
  readonly apiKeys: Readonly<Record<string, string>>;
  readonly clock: Clock;
}

/** Believes a token exactly when the Realtime server would: no leeway, `role` and `exp` required, `aud` and `iss` ignored. */
export class TokenVerifier {
  readonly #options: TokenVerifierOptions;
  readonly #jwks: ReturnType<typeof createLocalJWKSet>;
  readonly #secret: Uint8Array | undefined;

  constructor(options: TokenVerifierOptions) {
    this.#options = options;
    this.#jwks = createLocalJWKSet({ keys: [...options.keys.jwks] });
    this.#secret = options.keys.secret === undefined ? undefined : new TextEncoder().encode(options.keys.secret);
  }

  async verify(token: string): Promise<Verification> {
    const apiKeyRole = this.#options.apiKeys[token];
    if (apiKeyRole !== undefined && Object.hasOwn(this.#options.apiKeys, token)) {
      return { kind: 'verified', identity: { role: apiKeyRole, claims: { role: apiKeyRole }, expiresAt: undefined } };
    }
    const problem = await this.#findProblem(token);
    if (problem !== undefined) return { kind: 'refused', problem };
    return this.#readClaims(decodeJwt(token));
  }

  async #findProblem(token: string): Promise<TokenProblem | undefined> {
    let header: { readonly alg?: string; readonly kid?: unknown };
    try {
      header = decodeProtectedHeader(token);
      decodeJwt(token);
    } catch {
      return { kind: 'malformed' };
    }
    const kid = typeof header.kid === 'string' ? header.kid : undefined;
    const key = this.#chooseKey(header.alg ?? '', kid);
    if (key === undefined) return { kind: 'unknown-key', kid };
    try {
      // Expiry is judged afterwards, by the injected clock: here only the signature counts.
      await jwtVerify(token, key as Parameters<typeof jwtVerify>[1], { currentDate: new Date(0) });
    } catch (error) {
      if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) return undefined;
      return { kind: 'bad-signature' };
    }
    return undefined;
  }

  #chooseKey(
    algorithm: string,
    kid: string | undefined,
  ): Uint8Array | ReturnType<typeof createLocalJWKSet> | undefined {
    const isKnown = kid !== undefined && this.#options.keys.jwks.some((key) => key.kid === kid);
    if (isKnown) return this.#jwks;
    return algorithm.startsWith('HS') ? this.#secret : undefined;
  }

  #readClaims(claims: Readonly<Record<string, unknown>>): Verification {
    const { role, exp } = claims;
    const now = this.#options.clock.now();
    if (typeof exp === 'number' && exp * 1000 <= now) {
      return { kind: 'refused', problem: { kind: 'expired', secondsAgo: secondsSince(exp * 1000, now) } };
    }
    if (typeof role !== 'string' || typeof exp !== 'number')
      return { kind: 'refused', problem: { kind: 'claims-missing' } };
    return { kind: 'verified', identity: { role, claims, expiresAt: exp * 1000 } };
  }
}

/** The server's sentence for a token problem, as a handshake answers it. */
export function describeAtHandshake(problem: TokenProblem): string {
  return problem.kind === 'expired' ? 'Token has expired' : describe(problem);
}

/** The same as the reason of a refused join, with its code. */
export function describeAtJoin(problem: TokenProblem): string {
  const codes = {
    malformed: 'MalformedJWT',
    'bad-signature': 'JwtSignatureError',
    'unknown-key': 'JwtSignerError',
    expired: 'InvalidJWTToken',
    'claims-missing': 'InvalidJWTToken',
  } as const;
  return `${codes[problem.kind]}: ${describe(problem)}`;
}

/** The same when a joined channel is given a bad token: the server forgot to word one of them. */
export function describeAtRefresh(problem: TokenProblem): string {
  return problem.kind === 'bad-signature' ? ':signature_error' : describe(problem);
}

export function describeExpiry(expiresAt: number, now: number): string {
  return describe({ kind: 'expired', secondsAgo: secondsSince(expiresAt, now) });
}

function describe(problem: TokenProblem): string {
  switch (problem.kind) {
    case 'malformed':
      return 'The token provided is not a valid JWT';
    case 'bad-signature':
      return 'Failed to validate JWT signature';
    case 'unknown-key':
      return problem.kid === undefined
        ? 'Failed to generate JWT signer, check your JWT secret or JWKS configuration'
        : `Failed to generate JWT signer for key ID (kid) "${problem.kid}", check your JWT secret or JWKS configuration`;
    case 'expired':
      return `Token has expired ${problem.secondsAgo} seconds ago`;
    case 'claims-missing':
      return 'Fields `role` and `exp` are required in JWT';
  }
}

function secondsSince(expiresAt: number, now: number): number {
  return Math.max(0, Math.floor((now - expiresAt) / 1000));
}
