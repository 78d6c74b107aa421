/**
 * App tokens: how an app shows that it may use a widget with a list of websites, when its web view has no website that
 * could be on the list. The app's backend signs one (HS256) with an identity secret of the organization; the app sends it
 * as `x-support-app-token`.
 *
 * It says `{"widget": "wk_…", "exp": …}` and lives for a day at most. It lets an app in; it is no word about who uses it,
 * so a token with a `sub`, which is a user's identity token, is none.
 */
import { verifySiteToken, type SiteSecret, type SiteTokenFault } from './site-token.ts';

export const APP_TOKEN_HEADER = 'x-support-app-token';
export const MAX_APP_TOKEN_LIFETIME_SECONDS = 86_400;

/** `widget`: for another widget, or for none. */
export type AppTokenFault = SiteTokenFault | 'widget';

export interface AppTokenOptions {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The keys under which the widget is known, without their host part: the present one, and the one it was asked by. */
  readonly widgetKeys: readonly string[];
}

/** What is wrong with a token; undefined for one that is good. */
export async function faultOfAppToken(
  token: string,
  secrets: readonly SiteSecret[],
  { clock, widgetKeys }: AppTokenOptions,
): Promise<AppTokenFault | undefined> {
  const result = await verifySiteToken(token, secrets, { clock, maxLifetimeSeconds: MAX_APP_TOKEN_LIFETIME_SECONDS });
  if (result.kind === 'refused') return result.fault;
  const { sub, widget } = result.claims;
  if (sub !== undefined || typeof widget !== 'string') return 'claims';
  return widgetKeys.includes(widget.split('@')[0] ?? '') ? undefined : 'widget';
}
