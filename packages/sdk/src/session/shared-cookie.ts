/**
 * A session that subdomains share. Cookies are the only thing that browsers let `www.example.com` and
 * `shop.example.com` both read, so one of the parent domain holds what a new tab over there needs to go on: ids, the
 * newest refresh token, and how often it was replaced. Everything else stays with each subdomain.
 *
 * Rotation needs no lock across subdomains: whoever is about to refresh reads the cookie first and writes it right
 * after the answer, and should two refresh in the same moment, both answers are good (the server accepts the token
 * before the newest until the newest is used).
 *
 * What it costs: the token goes to every server under the domain with every request and can be read by every script
 * there. It is worth a conversation of this visitor, nothing else; that is why the option is off unless asked for.
 */
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import type { PageCookies } from './page-cookies.ts';
import { SESSION_KEY } from './session-key.ts';
import { rotationOf, type StoredSession, toSession } from './session-state.ts';

/** Like the session itself: 30 days from its last use. */
const MAX_AGE_SECONDS = 30 * 24 * 3600;

interface SharedSession {
  readonly session_id: string;
  readonly visitor_id: string;
  readonly refresh_token: string;
  readonly rotation: number;
}

/** What this subdomain keeps of a session whose cookie was written: should that be gone, somebody has logged out. */
interface LocalSession extends StoredSession {
  readonly is_shared?: boolean;
}

export interface SharedCookieOptions {
  readonly cookies: PageCookies;
  /** The domain whose subdomains share. */
  readonly domain: string;
  readonly widgetId: string;
}

export function isUnderDomain(host: string, domain: string): boolean {
  return domain.includes('.') && (host === domain || host.endsWith(`.${domain}`));
}

/** The storage, with the session in it also in the cookie. Passes the contract of storages for everything else. */
export function shareSession(local: KeyValueStorage, options: SharedCookieOptions): KeyValueStorage {
  const { cookies, domain } = options;
  const name = `support-chat-${options.widgetId}`;
  const attributes = `; Domain=${domain}; Path=/; SameSite=Lax${cookies.isSecure ? '; Secure' : ''}`;

  const read = (): SharedSession | null => {
    const found = cookies
      .read()
      .split(/;\s*/)
      .find((cookie) => cookie.startsWith(`${name}=`));
    return found === undefined ? null : parse(found.slice(name.length + 1));
  };

  /** What counts: whichever is newer, and the cookie where they tell of different sessions. */
  const join = (stored: unknown): unknown => {
    const session = toSession(stored) as LocalSession | null;
    const shared = read();
    if (!shared) return session?.is_shared ? undefined : stored;
    if (session?.session_id !== shared.session_id) return toStoredSession(shared);
    if (shared.rotation <= rotationOf(session)) return session;
    // Somebody who is another visitor by now needs another access token as well.
    const access = session.visitor_id === shared.visitor_id ? {} : { access_token: '', expires_in: 0 };
    return { ...session, ...shared, ...access };
  };

  /** Writes the cookie, and says in the local copy whether the browser took it. */
  const publish = (value: unknown): unknown => {
    const session = toSession(value);
    if (!session) return value;
    cookies.write(`${name}=${format(session)}; Max-Age=${MAX_AGE_SECONDS}${attributes}`);
    return { ...session, is_shared: read()?.session_id === session.session_id };
  };

  return {
    get scope() {
      return local.scope;
    },
    get: async (key) => (key === SESSION_KEY ? join(await local.get(key)) : local.get(key)),
    list: (prefix) => local.list(prefix),
    set: (key, value) => local.set(key, key === SESSION_KEY ? publish(value) : value),
    async delete(key) {
      if (key === SESSION_KEY) cookies.write(`${name}=; Max-Age=0${attributes}`);
      await local.delete(key);
    },
    // Writing the same cookie again, should the change run again, is harmless.
    update: (key, change) => local.update(key, key === SESSION_KEY ? (value) => publish(change(join(value))) : change),
  };
}

/** Without an access token: the first call brings one. */
function toStoredSession(shared: SharedSession): LocalSession {
  return { ...shared, access_token: '', expires_in: 0, realtime_topic: '', received_at: 0, is_shared: true };
}

/** Ids and tokens consist of characters that cookies may hold; the server makes them so. */
function format(session: StoredSession): string {
  return [session.session_id, session.visitor_id, session.refresh_token, rotationOf(session)].join('|');
}

function parse(text: string): SharedSession | null {
  const [session_id, visitor_id, refresh_token, rotation] = text.split('|');
  const isWhole = session_id && visitor_id && refresh_token && /^\d+$/.test(rotation ?? '');
  return isWhole ? { session_id, visitor_id, refresh_token, rotation: Number(rotation) } : null;
}
