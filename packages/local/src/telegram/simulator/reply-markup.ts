import type { ApiInlineButton, ApiInlineKeyboard } from './api-types.ts';
import { badRequest } from './bot-api-error.ts';
import type { Params } from './params.ts';

/** [DOC] `callback_data` is limited to 64 bytes of UTF-8, not 64 characters. */
const MAX_CALLBACK_DATA_BYTES = 64;
const MAX_BUTTONS = 100;
const STYLES = ['danger', 'success', 'primary'];

export type ReplyMarkup =
  | { readonly kind: 'none' }
  | { readonly kind: 'inline'; readonly keyboard: ApiInlineKeyboard }
  | { readonly kind: 'other' };

/** Reads and checks `reply_markup`. The length of callback data is checked later, by `checkCallbackData`. */
export function readReplyMarkup(params: Params): ReplyMarkup {
  const problem = "can't parse reply keyboard markup JSON object";
  const value = params.json('reply_markup', problem);
  if (value === undefined) return { kind: 'none' };
  if (typeof value !== 'object' || value === null) throw badRequest('object expected as reply markup');
  const { inline_keyboard: rows } = value as { inline_keyboard?: unknown };
  if (rows === undefined) {
    const isKnown = ['keyboard', 'remove_keyboard', 'force_reply'].some((name) => name in value);
    return isKnown ? { kind: 'other' } : { kind: 'none' };
  }
  if (!Array.isArray(rows)) throw badRequest('field "inline_keyboard" must be of type Array');
  const keyboard = rows.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest('field "inline_keyboard" must be an Array of Arrays');
    return row.map(readButton);
  });
  const filled = keyboard.filter((row) => row.length > 0);
  if (filled.flat().length > MAX_BUTTONS) throw badRequest('reply markup is too long');
  return filled.length ? { kind: 'inline', keyboard: { inline_keyboard: filled } } : { kind: 'none' };
}

/** Telegram's servers check this after the chat was found, so the refusal comes late. */
export function checkCallbackData(markup: ReplyMarkup): void {
  if (markup.kind !== 'inline') return;
  for (const { callback_data: data } of markup.keyboard.inline_keyboard.flat()) {
    if (data !== undefined && Buffer.byteLength(data) > MAX_CALLBACK_DATA_BYTES)
      throw badRequest('BUTTON_DATA_INVALID');
  }
}

/** A button keeps one action: the first that Telegram reads. */
function readButton(value: unknown): ApiInlineButton {
  const fail = (reason: string) => badRequest(`can't parse InlineKeyboardButton: ${reason}`);
  if (typeof value !== 'object' || value === null) throw fail('expected an Object');
  const given = value as Record<string, unknown>;
  if (typeof given['text'] !== 'string' || given['text'] === '') throw fail('Can\'t find field "text"');
  const { style, icon_custom_emoji_id: icon } = given;
  if (style !== undefined && !STYLES.includes(String(style))) throw badRequest('BUTTON_STYLE_INVALID');
  return {
    text: given['text'],
    ...(typeof style === 'string' && { style }),
    ...(typeof icon === 'string' && { icon_custom_emoji_id: icon }),
    ...readAction(given, fail),
  };
}

function readAction(given: Record<string, unknown>, fail: (reason: string) => Error): Partial<ApiInlineButton> {
  const { url, callback_data: data, copy_text: copy, disabled } = given;
  if (typeof url === 'string' && url !== '') {
    if (!/^(https?|tg):\/\//i.test(url) || !URL.canParse(url)) {
      throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
    }
    return { url };
  }
  if (data !== undefined && data !== '') {
    if (typeof data !== 'string') throw fail('Field "callback_data" must be of type String');
    return { callback_data: data };
  }
  if (typeof copy === 'object' && copy !== null) {
    const text = (copy as { text?: unknown }).text;
    if (typeof text !== 'string' || text.length < 1 || text.length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
    return { copy_text: { text } };
  }
  if (typeof disabled === 'object' && disabled !== null) return { disabled: {} };
  throw fail('Text buttons are not allowed in the inline keyboard');
}
