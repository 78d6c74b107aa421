/**
 * What an inline button carries: `c1:<action>:<conversation id>`, the id as 22 characters of base64url.
 *
 * Telegram allows 64 bytes and promises nothing about who made them up, so the parser accepts exactly this form and every
 * handler checks again that the tapping person may act on that conversation. `c1` is the version: buttons live as long as
 * their messages, and an old one must be recognised instead of being read wrongly.
 */
const VERSION = 'c1';

const BUTTON_ACTIONS = ['claim', 'pass', 'close', 'reopen'] as const;

export type ButtonAction = (typeof BUTTON_ACTIONS)[number];

export interface CallbackData {
  readonly action: ButtonAction;
  readonly conversationId: string;
}

export function formatCallbackData({ action, conversationId }: CallbackData): string {
  return `${VERSION}:${action}:${shortenUuid(conversationId)}`;
}

/** Null for anything that {@link formatCallbackData} did not make. */
export function parseCallbackData(data: string): CallbackData | null {
  const [version, action, shortId = '', ...rest] = data.split(':');
  const known = BUTTON_ACTIONS.find((candidate) => candidate === action);
  const conversationId = expandUuid(shortId);
  if (version !== VERSION || known === undefined || conversationId === null || rest.length > 0) return null;
  return { action: known, conversationId };
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
