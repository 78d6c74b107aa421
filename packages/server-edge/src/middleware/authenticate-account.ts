import { createMiddleware } from 'hono/factory';
import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { Account } from '../auth/account-token.ts';
import type { SupportDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { bearerToken } from './bearer-token.ts';

/** Lets a request pass with the access token of anybody who is signed in to the project, on a team or not. */
export function authenticateAccount(deps: Pick<SupportDeps, 'accounts'>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    c.set('account', await verifyAccount(c, deps));
    await next();
  });
}

/** Throws `ApiError`: what `AccountTokens.verify` says, `token_missing`, and `feature_disabled` without an Auth server. */
export async function verifyAccount(c: Context<AppEnv>, { accounts }: Pick<SupportDeps, 'accounts'>): Promise<Account> {
  if (accounts === undefined) {
    throw new ApiError('feature_disabled', 'Nobody can sign in here: this server knows no Auth server.');
  }
  return accounts.verify(bearerToken(c));
}
