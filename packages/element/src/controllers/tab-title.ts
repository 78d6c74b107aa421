/** How long each of the two titles stands. Browsers let timers of hidden pages run once a second at most. */
const TURN_MS = 1_500;

/** A chat with messages that nobody has read. */
export interface TitleCaller extends EventTarget {
  readonly unreadCount: number;
}

/**
 * Puts the number of unread messages into the title of a page that is not on screen, in turn with the name of who wrote
 * last; without that turn for people who want less motion. The title is the page's own again when somebody looks at it
 * or everything is read, also when the page has given itself another one in the meantime.
 */
export class TabTitle {
  /** What the page itself wants to be called; null while it is. */
  #own: string | null = null;
  /** What was put there, as the document reads it. */
  #shown = '';
  #name = '';
  #isTurned = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #callers = new Set<TitleCaller>();
  readonly #observer: MutationObserver;

  readonly #event: string;

  /** `event`: by which callers say that their count has changed. */
  constructor(event = 'chat-unread-change') {
    this.#event = event;
    this.#observer = new MutationObserver(() => {
      if (this.#own === null || document.title === this.#shown) return;
      this.#own = document.title;
      this.#write();
    });
  }

  /** Somebody wrote. */
  call(caller: TitleCaller, name: string): void {
    this.#name = name;
    if (!this.#callers.has(caller)) {
      this.#callers.add(caller);
      caller.addEventListener(this.#event, this.#update);
    }
    if (this.#own === null) this.#start();
    this.#update();
  }

  readonly #update = (): void => {
    if (this.#own === null) return;
    if (!document.hidden || this.#count === 0) this.#stop();
    else this.#write();
  };

  get #count(): number {
    return [...this.#callers].reduce((sum, { unreadCount }) => sum + unreadCount, 0);
  }

  #start(): void {
    this.#own = document.title;
    this.#isTurned = false;
    document.addEventListener('visibilitychange', this.#update);
    this.#observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.#timer = setInterval(() => {
      this.#isTurned = !this.#isTurned;
      this.#update();
    }, TURN_MS);
  }

  #stop(): void {
    const own = this.#own ?? '';
    this.#own = null;
    clearInterval(this.#timer);
    this.#observer.disconnect();
    document.removeEventListener('visibilitychange', this.#update);
    for (const caller of this.#callers) caller.removeEventListener(this.#event, this.#update);
    this.#callers.clear();
    document.title = own;
  }

  #write(): void {
    const count = `(${Math.min(this.#count, 99)})`;
    document.title = this.#isTurned && this.#name !== '' ? `${count} 💬 ${this.#name}` : `${count} ${this.#own ?? ''}`;
    // White space is collapsed on the way.
    this.#shown = document.title;
  }
}
