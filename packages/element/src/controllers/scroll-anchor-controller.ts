import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How far from the end still counts as "reading the newest", in CSS pixels. */
const NEAR_END_PX = 48;

/**
 * Keeps the reader's place in a list that grows at both ends: at the end it follows what is new, everywhere else what
 * is on screen stays where it is, also when older messages come in above (Safari has no scroll anchoring of its own).
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
    if (scroller !== null) this.#fromEnd = scroller.scrollHeight - scroller.scrollTop;
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

  /** To be called for each `scroll` event of the list. */
  readonly onScroll = (): void => {
    const scroller = this.#scroller;
    if (scroller === null) return;
    const { scrollTop } = scroller;
    const isUpwards = scrollTop < this.#top;
    this.#top = scrollTop;
    const isNearEnd = scroller.scrollHeight - scrollTop - scroller.clientHeight < NEAR_END_PX;
    // Only a reader scrolls upwards; when the list merely grew or shrank since it was last at its end, it follows.
    const isAtEnd = isNearEnd || (this.isAtEnd && !isUpwards);
    if (isAtEnd === this.isAtEnd) return;
    this.isAtEnd = isAtEnd;
    this.#host.requestUpdate();
  };

  #watch(scroller: HTMLElement): void {
    this.#observer?.disconnect();
    this.#scroller = scroller;
    // The keyboard and a growing composer take room from the list; the newest message stays in view.
    this.#observer = new ResizeObserver(() => {
      if (this.isAtEnd) this.#follow();
    });
    this.#observer.observe(scroller);
    // What is in a message may grow after it was drawn.
    for (const child of scroller.children) this.#observer.observe(child);
  }

  #follow(): void {
    if (this.#scroller !== null) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }
}
