/** Storage that takes more than to be there: an agreement of the visitor, or a domain that shares the session. */
import type { ClientParts } from '../client-parts.ts';
import { readRecord } from '../identity/visitor-record.ts';
import { createFallbackStorage } from '../storage/fallback-storage.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import { shown } from '../store/chat-reducer.ts';
import { browserCookies } from './page-cookies.ts';
import { SESSION_KEY } from './session-key.ts';
import { toSession } from './session-state.ts';
import { isUnderDomain, shareSession } from './shared-cookie.ts';

type GuardParts = Pick<
  ClientParts,
  'kept' | 'storage' | 'store' | 'consent' | 'shareOn' | 'cookies' | 'widgetId' | 'timers' | 'logger'
>;

/** The storage to use once it may be used: with the cookie, where subdomains share. */
export function keptStorage(parts: GuardParts): KeyValueStorage | null {
  const { kept, shareOn: domain, widgetId } = parts;
  const cookies = domain === undefined ? null : (parts.cookies ?? browserCookies());
  if (kept?.scope !== 'shared' || !cookies || domain === undefined || !isUnderDomain(cookies.host, domain)) return kept;
  return shareSession(kept, { cookies, domain, widgetId });
}

/** At the start, before anything is read. Never rejects. */
export async function guardStorage(parts: GuardParts): Promise<void> {
  const { storage, store, timers, consent, shareOn, logger } = parts;
  const kept = keptStorage(parts);
  if (kept === null) return;
  const isSharing = kept !== parts.kept;
  if (shareOn !== undefined && !isSharing) {
    logger('warn', `This page is not under ${shareOn}; the option shareOn is ignored.`);
  }
  // Reads without ever rejecting or hanging.
  const looking = createFallbackStorage(kept, timers, () => {});
  if (consent === 'denied') return wipe(looking, () => true);
  if (consent === 'unknown') {
    if ((await readRecord(looking)).consent?.decision !== 'granted') return;
    store.dispatch(shown({ consent: 'granted', storage: 'persistent' }));
  }
  if (isSharing) await meetCookie(parts, looking);
  storage.use(kept);
}

/** Deletes the records that `isMeant` says. */
export async function wipe(storage: KeyValueStorage, isMeant: (key: string) => boolean): Promise<void> {
  // Where nothing is stored there may be the cookie of another subdomain.
  if ((await storage.get(SESSION_KEY)) !== undefined) await storage.delete(SESSION_KEY);
  for (const key of (await storage.list('')).keys()) if (isMeant(key)) await storage.delete(key);
}

/** A lease is the tab's that holds it, which gives it back. */
export function isLease(key: string): boolean {
  return key.startsWith('lease:');
}

/** A session of before the option was set is told to the others; one that ended on another subdomain ends here. */
async function meetCookie({ kept, logger }: GuardParts, joined: KeyValueStorage): Promise<void> {
  const local = toSession(await kept?.get(SESSION_KEY));
  const session = toSession(await joined.get(SESSION_KEY));
  if (local && !session) return wipe(joined, (key) => !isLease(key));
  if (!session) return;
  await joined.set(SESSION_KEY, session);
  const told = (await kept?.get(SESSION_KEY)) as { readonly is_shared?: boolean } | undefined;
  if (!told?.is_shared) logger('warn', 'The browser does not take the cookie; subdomains share no session.');
}
