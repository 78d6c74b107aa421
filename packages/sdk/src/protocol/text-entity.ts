/**
 * How a range of a message's text looks. Offsets and lengths count UTF-16 code units, which are JavaScript's string
 * indices.
 *
 * In a message they are sorted by offset, the longer one first; of two that share characters one lies within the other;
 * none ends outside the text; there are at most 100. Whoever meets a type that they do not know shows its text.
 */
export type WireTextEntity = WireTextStyle | WireCodeBlock | WireTextLink;

interface WireTextRange {
  readonly offset: number;
  /** At least 1. */
  readonly length: number;
}

/** Words that look different. */
export interface WireTextStyle extends WireTextRange {
  readonly type: 'bold' | 'italic' | 'underline' | 'strikethrough' | 'code' | 'spoiler' | 'blockquote';
}

/** Lines of code. */
export interface WireCodeBlock extends WireTextRange {
  readonly type: 'pre';
  /** What the code is written in, as its author named it. */
  readonly language?: string;
}

/** Words that lead somewhere. */
export interface WireTextLink extends WireTextRange {
  readonly type: 'link';
  /** `http:`, `https:`, `mailto:` or `tel:`; never anything else. */
  readonly url: string;
}
