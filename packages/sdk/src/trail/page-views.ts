import type { Timers } from '../lib/timers.ts';
import type { PageFacts } from './page-facts.ts';

/** Applications change the title after the address. An address that is left sooner, as by a redirect, was no view. */
const TITLE_AFTER_MS = 500;

/** Tells of every page that the visitor comes to without leaving the document, and of the one that is there. */
export function watchPageViews(facts: PageFacts, timers: Timers, onView: (url: string, title: string) => void) {
  let seen: string | null = null;
  let cancel = (): void => {};

  const settle = (): void => {
    cancel();
    if (seen !== null) onView(seen, facts.title());
    seen = null;
  };
  const look = (): void => {
    cancel();
    seen = facts.url();
    cancel = timers.after(TITLE_AFTER_MS, settle);
  };

  const stopWatching = facts.onNavigate(look);
  look();

  return {
    /** Tells of what is waited for at once: the page may end in this moment. */
    settle,
    stop(): void {
      stopWatching();
      cancel();
    },
  };
}
