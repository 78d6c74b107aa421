import { calculateJwkThumbprint, importJWK, type CryptoKey, type JWK } from 'jose';

/**
 * A key for visitor tokens. `es256` is the default: a P-256 JWK, with `d` to sign, without it to verify only (an older
 * key during a rotation). `hs256` is for self-hosted projects and projects with the legacy JWT secret.
 */
export type VisitorTokenKey =
  | { readonly kind: 'es256'; readonly jwk: JWK }
  | {
      readonly kind: 'hs256';
      /** At least 32 bytes. */
      readonly secret: string;
      /** Default: derived from the secret. */
      readonly kid?: string | undefined;
    };

export type SigningAlgorithm = 'ES256' | 'HS256';

/** A key made ready, with the one algorithm it may be used with. */
export interface ImportedKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly verifyWith: CryptoKey | Uint8Array;
  /** Absent for a key that only verifies. */
  readonly signWith: CryptoKey | Uint8Array | undefined;
}

const MINIMUM_SECRET_BYTES = 32;

/** Throws a `TypeError` that says what is wrong with the key, without showing any of it. */
export async function importVisitorTokenKey(key: VisitorTokenKey): Promise<ImportedKey> {
  return key.kind === 'es256' ? importEs256(key.jwk) : importHs256(key.secret, key.kid);
}

async function importEs256(jwk: JWK): Promise<ImportedKey> {
  const { kty, crv, x, y, d } = jwk;
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined) {
    throw new TypeError('The JWT key must be an EC key on the curve P-256 (alg ES256) with x and y.');
  }
  const publicJwk = { kty, crv, x, y };
  const kid = jwk.kid ?? (await calculateJwkThumbprint(publicJwk));
  return {
    kid,
    algorithm: 'ES256',
    verifyWith: await importJWK(publicJwk, 'ES256'),
    signWith: d === undefined ? undefined : await importJWK({ ...publicJwk, d }, 'ES256'),
  };
}

async function importHs256(secret: string, kid: string | undefined): Promise<ImportedKey> {
  const bytes = new TextEncoder().encode(secret);
  if (bytes.length < MINIMUM_SECRET_BYTES) {
    throw new TypeError(`The JWT secret must have at least ${String(MINIMUM_SECRET_BYTES)} bytes.`);
  }
  return { kid: kid ?? (await kidOf(bytes)), algorithm: 'HS256', verifyWith: bytes, signWith: bytes };
}

/** Names the secret without being a plain hash of it: the tag separates this use from any other. */
async function kidOf(secret: Uint8Array<ArrayBuffer>): Promise<string> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const tag = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode('support-chat kid'));
  return Array.from(new Uint8Array(tag, 0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
