/** Visitor-written text on its way into Telegram: nothing in it may act there. */

/** C0 and C1 controls except tab and line feed, and lone surrogates, which Telegram refuses or drops. */
const UNPRINTABLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]|\p{Surrogate}/gu;

/** Embeddings and overrides turn the reading direction of what follows, past the end of the text. Isolates are kept. */
const DIRECTION_OVERRIDES = /[\u202A-\u202E]/gu;

/**
 * Telegram links `@name` and `/command` in any text, formatted or not (patterns: TDLib, MessageEntity.cpp): a mention
 * rings at somebody's phone, and a tapped command is sent in the agent's name. A word joiner behind the sign breaks the
 * pattern and shows nothing. Inside a web address neither is linked, and a joiner would break the address.
 */
const LINKED_BY_TELEGRAM =
  /[@/](?=[A-Za-z0-9_])(?<=(?<![\p{L}\p{N}_])@|(?<![\p{L}\p{N}_/<>])\/)(?<!https?:\/\/[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?::\d+)?[/?#][^\s"<>()]*.)/gu;

export const WORD_JOINER = '\u2060';

export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(UNPRINTABLE, '')
    .replace(DIRECTION_OVERRIDES, '')
    .replace(LINKED_BY_TELEGRAM, `$&${WORD_JOINER}`)
    .trim();
}

/** One line of at most `maxUnits` UTF-16 units: a name, a title, an address. Empty when nothing readable is left. */
export function cleanLine(text: string, maxUnits: number): string {
  return truncate(cleanText(text).replace(/\s+/gu, ' '), maxUnits).trim();
}

/** Cuts between characters as people see them, with an ellipsis that counts. */
export function truncate(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return text;
  return `${text.slice(0, boundaryAtOrBefore(text, maxUnits - 1)).trimEnd()}…`;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The last place at or before `index` where the text may be cut: never inside a surrogate pair, an emoji sequence or a
 * letter with its marks. A single character longer than `index` is cut between code points after all.
 */
export function boundaryAtOrBefore(text: string, index: number): number {
  if (index >= text.length) return text.length;
  // A window keeps this linear: no real character is longer than its lead.
  const start = codePointStart(text, Math.max(0, index - WINDOW_UNITS));
  const boundary = graphemes.segment(text.slice(start, index + WINDOW_UNITS)).containing(index - start)?.index ?? 0;
  return boundary > 0 || start > 0 ? start + boundary : codePointStart(text, index);
}

const WINDOW_UNITS = 256;

function codePointStart(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  const isTrail = unit >= 0xdc00 && unit <= 0xdfff;
  return isTrail && index > 0 ? index - 1 : index;
}
