/** Tokens that look like the sign-in of somebody on a team and are none. */
import { SignJWT, UnsecuredJWT } from 'jose';
import { AUTH_ISSUER, JWT_SECRET, signIn } from '../fake-deps.ts';
import type { HostileStage } from './hostile-stage.ts';

/** `userId`: somebody who may do what is asked, whose sign-in is forged. By what is wrong with it. */
export function badSignIns(stage: () => HostileStage, userId: string): Readonly<Record<string, () => Promise<string>>> {
  const clock = () => stage().deps.clock();
  const soon = () => Math.floor(clock() / 1_000) + 600;
  return {
    'a visitor’s token': async () => (await stage().createActor()).known['token'] ?? '',
    'a sign-in that has expired': () => signIn(userId, clock, { exp: Math.floor(clock() / 1_000) - 60 }),
    'a sign-in that never expires': () => signIn(userId, clock, { exp: undefined }),
    'a sign-in at another project': () => signIn(userId, clock, { iss: 'https://other.example/auth/v1' }),
    'a key of the project': () => signIn(userId, clock, { role: 'anon', aud: undefined, sub: undefined }),
    'a secret key of the project': () => signIn(userId, clock, { role: 'service_role' }),
    'a sign-in without a subject': () => signIn(userId, clock, { sub: undefined }),
    'a sign-in with something else for a subject': () => signIn("' or true --", clock),
    'a token signed with the secret of visitors’ tokens': () =>
      new SignJWT({ role: 'authenticated' })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(AUTH_ISSUER)
        .setAudience('authenticated')
        .setSubject(userId)
        .setExpirationTime(soon())
        .sign(new TextEncoder().encode(JWT_SECRET)),
    'an unsigned token': () =>
      Promise.resolve(
        new UnsecuredJWT({ role: 'authenticated' })
          .setIssuer(AUTH_ISSUER)
          .setAudience('authenticated')
          .setSubject(userId)
          .setExpirationTime(soon())
          .encode(),
      ),
  };
}
