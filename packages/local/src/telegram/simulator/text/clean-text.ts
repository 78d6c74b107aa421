import type { FormattedText } from './html-text.ts';

/**
 * Text the way Telegram keeps it: control characters become spaces, carriage returns and direction overrides
 * (U+2028–U+202E) go, and blanks are cut from both ends. Entities move with their text; those left around nothing
 * are dropped. [TDLib fix_formatted_text]
 */
export function cleanText({ text, entities }: FormattedText): FormattedText {
  const kept: string[] = [];
  /** For every index of the old text, the index in the new one. */
  const moved: number[] = [];
  for (const unit of text.split('')) {
    moved.push(kept.length);
    const code = unit.charCodeAt(0);
    if (code === 0x0d || (code >= 0x2028 && code <= 0x202e)) continue;
    kept.push(code < 0x20 && code !== 0x0a ? ' ' : unit);
  }
  moved.push(kept.length);

  const joined = kept.join('');
  const end = joined.replace(/[ \n]+$/, '').length;
  const start = end === 0 ? 0 : joined.length - joined.replace(/^[ \n]+/, '').length;
  const place = (index: number) => Math.min(Math.max(moved[index] ?? 0, start), end) - start;
  return {
    text: joined.slice(start, end),
    entities: entities
      .map((entity) => {
        const offset = place(entity.offset);
        return { ...entity, offset, length: place(entity.offset + entity.length) - offset };
      })
      .filter(({ length }) => length > 0),
  };
}

/** True for text of which nothing would be seen: blanks, zero-width characters and direction marks. */
export function showsNothing(text: string): boolean {
  return /^[\s\u00a0\u200b-\u200f\u2060\u2800\u3000\ufeff]*$/u.test(text);
}
