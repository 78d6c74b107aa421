const PREFIX = '#support-chat-resume=';

/**
 * Finds the token that a link in an e-mail has brought to this page (`#support-chat-resume=…`), and takes it out of the
 * address bar, so that neither the history nor a shared address opens somebody's conversation. Null when there is none.
 * Fragments are never sent to servers, and in no referrer.
 *
 * @param address - That of the page.
 * @param history - That of the page.
 * @example
 * const token = takeResumeToken(location, history);
 * if (token) await chat.resume(token);
 */
export function takeResumeToken(
  { hash, pathname, search }: Pick<Location, 'hash' | 'pathname' | 'search'>,
  history: Pick<History, 'state' | 'replaceState'>,
): string | null {
  if (!hash.startsWith(PREFIX)) return null;
  history.replaceState(history.state, '', pathname + search);
  return hash.slice(PREFIX.length) || null;
}
