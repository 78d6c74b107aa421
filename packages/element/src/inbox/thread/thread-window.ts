import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isRangeRight, joinRanges, moveRange, rangeAround, shiftOf, type MessageRange } from './message-range.ts';

/** How tall a message is taken to be before one was drawn, in CSS pixels. */
const USUAL_PX = 64;
/** How many messages are taken to be in sight before one was drawn. */
const USUAL_SIGHT = 12;
/** The browser lays out in steps of a 64th of a pixel. Whatever is off by one is painted again, and all that follows it. */
const STEPS_PER_PX = 64;

export interface ThreadWindowOptions {
  /** The scrolling element; null while there is none. */
  readonly findLog: () => HTMLElement | null;
  /** What is in it and holds the rows and nothing else. Each row names its message: `data-message`. */
  readonly findRows: () => HTMLElement | null;
  /** True while the reader is at the end and stays there. */
  readonly isFollowing: () => boolean;
}

/** A row in sight, and how far it stood from the beginning of the log's content, in CSS pixels. */
interface Anchor {
  readonly row: Element;
  readonly at: number;
}

/**
 * Keeps in the document only those messages of a thread that are in sight or near it; room of their height stands for the
 * others, so that the scrollbar is that of the whole thread.
 *
 * What is in sight never moves, whatever comes, leaves or changes its height above it. That is done with the room, not
 * with the scroll position: to set that one would end a scroll that is under way. Room is what is known of it, so it may
 * be wrong by half; the nearer its end, the less that is, and at its end it is right. Nothing that is selected leaves.
 *
 * To be made after what draws the rows and before what follows the end, because of the order of their `hostUpdated`.
 */
