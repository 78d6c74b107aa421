import type { MessageEntity } from 'grammy/types';

/** A text and its formatting as Telegram wants it: offsets and lengths in UTF-16 units, which are JavaScript's. */
export interface FormattedText {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

/** A piece of text: plain, bold, or formatted before. */
export type Span = string | { readonly bold: string } | FormattedText;

export function formatted(...spans: readonly Span[]): FormattedText {
  let text = '';
  const entities: MessageEntity[] = [];
  for (const span of spans) {
    const piece = toFormatted(span);
    const start = text.length;
    entities.push(...piece.entities.map((entity) => ({ ...entity, offset: entity.offset + start })));
    text += piece.text;
  }
  return { text, entities };
}

function toFormatted(span: Span): FormattedText {
  if (typeof span === 'string') return { text: span, entities: [] };
  if ('text' in span) return span;
  const { bold } = span;
  return { text: bold, entities: bold === '' ? [] : [{ type: 'bold', offset: 0, length: bold.length }] };
}
