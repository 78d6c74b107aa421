/** Opaque refresh tokens: 256 random bits, of which the database only ever sees a hash. */

const PREFIX = 'scr_';
const RANDOM_BYTES = 32;

export interface RefreshToken {
  /** For the visitor's browser, once. */
  readonly token: string;
  /** For the database. */
  readonly hash: string;
}

export async function createRefreshToken(
  randomBytes: (length: number) => Uint8Array<ArrayBuffer>,
): Promise<RefreshToken> {
  const token = PREFIX + base64url(randomBytes(RANDOM_BYTES));
  return { token, hash: await hashRefreshToken(token) };
}

/** SHA-256 in hex. No salt or stretching: a token has all the entropy a hash can keep. */
export async function hashRefreshToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
