import type { FormattedText } from './formatted-text.ts';
import { boundaryAtOrBefore } from './plain-text.ts';

/** Telegram's limit is 4096 "characters after entities parsing"; UTF-16 units are the strictest way to count them. */
export const MAX_MESSAGE_UNITS = 4096;

/**
 * Cuts a text into messages: after a line, else after a word, else between two characters. The parts together are the
 * text again, except for parts of nothing but white space, which Telegram would refuse. Entities move along.
 */
export function splitText(
  { text, entities }: FormattedText,
  maxUnits: number = MAX_MESSAGE_UNITS,
): readonly FormattedText[] {
  const parts: FormattedText[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + nextCut(text.slice(start, start + maxUnits + LOOKAHEAD_UNITS), maxUnits);
    const part = text.slice(start, end);
    if (part.trim() !== '') {
      parts.push({
        text: part,
        entities: entities.flatMap((entity) => {
          const from = Math.max(entity.offset, start);
          const to = Math.min(entity.offset + entity.length, end);
          return from < to ? [{ ...entity, offset: from - start, length: to - from }] : [];
        }),
      });
    }
    start = end;
  }
  return parts;
}

/** Enough to see whether a character goes on behind the limit. */
const LOOKAHEAD_UNITS = 256;

function nextCut(rest: string, maxUnits: number): number {
  if (rest.length <= maxUnits) return rest.length;
  // A line or word that ends in the first half would waste more of the message than a cut sentence costs the reader.
  const half = maxUnits / 2;
  for (const separator of ['\n', ' ']) {
    const cut = rest.lastIndexOf(separator, maxUnits - 1) + 1;
    if (cut > half && boundaryAtOrBefore(rest, cut) === cut) return cut;
  }
  return boundaryAtOrBefore(rest, maxUnits);
}
