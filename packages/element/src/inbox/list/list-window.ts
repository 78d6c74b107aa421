/** Rows drawn beyond each edge, so that a fast scroll does not show an empty stripe. */
const OVERSCAN = 8;
/** Fewer than this beyond an edge, and others are drawn: a few at a time, which takes less than each by itself. */
const ENOUGH = 5;

export interface ListWindow {
  /** Index of the first row that is drawn, and of the one behind the last. */
  readonly first: number;
  readonly end: number;
}

/** What the rows of a list are seen through, in CSS pixels. */
export interface ListView {
  readonly scrollTop: number;
  readonly height: number;
  /** All of them have the same; 0 while it is not known. */
  readonly rowHeight: number;
}

/**
 * Which of many rows are drawn: those in sight and a few around them, however many there are. It stays what it was `before`
 * as long as that will do.
 */
export function windowOf({ scrollTop, height, rowHeight }: ListView, count: number, before: ListWindow): ListWindow {
  if (rowHeight <= 0) return { first: 0, end: Math.min(count, OVERSCAN) };
  const top = Math.floor(scrollTop / rowHeight);
  const bottom = Math.ceil((scrollTop + height) / rowHeight);
  const around = (rows: number): ListWindow => {
    const end = Math.max(0, Math.min(count, bottom + rows));
    return { first: Math.max(0, Math.min(top - rows, end)), end };
  };
  const least = around(ENOUGH);
  const most = around(2 * OVERSCAN);
  const isRight = before.first <= least.first && before.end >= least.end;
  const isMuch = before.first < most.first || before.end > most.end;
  return isRight && !isMuch ? before : around(OVERSCAN);
}

/** Where to scroll so that a row is in sight, with as little movement as possible. */
export function scrollToRow(index: number, scrollTop: number, viewHeight: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - viewHeight);
}
