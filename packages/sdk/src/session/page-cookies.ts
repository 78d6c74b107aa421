/** The cookies of the page, for what subdomains share. */
export interface PageCookies {
  /** `location.hostname`. */
  readonly host: string;
  /** Whether the page came over https. */
  readonly isSecure: boolean;
  /** All cookies, as `document.cookie` tells them. */
  read(): string;
  /** Sets one, in the words of `Set-Cookie`. */
  write(cookie: string): void;
}

/** Null where there is no page. */
export function browserCookies(): PageCookies | null {
  if (typeof document !== 'object') return null;
  return {
    host: location.hostname,
    isSecure: location.protocol === 'https:',
    read: () => document.cookie,
    write: (cookie) => void (document.cookie = cookie),
  };
}
