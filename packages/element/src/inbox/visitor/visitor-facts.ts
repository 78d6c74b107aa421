import type { InboxPhrases } from '../i18n/inbox-phrases.ts';

/** What is known of somebody, one by one: a name in the agent's language, or as the site calls it, and words to read. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** An address that a click may follow. */
  readonly href?: string | undefined;
}

/** Most of them; a site may send hundreds. */
const MOST = 40;

/** Any values of a site's own, as words: what is nested is written like JSON, what is empty is left out. */
export function toFacts(values: Readonly<Record<string, unknown>>): Fact[] {
  return Object.entries(values)
    .flatMap(([label, value]) => {
      const text = wordsOf(value);
      return text === '' ? [] : [{ label: readable(label), value: text, href: addressOf(text) }];
    })
    .slice(0, MOST);
}

/** `page_url`, `pageUrl` → "page url". */
function readable(name: string): string {
  const words = name.replaceAll(/[_-]+/g, ' ').replaceAll(/([a-z\d])([A-Z])/g, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value as number | boolean);
}

/** `desktop` in the agent's words; what nobody has a word for stays as it is. */
export function deviceName(device: string, names: InboxPhrases['devices']): string {
  return Object.hasOwn(names, device) ? names[device as keyof typeof names] : device;
}

/** Absolute, and of the web: `javascript:` and its like never become links. */
export function addressOf(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text).href : undefined;
}

/** Without what every address has, so that what differs can be read: "shop.example/orders". */
export function shortAddress(address: string): string {
  return address.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
}
