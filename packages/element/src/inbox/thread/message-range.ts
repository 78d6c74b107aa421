/** Messages from `first` up to, but without, `end`, by their place in the thread. */
export interface MessageRange {
  readonly first: number;
  readonly end: number;
}

/** Messages drawn beyond each edge of what is in sight: about two screens, so that a fast scroll shows no empty stripe. */
export const AROUND = 18;
/** Fewer than this beyond an edge, and more are drawn: what comes and goes at a time fits between two frames. */
const ENOUGH = 14;
/** More than this, and some leave. */
const PLENTY = 28;

/** Which messages are drawn around those in sight. */
export function rangeAround({ first, end }: MessageRange, count: number): MessageRange {
  return { first: Math.max(0, first - AROUND), end: Math.min(count, end + AROUND) };
}

/** Whether what is drawn is as much as has to be, and not much more. */
export function isRangeRight(drawn: MessageRange, sight: MessageRange, count: number): boolean {
  const before = sight.first - drawn.first;
  const after = drawn.end - sight.end;
  return (
    (before >= ENOUGH || drawn.first === 0) &&
    (after >= ENOUGH || drawn.end === count) &&
    before <= PLENTY &&
    after <= PLENTY
  );
}

/** Both, when they touch; of two that do not, the second: what lies between them would have to be drawn as well. */
export function joinRanges(one: MessageRange, other: MessageRange): MessageRange {
  const isApart = one.end < other.first || other.end < one.first;
  return isApart ? other : { first: Math.min(one.first, other.first), end: Math.max(one.end, other.end) };
}

/** Moved, and cut where the thread ends. */
export function moveRange({ first, end }: MessageRange, by: number, count: number): MessageRange {
  const place = (index: number): number => Math.max(0, Math.min(index + by, count));
  return { first: place(first), end: place(end) };
}

/** By how much the messages of a range have moved since; null when none of them is there any more. */
export function shiftOf(
  before: readonly { readonly id: string }[],
  now: readonly { readonly id: string }[],
  { first, end }: MessageRange,
): number | null {
  for (let index = first; index < end; index += 1) {
    const id = before[index]?.id;
    if (now[index]?.id === id) return 0;
    const found = now.findLastIndex((message) => message.id === id);
    if (found !== -1) return found - index;
  }
  return null;
}
