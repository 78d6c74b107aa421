/**
 * Stands for the Auth server of a Supabase project: publishes the key that tokens are signed with, and signs in whoever
 * is on a team here.
 *
 * There is one password for everybody, made with the other secrets of the stack and printed at its start. A sign-in can be
 * renewed until the stack stops, as supabase-js does it by itself. Nothing else of an Auth server is here: no sign-up, no
 * mails; a token lives for a working day.
 */
import { randomUUID, timingSafeEqual } from 'node:crypto';
import { importJWK, SignJWT, type JWK } from 'jose';
import type { LocalDatabase } from '../database/local-database.ts';
import { readBody } from './read-body.ts';

const LIFETIME_SECONDS = 12 * 3_600;
const KEYS_PATH = '/auth/v1/.well-known/jwks.json';
const TOKEN_PATH = '/auth/v1/token';
const LOGOUT_PATH = '/auth/v1/logout';
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, apikey, content-type, x-client-info, x-supabase-api-version',
  'access-control-allow-methods': 'GET, POST',
};

export interface SignedIn {
  readonly access_token: string;
  readonly token_type: 'bearer';
  /** Seconds. */
  readonly expires_in: number;
  /** Seconds since 1970. */
  readonly expires_at: number;
  /** Good for one renewal. */
  readonly refresh_token: string;
  readonly user: { readonly id: string; readonly email: string };
}

export interface LocalAuthOptions {
  readonly database: Pick<LocalDatabase, 'query'>;
  /** Private ES256 key with `kid`. */
  readonly signingKey: JWK;
  readonly publicKey: JWK;
  readonly password: string;
  /** Where the stack is reached: `http://127.0.0.1:PORT` */
  readonly url: () => string;
}

export interface LocalAuth {
  /** Answers below `/auth/v1`. */
  handle(request: Request, path: string): Promise<Response>;
  /** `undefined` when nobody on a team has this address. */
  signIn(email: string): Promise<SignedIn | undefined>;
}

export function createLocalAuth(options: LocalAuthOptions): LocalAuth {
  /** Refresh tokens, and for whom they are. */
  const renewable = new Map<string, string>();

  async function signIn(email: string): Promise<SignedIn | undefined> {
    const [account] = await options.database.query<{ user_id: string; email: string }>(
      'select user_id, email from support.agents where lower(email) = lower($1) and user_id is not null and is_active limit 1',
      [email],
    );
    if (account === undefined) return undefined;
    const issuedAt = Math.floor(Date.now() / 1_000);
    const expiresAt = issuedAt + LIFETIME_SECONDS;
    const { kid = '', alg = 'ES256' } = options.signingKey;
    const token = await new SignJWT({ role: 'authenticated', email: account.email, session_id: randomUUID() })
      .setProtectedHeader({ alg, kid, typ: 'JWT' })
      .setIssuer(`${options.url()}/auth/v1`)
      .setAudience('authenticated')
      .setSubject(account.user_id)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(await importJWK(options.signingKey, alg));
    const refreshToken = randomUUID();
    renewable.set(refreshToken, account.email);
    return {
      access_token: token,
      refresh_token: refreshToken,
      token_type: 'bearer',
      expires_in: LIFETIME_SECONDS,
      expires_at: expiresAt,
      user: { id: account.user_id, email: account.email },
    };
  }

  async function signInWithPassword(request: Request): Promise<Response> {
    const { email, password } = await credentialsOf(request);
    const isRight = isSame(password, options.password);
    const signedIn = isRight ? await signIn(email) : undefined;
    if (signedIn === undefined) return refusal('invalid_credentials', 'Invalid login credentials');
    return json(signedIn);
  }

  async function renew(request: Request): Promise<Response> {
    const { refresh_token: token } = await readBody(request);
    const email = typeof token === 'string' ? renewable.get(token) : undefined;
    const signedIn = email === undefined ? undefined : await signIn(email);
    if (signedIn === undefined) return refusal('refresh_token_not_found', 'Invalid Refresh Token');
    renewable.delete(String(token));
    return json(signedIn);
  }

  return {
    signIn,
    async handle(request, path) {
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS });
      if (path === KEYS_PATH && request.method === 'GET') return json({ keys: [options.publicKey] });
      if (path === TOKEN_PATH && request.method === 'POST') {
        const grant = new URL(request.url).searchParams.get('grant_type');
        if (grant === 'password') return signInWithPassword(request);
        if (grant === 'refresh_token') return renew(request);
        return refusal('unsupported_grant_type', 'Only password and refresh_token are here');
      }
      // Its tokens end by themselves; the client forgets them.
      if (path === LOGOUT_PATH && request.method === 'POST') return new Response(null, { status: 204, headers: CORS });
      return json({ code: 404, msg: 'Not found' }, 404);
    },
  };
}

async function credentialsOf(request: Request): Promise<{ readonly email: string; readonly password: string }> {
  const { email, password } = await readBody(request);
  return { email: typeof email === 'string' ? email : '', password: typeof password === 'string' ? password : '' };
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refusal(code: string, message: string): Response {
  return json({ code: 400, error_code: code, msg: message }, 400);
}

function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { ...CORS, 'cache-control': 'no-store' } });
}
