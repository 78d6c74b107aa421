import type { Timers } from '../lib/timers.ts';
import type { PageFacts } from './page-facts.ts';

/** What is used of a window; everything but the clock may be missing outside of a browser. */
export interface PageWindow {
  readonly performance: { now(): number };
  readonly location?: { readonly href: string };
  readonly document?: EventTarget & {
    readonly title: string;
    readonly referrer: string;
    readonly documentElement: EventTarget & { readonly lang: string; readonly scrollHeight: number };
  };
  readonly navigator?: { readonly language?: string };
  readonly screen?: { readonly width: number; readonly height: number };
  readonly scrollY?: number;
  readonly innerHeight?: number;
  /** The Navigation API, where the browser has it. */
  readonly navigation?: EventTarget;
  matchMedia?(query: string): { readonly matches: boolean };
  requestAnimationFrame?(callback: () => void): number;
  addEventListener?: EventTarget['addEventListener'];
  removeEventListener?: EventTarget['removeEventListener'];
}

/** Short enough for the view to be told while the page is on screen, long enough to cost nothing. */
const LOOK_EVERY_MS = 1_000;
/** Shorter edge of the screen in CSS pixels, from which on something to be touched is a tablet. */
const TABLET_FROM_PX = 600;

/**
 * Reads the page and leaves it as it is: listeners are passive, and the layout is read only in a frame of its own, after
 * scrolling. `history` is not patched: the Navigation API tells of every change, and where it is missing the address is
 * compared once a second and when the visitor goes back or forth.
 */
export function browserPageFacts(timers: Timers, page: PageWindow = globalThis as unknown as PageWindow): PageFacts {
  const { document } = page;
  const url = (): string => (document && page.location?.href) ?? '';

  return {
    elapsedMs: () => page.performance.now(),
    url,
    title: () => document?.title ?? '',
    referrer: () => document?.referrer ?? '',
    locale: () => document?.documentElement.lang || page.navigator?.language || '',

    device() {
      if (!page.matchMedia?.('(pointer: coarse)').matches || !page.screen) return 'desktop';
      return Math.min(page.screen.width, page.screen.height) < TABLET_FROM_PX ? 'phone' : 'tablet';
    },

    onNavigate(listener) {
      let known = url();
      const look = (): void => {
        if (known === url()) return;
        known = url();
        listener();
      };
      if (page.navigation) return listen(page.navigation, ['currententrychange'], look);
      if (!document) return () => {};
      let cancel = (): void => {};
      const lookAgain = (): void => {
        look();
        cancel = timers.after(LOOK_EVERY_MS, lookAgain);
      };
      lookAgain();
      const stop = listen(page, ['popstate', 'hashchange'], look);
      return () => {
        stop();
        cancel();
      };
    },

    onScroll(listener) {
      let isStopped = false;
      let isWaiting = false;
      const measure = (): void => {
        isWaiting = false;
        const roomPx = (document?.documentElement.scrollHeight ?? 0) - (page.innerHeight ?? 0);
        if (isStopped || roomPx <= 0) return;
        listener(Math.min(100, Math.max(0, ((page.scrollY ?? 0) / roomPx) * 100)));
      };
      const stop = listen(page, ['scroll'], () => {
        if (isWaiting) return;
        isWaiting = true;
        page.requestAnimationFrame?.(measure);
      });
      return () => {
        isStopped = true;
        stop();
      };
    },

    onActivity: (listener) =>
      listen(page, ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart', 'scroll'], listener),

    onExitIntent: (listener) =>
      listen(document?.documentElement ?? {}, ['mouseleave'], (event) => {
        if ((event as MouseEvent).clientY <= 0) listener();
      }),
  };
}

function listen(
  target: Pick<PageWindow, 'addEventListener' | 'removeEventListener'>,
  types: readonly string[],
  listener: (event: Event) => void,
): () => void {
  const options = { passive: true, capture: true };
  for (const type of types) target.addEventListener?.(type, listener, options);
  return () => {
    for (const type of types) target.removeEventListener?.(type, listener, options);
  };
}
