import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { CliWorld } from '../world.ts';

export interface MadeKeys {
  /** By the name under which the functions read them; secrets. */
  readonly variables: Readonly<Record<string, string>>;
  /** The half of the signing key that everybody may know. */
  readonly publicKey: JWK;
}

type Present = Readonly<Record<string, string | undefined>>;

const SECRET_BYTES = 32;

/** `present` is what the functions have now; what must outlive a new key is taken from there. */
export async function makeKeys(world: Pick<CliWorld, 'uuid' | 'randomBytes'>, present: Present): Promise<MadeKeys> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(privateKey);
  const kid = world.uuid();
  // The shape of `supabase gen signing-key`, which the dashboard's import takes.
  const jwk = { kty, kid, use: 'sig', key_ops: ['sign', 'verify'], alg: 'ES256', ext: true, d, crv, x, y };
  const previous = previousKeys(present);
  return {
    variables: {
      SUPPORT_JWT_KEY: JSON.stringify(jwk),
      ...(previous.length === 0 ? {} : { SUPPORT_JWT_PREVIOUS_KEYS: JSON.stringify(previous) }),
      SUPPORT_IP_HASH_SECRET: present['SUPPORT_IP_HASH_SECRET'] ?? hex(world.randomBytes(SECRET_BYTES)),
      TELEGRAM_WEBHOOK_SECRET: hex(world.randomBytes(SECRET_BYTES)),
    },
    publicKey: { kty, kid, use: 'sig', alg: 'ES256', crv, x, y } as JWK,
  };
}

/**
 * Tokens live an hour, so one former key is enough: the one in use until now, by its public half. A legacy secret has none
 * and is kept as it is.
 */
function previousKeys(present: Present): readonly unknown[] {
  const text = present['SUPPORT_JWT_KEY']?.trim() ?? '';
  if (text === '') return [];
  if (!text.startsWith('{')) return [text];
  try {
    const { kty, crv, x, y, kid, alg, use } = JSON.parse(text) as JWK;
    return [{ kty, crv, x, y, kid, alg, use }];
  } catch {
    // What the functions could not read either has signed no token.
    return [];
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
