import { createHmac } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';

/** What an address was signed for. A token for one is worth nothing for the other. */
export type SignedPurpose = 'upload' | 'download';

export type SignatureCheck =
  | { readonly outcome: 'valid'; readonly expiresAt: Date }
  | { readonly outcome: 'malformed' | 'expired' | 'mismatched' };

/** Tokens for one path, one purpose and a limited time, as the real server makes them: JWTs with `url` and `scope`. */
export interface SignedUrls {
  sign(purpose: SignedPurpose, path: string, lifetimeSeconds: number): Promise<string>;
  verify(purpose: SignedPurpose, path: string, token: string): Promise<SignatureCheck>;
}

export interface SignedUrlsOptions {
  /** From which the key is derived. */
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

export function createSignedUrls({ secret, clock }: SignedUrlsOptions): SignedUrls {
  const key = createHmac('sha256', secret).update('support-chat storage addresses').digest();
  return {
    async sign(purpose, path, lifetimeSeconds) {
      const issuedAt = Math.floor(clock() / 1_000);
      return new SignJWT({ url: path, scope: purpose })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .sign(key);
    },
    async verify(purpose, path, token) {
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], currentDate: new Date(clock()) });
        if (payload['scope'] !== purpose || payload['url'] !== path) return { outcome: 'mismatched' };
        return { outcome: 'valid', expiresAt: new Date((payload.exp ?? 0) * 1_000) };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return { outcome: 'expired' };
        if (error instanceof errors.JOSEError) return { outcome: 'malformed' };
        throw error;
      }
    },
  };
}
