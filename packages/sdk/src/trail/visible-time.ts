import type { PageSignals } from '../connection/page-signals.ts';

/** Counts the milliseconds that the page was on screen; begins at once. */
export function createVisibleTime(elapsedMs: () => number, page: PageSignals) {
  let countedMs = 0;
  let since = page.isVisible() ? elapsedMs() : null;
  const readMs = (): number => countedMs + (since === null ? 0 : elapsedMs() - since);

  return {
    get ms(): number {
      return readMs();
    },

    /** The page came on screen or left it. */
    turn(isVisible: boolean): void {
      countedMs = readMs();
      since = isVisible ? elapsedMs() : null;
    },

    restart(): void {
      countedMs = 0;
      if (since !== null) since = elapsedMs();
    },
  };
}
