import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How far from the end still counts as "reading the newest", in CSS pixels. */
const NEAR_END_PX = 48;

/**
 * Keeps the reader's place in a list that grows at both ends: at the end it follows what is new, everywhere else what
 * is on screen stays where it is, also when older messages come in above (Safari has no scroll anchoring of its own).
 * A reader who was taken to an item stays there, whatever grows above it, until they scroll.
 */
export class ScrollAnchorController implements ReactiveController {
  /** True while the reader is at the newest message. */
  isAtEnd = true;
  readonly #host: ReactiveControllerHost;
  readonly #find: () => HTMLElement | null;
  readonly #firstKey: () => string | undefined;
  #scroller: HTMLElement | null = null;
  #observer: ResizeObserver | null = null;
  #key: string | undefined;
  #fromEnd = 0;
  #top = 0;
  /** What the reader was taken to, until they scroll. */
  #item: HTMLElement | null = null;

  /** `firstKey` names the first item; when it changes, items were put before it. */
  constructor(host: ReactiveControllerHost, find: () => HTMLElement | null, firstKey: () => string | undefined) {
    this.#host = host;
    this.#find = find;
    this.#firstKey = firstKey;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const scroller = this.#scroller;
    // A reader at the end is taken there again; asking would only make the browser lay out the list once more.
    if (scroller !== null && !this.isAtEnd) this.#fromEnd = scroller.scrollHeight - scroller.scrollTop;
  }

  hostUpdated(): void {
    const scroller = this.#find();
    if (scroller === null) return;
    const isNew = scroller !== this.#scroller;
    if (isNew) this.#watch(scroller);
    const key = this.#firstKey();
    if (this.isAtEnd) this.#follow();
    // Moved in the document, a list stands at its beginning again.
    else if (isNew) scroller.scrollTop = this.#top;
    else if (key !== this.#key) scroller.scrollTop = scroller.scrollHeight - this.#fromEnd;
    this.#key = key;
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#scroller = null;
  }

  /** Goes to the newest message, and follows again. */
  toEnd(behavior: ScrollBehavior = 'auto'): void {
    this.isAtEnd = true;
    this.#scroller?.scrollTo({ top: this.#scroller.scrollHeight, behavior });
    this.#host.requestUpdate();
  }

  /** Puts an item at the top, or as near to it as the list is long; what is inside the list is measured from its beginning. */
  toItem(item: HTMLElement): void {
    this.#item = item;
    this.isAtEnd = false;
    this.#follow();
    if (this.#fromEndPx() >= NEAR_END_PX) return;
    this.isAtEnd = true;
    this.#host.requestUpdate();
  }

  /** To be called for each `scroll` event of the list. */
  readonly onScroll = (): void => {
    const scroller = this.#scroller;
    if (scroller === null) return;
    const { scrollTop } = scroller;
    const moved = scrollTop - this.#top;
    if (moved !== 0) this.#item = null;
    this.#top = scrollTop;
    const isAtEnd = moved === 0 ? this.isAtEnd : this.#fromEndPx() < this.#reachPx(moved);
    if (isAtEnd === this.isAtEnd) return;
    this.isAtEnd = isAtEnd;
    this.#host.requestUpdate();
  };

  /** How much of the list is below what is on screen, in CSS pixels. */
  #fromEndPx(): number {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = this.#scroller ?? {};
    return scrollHeight - scrollTop - clientHeight;
  }

  /**
   * How near the end counts as being there. Only a reader scrolls upwards: who merely sees the list grow follows. Who is on the
   * way to an older message is not brought back on the first pixels of it.
   */
  #reachPx(moved: number): number {
    if (this.isAtEnd) return moved > 0 ? Infinity : NEAR_END_PX;
    return moved > 0 ? NEAR_END_PX : 1;
  }

  #watch(scroller: HTMLElement): void {
    this.#observer?.disconnect();
    this.#scroller = scroller;
    // The keyboard and a growing composer take room from the list; the newest message stays in view.
    this.#observer = new ResizeObserver(() => {
      if (this.isAtEnd || this.#item !== null) this.#follow();
    });
    this.#observer.observe(scroller);
    // What is in a message may grow after it was drawn.
    for (const child of scroller.children) this.#observer.observe(child);
  }

  #follow(): void {
    const scroller = this.#scroller;
    if (scroller === null) return;
    scroller.scrollTop = this.isAtEnd || this.#item === null ? scroller.scrollHeight : this.#item.offsetTop;
    this.#top = scroller.scrollTop;
  }
}
