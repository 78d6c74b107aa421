/**
 * What a site's identity token says about its user, once it is certain that the site signed it.
 *
 * A token is good for an hour at most and for one widget when it names one. Every refusal is `identity_token_invalid`
 * with the reason in `details.reason`; the words are for the developer of the site, and repeat nothing of the token.
 */
import { ApiError } from '../errors.ts';
import { identityClaimsSchema, type IdentityClaims } from '../schemas/identity.ts';
import { verifySiteToken, type SiteSecret, type SiteTokenFault } from './site-token.ts';

const MAX_LIFETIME_SECONDS = 3_600;
/** What `aud` may say besides the key of the widget. */
const AUDIENCE = 'support-chat';

interface IdentityTokenOptions {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The widget's key, without its host part. */
  readonly widgetKey: string;
}

/** `audience`: made for another widget or for something else. */
type IdentityTokenFault = SiteTokenFault | 'audience';

const MESSAGES: Readonly<Record<IdentityTokenFault, string>> = {
  malformed: 'The identity token is not a JWT signed with HS256.',
  unknown_key: 'The identity token names no identity secret of this organization.',
  signature: 'The identity token is not signed with an identity secret of this organization.',
  expired: 'The identity token has expired.',
  not_yet: 'The identity token is not valid yet.',
  lifetime: 'An identity token may be valid for an hour at most, from iat to exp.',
  claims: 'Claims of the identity token are missing or of the wrong kind.',
  audience: 'The identity token is for another widget.',
};

export async function verifyIdentityToken(
  token: string,
  secrets: readonly SiteSecret[],
  { clock, widgetKey }: IdentityTokenOptions,
): Promise<IdentityClaims> {
  const result = await verifySiteToken(token, secrets, { clock, maxLifetimeSeconds: MAX_LIFETIME_SECONDS });
  if (result.kind === 'refused') throw refusal(result.fault);
  const parsed = identityClaimsSchema.safeParse(result.claims);
  if (!parsed.success) throw claimsRefused(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')));
  if (!isFor(parsed.data, widgetKey)) throw refusal('audience');
  return parsed.data;
}

/** Which claims are missing or of the wrong kind stands in `details.claims`. */
export function claimsRefused(names: readonly string[], cause?: unknown): ApiError {
  return refusal('claims', { claims: [...new Set(names)] }, cause);
}

function isFor({ widget, aud }: IdentityClaims, widgetKey: string): boolean {
  if (widget != null && keyOf(widget) !== widgetKey) return false;
  if (aud == null) return true;
  return [aud].flat().some((name) => name === AUDIENCE || keyOf(name) === widgetKey);
}

/** Sites copy the key with its host part, `wk_ab12@abcdefgh`. */
function keyOf(name: string): string {
  return name.split('@')[0] ?? '';
}

function refusal(reason: IdentityTokenFault, more: Readonly<Record<string, unknown>> = {}, cause?: unknown): ApiError {
  return new ApiError('identity_token_invalid', MESSAGES[reason], { details: { reason, ...more }, cause });
}
