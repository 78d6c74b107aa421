import type { MessageEntity } from 'grammy/types';

/** A text and its formatting as Telegram wants it: offsets and lengths in UTF-16 units, which are JavaScript's. */
export interface FormattedText {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

/** A piece of text: plain, or bold. */
export type Span = string | { readonly bold: string };

export function formatted(...spans: readonly Span[]): FormattedText {
  let text = '';
  const entities: MessageEntity[] = [];
  for (const span of spans) {
    const piece = typeof span === 'string' ? span : span.bold;
    if (typeof span !== 'string' && piece !== '')
      entities.push({ type: 'bold', offset: text.length, length: piece.length });
    text += piece;
  }
  return { text, entities };
}
