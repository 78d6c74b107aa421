import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/**
 * What a Supabase project would keep as function secrets. Made once per data directory and kept there, readable by the
 * owner only, so that visitors stay signed in over a restart; in memory, made anew for every start.
 */
export interface StackSecrets {
  /** Private ES256 key with `kid`, signs visitor tokens. */
  readonly signingKey: JWK;
  readonly ipHashSecret: string;
  readonly webhookSecret: string;
  /** Stands for the project's publishable key; public by design. */
  readonly publishableKey: string;
  /** Stands for the project's secret key; opens `internal/*`. */
  readonly secretKey: string;
}

export async function loadStackSecrets(dataDirectory: string | undefined): Promise<StackSecrets> {
  if (dataDirectory === undefined) return makeSecrets();
  const file = join(dataDirectory, 'secrets.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as StackSecrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new Error(`${file} cannot be read. Delete it to make new secrets; visitors then start a new session.`, {
        cause: error,
      });
    }
  }
  const secrets = await makeSecrets();
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return secrets;
}

/** The half of the signing key that Realtime needs to check tokens. */
export function publicKeyOf({ signingKey }: StackSecrets): JWK {
  const { kty, crv, x, y, kid, alg, use } = signingKey;
  return { kty, crv, x, y, kid, alg, use } as JWK;
}

/** With which everybody on a team signs in here; the same for as long as the secret key is. */
export function teamPasswordOf({ secretKey }: StackSecrets): string {
  return createHmac('sha256', secretKey).update('password of the team').digest('base64url').slice(0, 20);
}

async function makeSecrets(): Promise<StackSecrets> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const token = () => randomBytes(24).toString('base64url');
  return {
    signingKey: { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'ES256', use: 'sig' },
    ipHashSecret: token(),
    webhookSecret: token(),
    publishableKey: `sb_publishable_local_${token()}`,
    secretKey: `sb_secret_local_${token()}`,
  };
}
