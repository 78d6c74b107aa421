import type { PageCookies } from '../src/session/page-cookies.ts';
import type { FakeClock } from './fake-clock.ts';

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly isSecure: boolean;
  readonly expiresAt: number;
}

/** The cookies of one browser, over all hosts, with the rules of domains, `Secure` and `Max-Age` (RFC 6265 §5.3, §5.4). */
export class FakeCookies {
  /** Everything that pages have set, in their own words. */
  readonly written: string[] = [];
  /** The browser pretends to have none. */
  isBlocked = false;
  readonly #clock: FakeClock;
  #cookies: readonly Cookie[] = [];

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  /** What a page on this host sees. */
  on(host: string, isSecure = true): PageCookies {
    return {
      host,
      isSecure,
      read: () =>
        this.#cookies
          .filter((cookie) => isWithin(host, cookie.domain) && (isSecure || !cookie.isSecure))
          .filter(({ expiresAt }) => expiresAt > this.#clock.now())
          .map(({ name, value }) => `${name}=${value}`)
          .join('; '),
      write: (text) => {
        this.written.push(text);
        if (!this.isBlocked) this.#set(text, host, isSecure);
      },
    };
  }

  clear(): void {
    this.#cookies = [];
  }

  #set(text: string, host: string, isSecure: boolean): void {
    const [pair = '', ...rest] = text.split(/;\s*/);
    const attributes = new Map(
      rest.map((part): [string, string] => {
        const [key = '', attribute = ''] = part.split('=');
        return [key, attribute];
      }),
    );
    const domain = attributes.get('Domain') ?? host;
    // A browser takes no cookie for a foreign domain, none for a public suffix, and no secure one over http.
    if (!isWithin(host, domain) || !domain.includes('.') || (attributes.has('Secure') && !isSecure)) return;
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const expiresAt = this.#clock.now() + Number(attributes.get('Max-Age')) * 1000;
    const others = this.#cookies.filter((cookie) => cookie.name !== name || cookie.domain !== domain);
    this.#cookies = [...others, { name, value, domain, isSecure: attributes.has('Secure'), expiresAt }];
  }
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
