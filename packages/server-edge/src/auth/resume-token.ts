/**
 * The token of a link in an e-mail that opens a conversation again: which conversation of which visitor, and until when,
 * under an HMAC. It needs no row of its own, so a link costs nothing until it is used.
 *
 * Layout, base64url: version (1 byte), conversation (16), visitor (16), expiry in seconds since 1970 (4) `.` HMAC-SHA-256.
 */
import { deriveHmacKey } from './derived-key.ts';

export const RESUME_LINK_LIFETIME_SECONDS = 7 * 86_400;

const VERSION = 1;
const BODY_BYTES = 37;

export interface ResumeClaims {
  readonly conversationId: string;
  readonly visitorId: string;
}

export type VerifiedResumeToken =
  { readonly outcome: 'valid'; readonly claims: ResumeClaims } | { readonly outcome: 'invalid' | 'expired' };

export interface ResumeTokens {
  issue(claims: ResumeClaims): Promise<string>;
  verify(token: string): Promise<VerifiedResumeToken>;
}

export interface ResumeTokensOptions {
  /** The one secret of the installation; the key is derived from it for this purpose only. */
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

export function createResumeTokens({ secret, clock }: ResumeTokensOptions): ResumeTokens {
  let key: Promise<CryptoKey> | undefined;
  const hmacKey = () => (key ??= deriveHmacKey(secret, 'resume link'));
  return {
    async issue({ conversationId, visitorId }) {
      const body = new Uint8Array(BODY_BYTES);
      body[0] = VERSION;
      body.set(bytesOfUuid(conversationId), 1);
      body.set(bytesOfUuid(visitorId), 17);
      new DataView(body.buffer).setUint32(33, Math.floor(clock() / 1_000) + RESUME_LINK_LIFETIME_SECONDS);
      const signature = new Uint8Array(await crypto.subtle.sign('HMAC', await hmacKey(), body));
      return `${base64url(body)}.${base64url(signature)}`;
    },

    async verify(token) {
      const [bodyText, signatureText, ...rest] = token.split('.');
      const body = bytesOf(bodyText);
      const signature = bytesOf(signatureText);
      if (body?.length !== BODY_BYTES || signature === undefined || rest.length > 0) return { outcome: 'invalid' };
      const isOurs = await crypto.subtle.verify('HMAC', await hmacKey(), signature, body);
      if (!isOurs || body[0] !== VERSION) return { outcome: 'invalid' };
      if (new DataView(body.buffer).getUint32(33) * 1_000 <= clock()) return { outcome: 'expired' };
      return {
        outcome: 'valid',
        claims: { conversationId: uuidOf(body.subarray(1, 17)), visitorId: uuidOf(body.subarray(17, 33)) },
      };
    },
  };
}

function bytesOfUuid(uuid: string): Uint8Array {
  const hex = uuid.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new TypeError('A resume link is made for ids that are UUIDs.');
  return Uint8Array.from({ length: 16 }, (_value, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Only the one spelling that {@link base64url} writes, so that a token cannot be counted under several names. */
function bytesOf(text: string | undefined): Uint8Array<ArrayBuffer> | undefined {
  if (text === undefined || !/^[\w-]{1,100}$/.test(text) || text.length % 4 === 1) return undefined;
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  return base64url(bytes) === text ? bytes : undefined;
}
