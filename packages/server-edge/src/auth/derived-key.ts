/**
 * Keys for purposes of their own from the one secret that is set, so that what was made for one purpose is worth nothing
 * for another (HKDF, RFC 5869).
 */
export async function deriveHmacKey(secret: string, purpose: string): Promise<CryptoKey> {
  const bytes = new TextEncoder();
  const material = await crypto.subtle.importKey('raw', bytes.encode(secret), 'HKDF', false, ['deriveKey']);
  const derivation = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: bytes.encode(`support-chat ${purpose}`),
  };
  return crypto.subtle.deriveKey(derivation, material, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, [
    'sign',
    'verify',
  ]);
}
