/**
 * What an inline button carries: `c1:<action>:<conversation id>`, the id as 22 characters of base64url; a canned answer's
 * button also has the answer's id behind it.
 *
 * Telegram allows 64 bytes and promises nothing about who made them up, so the parser accepts exactly this form and every
 * handler checks again that the tapping person may act on that conversation. `c1` is the version: buttons live as long as
 * their messages, and an old one must be recognised instead of being read wrongly.
 */
const VERSION = 'c1';

const CARD_ACTIONS = ['claim', 'pass', 'close', 'reopen', 'canned', 'ban', 'unban', 'use'] as const;

/** What a card's button does with its conversation. */
export type CardAction = (typeof CARD_ACTIONS)[number];

export type CallbackData =
  | { readonly action: CardAction; readonly conversationId: string }
  /** Sends this canned answer to the visitor. */
  | { readonly action: 'say'; readonly conversationId: string; readonly responseId: string };

export function formatCallbackData(data: CallbackData): string {
  const parts = [VERSION, data.action, shortenUuid(data.conversationId)];
  return (data.action === 'say' ? [...parts, shortenUuid(data.responseId)] : parts).join(':');
}

/** Null for anything that {@link formatCallbackData} did not make. */
export function parseCallbackData(data: string): CallbackData | null {
  const [version, action, shortId = '', ...rest] = data.split(':');
  const conversationId = expandUuid(shortId);
  if (version !== VERSION || conversationId === null) return null;
  if (action === 'say') {
    const responseId = rest.length === 1 ? expandUuid(rest[0] ?? '') : null;
    return responseId === null ? null : { action, conversationId, responseId };
  }
  const known = CARD_ACTIONS.find((candidate) => candidate === action);
  return known === undefined || rest.length > 0 ? null : { action: known, conversationId };
}

export function shortenUuid(uuid: string): string {
  const bytes = uuid.replaceAll('-', '').match(/../g) ?? [];
  const text = btoa(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Null unless it is exactly the short form of some UUID. */
export function expandUuid(shortId: string): string | null {
  if (!/^[A-Za-z0-9_-]{22}$/.test(shortId)) return null;
  const bytes = atob(shortId.replaceAll('-', '+').replaceAll('_', '/'));
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  // 22 characters hold four bits more than a UUID; two spellings of one id would be one too many.
  return shortenUuid(uuid) === shortId ? uuid : null;
}
