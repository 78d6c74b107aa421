import { base64url, hashRefreshToken } from '../../auth/refresh-token.ts';

const RANDOM_BYTES = 32;

/** SHA-256 in hex, as of every token that we give out. */
export const hashInvitationToken = hashRefreshToken;

/**
 * What an invitation is accepted with, of which the database keeps the hash. No prefix: a code that Telegram hands on has
 * at most 64 characters.
 */
export async function createInvitationToken(
  randomBytes: (length: number) => Uint8Array<ArrayBuffer>,
): Promise<{ readonly token: string; readonly hash: string }> {
  const token = base64url(randomBytes(RANDOM_BYTES));
  return { token, hash: await hashInvitationToken(token) };
}
