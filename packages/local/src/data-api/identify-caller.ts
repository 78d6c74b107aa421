import type { Identity, TokenProblem, TokenVerifier } from '../realtime/token-verifier.ts';
import { refused } from './refusal.ts';

/**
 * Who calls, as the gateway and PostgREST find it out together: every call shows an API key; a token in `authorization`
 * says more than the key. A refusal is an answer.
 */
export async function identifyCaller(request: Request, verifier: TokenVerifier): Promise<Identity | Response> {
  const apiKey = request.headers.get('apikey');
  if (apiKey === null) return Response.json({ message: 'No API key found in request' }, { status: 401 });
  const key = await verifier.verify(apiKey);
  if (key.kind === 'refused') return Response.json({ message: 'Invalid API key' }, { status: 401 });

  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token === undefined || token === apiKey) return key.identity;
  const verification = await verifier.verify(token);
  if (verification.kind === 'verified') return verification.identity;
  return refusedToken(token, verification.problem);
}

function refusedToken(token: string, problem: TokenProblem): Response {
  if (problem.kind === 'expired')
    return refused(401, { code: 'PGRST303', message: 'JWT expired' }, { 'www-authenticate': bearer('JWT expired') });
  const parts = token.split('.').length;
  const { message, details } =
    parts === 3
      ? { message: 'No suitable key or wrong key type', details: 'None of the keys was able to decode the JWT' }
      : { message: `Expected 3 parts in JWT; got ${String(parts)}`, details: null };
  return refused(401, { code: 'PGRST301', message, details }, { 'www-authenticate': bearer(message) });
}

function bearer(description: string): string {
  return `Bearer error="invalid_token", error_description="${description}"`;
}