export class ThreadWindow implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: ThreadWindowOptions;
  #messages: readonly { readonly id: string }[] = [];
  #drawn: MessageRange = { first: 0, end: 0 };
  #sight: MessageRange | null = null;
  #anchors: readonly Anchor[] = [];
  /** The message to be at the top of what is in sight, when none of those in sight before remains. */
  #goal: string | null = null;
  #before = 0;
  #after = 0;
  /** Height of the rows when it was last looked at. */
  #rowsPx = 0;
  #averagePx: number | null = null;
  #log: HTMLElement | null = null;
  #observer: ResizeObserver | null = null;
  #hasSelection = false;

  constructor(host: ReactiveControllerHost, options: ThreadWindowOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('selectionchange', this.#onSelection);
  }

  hostDisconnected(): void {
    document.removeEventListener('selectionchange', this.#onSelection);
    this.#observer?.disconnect();
    this.#log = null;
  }

  hostUpdated(): void {
    const log = this.#options.findLog();
    if (log !== this.#log) this.#watch(log);
    this.#keepPlace();
  }

  /** Which messages are to be drawn now. */
  rangeOf(messages: readonly { readonly id: string }[]): MessageRange {
    const count = messages.length;
    const by = shiftOf(this.#messages, messages, this.#drawn);
    this.#messages = messages;
    if (by === null) this.#startOver();
    else {
      this.#drawn = moveRange(this.#drawn, by, count);
      this.#sight &&= moveRange(this.#sight, by, count);
    }
    const seen = this.#sight === null ? USUAL_SIGHT : this.#sight.end - this.#sight.first;
    if (this.#options.isFollowing() || this.#sight === null)
      this.#sight = { first: Math.max(0, count - seen), end: count };
    if (isRangeRight(this.#drawn, this.#sight, count)) return this.#drawn;
    const range = rangeAround(this.#sight, count);
    this.#drawn = this.#hasSelection ? joinRanges(this.#drawn, range) : range;
    return this.#drawn;
  }

  /** Whether a message is drawn, with those around it. */
  holds(id: string): boolean {
    const index = this.#indexOf(id);
    return index >= this.#drawn.first && index < this.#drawn.end;
  }

  /** Draws a message and those around it, for a reader who does not follow; false when there is no such message. */
  show(id: string): boolean {
    const index = this.#indexOf(id);
    if (index === -1) return false;
    this.#goTo(index, USUAL_SIGHT);
    this.#host.requestUpdate();
    return true;
  }

  /** To be called for each `scroll` event of the log. */
  readonly onScroll = (): void => {
    if (!this.#look()) this.#host.requestUpdate();
  };

  /** To be called when somebody begins to select something in the log. */
  readonly onSelectStart = (): void => {
    this.#hasSelection = true;
  };

  readonly #onSelection = (): void => {
    if (document.getSelection()?.type !== 'Range') this.#hasSelection = false;
  };

  #indexOf(id: string): number {
    return this.#messages.findIndex((message) => message.id === id);
  }

  #startOver(): void {
    this.#sight = null;
    this.#anchors = [];
    this.#goal = null;
    this.#averagePx = null;
    this.#drawn = { first: 0, end: 0 };
  }

  #goTo(index: number, seen: number): void {
    this.#sight = { first: index, end: Math.min(index + seen, this.#messages.length) };
    this.#anchors = [];
    this.#goal = this.#messages[index]?.id ?? null;
  }

  #watch(log: HTMLElement | null): void {
    this.#observer?.disconnect();
    this.#log = log;
    const rows = this.#options.findRows();
    if (log === null || rows === null) return;
    // What is in a message may grow after it was drawn, and with the width all of them change.
    this.#observer = new ResizeObserver(() => {
      if (!this.#options.isFollowing()) this.#keepPlace();
      // Not at once: what is drawn in here resizes what is observed.
      if (!this.#look()) requestAnimationFrame(() => this.#host.requestUpdate());
    });
    this.#observer.observe(log);
    this.#observer.observe(rows);
  }

  /** Notes what is in sight; false when other messages have to be drawn. */
  #look(): boolean {
    const ruler = this.#ruler();
    if (ruler === null || this.#drawn.end === 0) return true;
    const { rows, log, toPx, view } = ruler;
    const count = this.#messages.length;
    const indexes = new Map(
      this.#messages.slice(this.#drawn.first, this.#drawn.end).map(({ id }, index) => [id, this.#drawn.first + index]),
    );
    const anchors: Anchor[] = [];
    let first = count;
    let end = 0;
    for (let at = firstInSight(rows.children, view.top); at < rows.children.length; at += 1) {
      const node = rows.children[at] as HTMLElement;
      const { top } = node.getBoundingClientRect();
      if (top >= view.bottom) break;
      const index = indexes.get(node.dataset['message'] ?? '');
      // One that is kept in the document for its own sake tells nothing.
      if (index === undefined) continue;
      anchors.push({ row: node, at: toPx(top - view.top) + log.scrollTop });
      first = Math.min(first, index);
      end = Math.max(end, index + 1);
    }
    const box = rows.getBoundingClientRect();
    this.#rowsPx = toPx(box.height) - this.#before - this.#after;
    this.#averagePx ??= this.#rowsPx / (this.#drawn.end - this.#drawn.first);
    if (anchors.length > 0) {
      this.#anchors = anchors;
      this.#sight = { first, end };
    } else this.#goTo(this.#guessIndex(toPx(view.top - box.top)), USUAL_SIGHT);
    return isRangeRight(this.#drawn, this.#sight ?? this.#drawn, count);
  }

  /** Which message would stand so far from the beginning, where none is drawn. */
  #guessIndex(px: number): number {
    const { first, end } = this.#drawn;
    const count = this.#messages.length;
    const index =
      px < this.#before
        ? (first * px) / this.#before
        : end + ((count - end) * (px - this.#before - this.#rowsPx)) / (this.#after || 1);
    return Math.max(0, Math.min(Math.floor(index), count - 1));
  }

  /** Makes the room before and behind the rows such that what was in sight stays where it was. */
  #keepPlace(): void {
    const average = this.#averagePx ?? USUAL_PX;
    const before = toStep(average * this.#drawn.first);
    const after = toStep(average * (this.#messages.length - this.#drawn.end));
    // Whoever follows is taken to the end anyhow: nothing has to be measured.
    const ruler = this.#options.isFollowing() ? null : this.#ruler();
    const moved = ruler === null ? null : this.#movedBy(ruler);
    if (ruler === null || moved === null) {
      this.#anchors = [];
      return this.#makeRoom(before, after);
    }
    const { rows, log, toPx } = ruler;
    const rowsPx = toPx(rows.getBoundingClientRect().height) - this.#before - this.#after;
    const keepsBefore = toStep(this.#before - moved);
    const keepsAfter = toStep(this.#after + this.#rowsPx - rowsPx + moved);
    const given = isNear(keepsBefore, before) ? keepsBefore : before;
    this.#rowsPx = rowsPx;
    this.#makeRoom(given, isNear(keepsAfter, after) ? keepsAfter : after);
    const scrolls = given - keepsBefore;
    if (scrolls !== 0) log.scrollTop += scrolls;
    this.#anchors = this.#anchors.map(({ row, at }) => ({ row, at: at + scrolls }));
  }

  /** By how much what has to stay in its place has left it. */
  #movedBy({ rows, log, toPx, view }: Ruler): number | null {
    const topOf = (node: Element): number => toPx(node.getBoundingClientRect().top - view.top) + log.scrollTop;
    const anchor = this.#anchors.find(({ row }) => row.parentElement === rows);
    if (anchor !== undefined) return topOf(anchor.row) - anchor.at;
    const goal = this.#goal === null ? null : rows.querySelector(`[data-message="${CSS.escape(this.#goal)}"]`);
    if (goal === null) return null;
    this.#goal = null;
    this.#anchors = [{ row: goal, at: log.scrollTop }];
    return topOf(goal) - log.scrollTop;
  }

  #makeRoom(before: number, after: number): void {
    const rows = this.#options.findRows();
    if (rows === null || (before === this.#before && after === this.#after)) return;
    this.#before = before;
    this.#after = after;
    // Through the object model: a strict style-src forbids style attributes.
    rows.style.paddingBlock = `${before}px ${after}px`;
  }

  /** Null while the log is hidden: nothing has a place then. */
  #ruler(): Ruler | null {
    const log = this.#options.findLog();
    const rows = this.#options.findRows();
    if (log === null || rows === null || log.clientHeight === 0) return null;
    const view = log.getBoundingClientRect();
    // The page may have scaled what the inbox is in.
    const scale = view.height / log.offsetHeight;
    return { log, rows, view, toPx: (length) => length / scale };
  }
}

interface Ruler {
  readonly log: HTMLElement;
  readonly rows: HTMLElement;
  readonly view: DOMRect;
  /** From what is on screen to what is in styles. */
  toPx(length: number): number;
}

function toStep(px: number): number {
  return Math.round(px * STEPS_PER_PX) / STEPS_PER_PX;
}

/** The place of the first one that ends below a line on screen: found in a few steps, because to ask for a place takes time. */
function firstInSight(nodes: HTMLCollection, line: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.getBoundingClientRect().bottom ?? Infinity) > line) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether it will do for what it is taken to be. */
function isNear(room: number, expected: number): boolean {
  return room >= expected / 2 && room <= expected * 2;
}
