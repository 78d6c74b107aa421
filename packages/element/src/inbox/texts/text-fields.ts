import type { CannedResponse, ChatError, NewOwnResponse, OwnResponseChange } from '@support-chat/sdk/agent';

/** What a form for a text has in its fields. */
export type TextFields = NewOwnResponse;

export const NO_FIELDS: TextFields = { shortcut: '', title: '', body: '' };

/** As the server counts them. */
export const MOST_OWN_TEXTS = 200;
export const MOST_TITLE_CHARACTERS = 100;
export const MOST_BODY_CHARACTERS = 4_000;

/** Why a text is not saved, and of which field that is. */
export type TextFault =
  | { readonly kind: 'missing'; readonly field: keyof TextFields }
  | { readonly kind: 'shape' | 'taken'; readonly field: 'shortcut' }
  /** It was deleted elsewhere. */
  | { readonly kind: 'gone' | 'full' | 'unreachable' | 'busy' | 'refused'; readonly field: null };

export function fieldsOf({ shortcut, title, body }: CannedResponse): TextFields {
  return { shortcut, title, body };
}

/** As they are sent: people write the slash as well, and capital letters. */
export function tidied({ shortcut, title, body }: TextFields): TextFields {
  return { shortcut: shortcut.trim().replace(/^\//, '').toLowerCase(), title: title.trim(), body };
}

/** What keeps tidy fields from being sent. */
export function faultOf(fields: TextFields): TextFault | null {
  for (const field of ['title', 'shortcut', 'body'] as const)
    if (fields[field].trim() === '') return { kind: 'missing', field };
  return /^[a-z\d][a-z\d_-]{0,31}$/.test(fields.shortcut) ? null : { kind: 'shape', field: 'shortcut' };
}

/** What the server's refusal means. `ownCount`: how many texts of their own the agent has. */
export function faultOfError({ code }: ChatError, ownCount: number): TextFault {
  switch (code) {
    case 'already_exists':
      return { kind: 'taken', field: 'shortcut' };
    case 'record_not_found':
      return { kind: 'gone', field: null };
    case 'network_unavailable':
    case 'timeout':
    case 'database_unavailable':
      return { kind: 'unreachable', field: null };
    case 'rate_limited':
      return { kind: 'busy', field: null };
    default:
      return { kind: ownCount >= MOST_OWN_TEXTS ? 'full' : 'refused', field: null };
  }
}

/** Whether there is anything to lose. */
export function differs(fields: TextFields, begun: TextFields): boolean {
  return fields.shortcut !== begun.shortcut || fields.title !== begun.title || fields.body !== begun.body;
}

/**
 * What to send. Of a change only what was changed: whoever changes the rest of it on another device keeps that.
 * Null: there is nothing to send.
 */
export function toSave(
  id: string | null,
  fields: TextFields,
  begun: TextFields,
): NewOwnResponse | OwnResponseChange | null {
  if (id === null) return fields;
  const changes = (Object.keys(fields) as (keyof TextFields)[]).filter((name) => fields[name] !== begun[name]);
  return changes.length === 0 ? null : { id, ...Object.fromEntries(changes.map((name) => [name, fields[name]])) };
}
