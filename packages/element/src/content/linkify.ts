/** A piece of a message: plain text, or text with a safe address behind it. */
export interface TextSegment {
  readonly text: string;
  readonly href: string | null;
}

/** Only these schemes ever become links; `javascript:`, `data:` and the rest stay text. */
const PATTERN =
  /\b(?:https?:\/\/|www\.)[^\s<>"']+|\b(?:mailto:|tel:)[^\s<>"']+|\b[\w.+-]{1,64}@[a-z\d-]+(?:\.[a-z\d-]+)+/giu;

/** Finds addresses in plain text. Sentence punctuation and unmatched brackets at an address's end stay outside it. */
export function linkify(text: string): TextSegment[] {
  const segments: TextSegment[] = [];
  let end = 0;
  for (const match of text.matchAll(PATTERN)) {
    const label = trimEnd(match[0]);
    const href = addressOf(label);
    if (href === null) continue;
    if (match.index > end) segments.push({ text: text.slice(end, match.index), href: null });
    segments.push({ text: label, href });
    end = match.index + label.length;
  }
  if (end < text.length) segments.push({ text: text.slice(end), href: null });
  return segments;
}

function addressOf(label: string): string | null {
  if (/^tel:/i.test(label)) return /^tel:\+?[\d().-]{3,}$/i.test(label) ? label : null;
  if (/^mailto:/i.test(label)) return label.includes('@') ? label : null;
  if (/^(https?:|www\.)/i.test(label)) {
    const address = /^www\./i.test(label) ? `https://${label}` : label;
    return URL.canParse?.(address) === false ? null : address;
  }
  return `mailto:${label}`;
}

function trimEnd(match: string): string {
  let label = match;
  for (;;) {
    const last = label.at(-1);
    if (last === undefined) return label;
    const isUnmatched = (open: string, close: string): boolean =>
      last === close && count(label, close) > count(label, open);
    if (!'.,;:!?…*_'.includes(last) && !isUnmatched('(', ')') && !isUnmatched('[', ']')) return label;
    label = label.slice(0, -1);
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
