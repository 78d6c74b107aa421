import { isOriginAllowed, type OriginPolicy } from '../middleware/origin-policy.ts';

/** What the widget looks for in the address of the page it is on. */
const RESUME_FRAGMENT = 'support-chat-resume';

/**
 * The page where the visitor was, as a place for links in e-mails; undefined when the widget may not be used there. The
 * address is only what a browser once claimed, so nothing is kept of it but origin and path: no query that could make the
 * page do something, no login, no fragment.
 */
export function pageToReturnTo(pageUrl: string | null, policy: OriginPolicy): string | undefined {
  if (pageUrl === null || !URL.canParse(pageUrl)) return undefined;
  const url = new URL(pageUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  return isOriginAllowed(url.origin, policy) ? `${url.origin}${url.pathname}` : undefined;
}

export function resumeLink(page: string, token: string): string {
  return `${page}#${RESUME_FRAGMENT}=${token}`;
}
