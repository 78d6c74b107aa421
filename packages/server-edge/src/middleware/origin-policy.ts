/**
 * Which websites may use a widget. A pattern is a host (`example.com`), every host below one (`*.example.com`, not
 * `example.com` itself), or either with a port (`localhost:5173`). Without a port every port matches, and the scheme is
 * never looked at. A pattern that is not a host matches nothing.
 */
export interface OriginPolicy {
  /** Empty: every origin. */
  readonly allowed_domains: readonly string[];
  /** Wins over the allowed ones. */
  readonly blocked_domains: readonly string[];
}

/** `origin` as browsers send it, for example `https://shop.example.com`, or `null` from a sandboxed frame. */
export function isOriginAllowed(origin: string, policy: OriginPolicy): boolean {
  const site = parseUrl(origin);
  if (site === null || site.hostname === '') return policy.allowed_domains.length === 0;
  const matches = (pattern: string) => matchesPattern(site, pattern);
  if (policy.blocked_domains.some(matches)) return false;
  return policy.allowed_domains.length === 0 || policy.allowed_domains.some(matches);
}

/**
 * Where a request comes from, as far as its `Origin` tells. `nowhere`: a web view whose origin is no website that could be
 * on a list: `null`, `file://`, `app://…`. A request without any origin is no page's, and CORS is for pages.
 */
export type RequestPlace = 'allowed' | 'foreign' | 'nowhere';

export function placeOf(origin: string | undefined, policy: OriginPolicy): RequestPlace {
  if (origin === undefined || isOriginAllowed(origin, policy)) return 'allowed';
  const isBlocked = !isOriginAllowed(origin, { ...policy, allowed_domains: [] });
  return isBlocked || isWebsite(origin) ? 'foreign' : 'nowhere';
}

function isWebsite(origin: string): boolean {
  const protocol = parseUrl(origin)?.protocol;
  return protocol === 'https:' || protocol === 'http:';
}

function matchesPattern(site: URL, pattern: string): boolean {
  const parsed = parsePattern(pattern);
  if (parsed === undefined) return false;
  if (parsed.port !== '' && parsed.port !== portOf(site)) return false;
  return parsed.isWildcard ? site.hostname.endsWith(`.${parsed.host}`) : site.hostname === parsed.host;
}

function parsePattern(pattern: string): { host: string; port: string; isWildcard: boolean } | undefined {
  const isWildcard = pattern.startsWith('*.');
  const authority = isWildcard ? pattern.slice(2) : pattern;
  if (authority === '' || /[/?#@*\\\s]/.test(authority)) return undefined;
  // Parsing as a URL gives the host the spelling that browsers use: lower case, punycode, shortened IPv6. ftp has a
  // default port that nobody means here, so 80 and 443 are kept.
  const url = parseUrl(`ftp://${authority}`);
  return url === null ? undefined : { host: url.hostname, port: url.port, isWildcard };
}

function portOf(site: URL): string {
  if (site.port !== '') return site.port;
  return site.protocol === 'https:' ? '443' : '80';
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
