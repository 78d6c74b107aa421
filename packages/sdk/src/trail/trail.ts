/** What the visitor does on the site, and the messages that the page shows by itself because of it. */
import type { ClientParts } from '../client-parts.ts';
import { onAbort } from '../lib/abort.ts';
import { browserPageFacts } from './browser-page-facts.ts';
import { cleanAddress } from './clean-address.ts';
import { watchPageViews } from './page-views.ts';
import { createTrackQueue } from './track-queue.ts';
import { toCustomEvent, toPageView } from './tracked-event.ts';
import { createTriggers } from './triggers.ts';

export type Trail = ReturnType<typeof createTrail>;

export function createTrail(parts: ClientParts) {
  const { store, timers, page: signals, signal, logger, onLeave, trackPages } = parts;
  const facts = parts.pageFacts ?? browserPageFacts(timers);
  const queue = createTrackQueue(parts);
  const triggers = store.state.triggers.length > 0 ? createTriggers(parts, facts) : null;
  /** The page of the last view that was put down. */
  let lastView: string | null = null;

  /** Bad input is the page's mistake; it must not break the page. */
  const attempt = (put: () => void): void => {
    try {
      put();
    } catch (error) {
      logger('warn', 'This cannot be tracked.', error);
    }
  };

  const view = (address: string, title: string | undefined): void =>
    attempt(() => {
      const url = cleanAddress(address, facts.url());
      // The same page twice is one view.
      if (url !== lastView && queue.add(toPageView(url, title))) lastView = url;
    });

  const isTracking = store.state.config?.features.tracking === true;
  const views = trackPages && isTracking && facts.url() ? watchPageViews(facts, timers, view) : null;
  const stopSignals = signals.subscribe((news) => {
    if (news !== 'hidden' && news !== 'leaving') return;
    views?.settle();
    queue.flush();
  });
  onLeave(() => (lastView = null));
  onAbort(signal, () => {
    stopSignals();
    views?.stop();
  });
  const started = triggers?.start().catch((error: unknown) => logger('error', 'The triggers did not start.', error));

  return {
    /** `address` is that of the page when it happened. */
    track(name: string, data?: Readonly<Record<string, unknown>>, address = facts.url()): void {
      attempt(() => {
        queue.add(toCustomEvent(name, data, address ? cleanAddress(address, '') : null));
        triggers?.hear(name);
      });
    },

    /** `here` is the address of the page when it was called. */
    page(address: string | undefined, title: string | undefined, here = facts.url()): void {
      const isHere = here === facts.url();
      view(address ?? here, title ?? (address === undefined && isHere ? facts.title() : undefined));
    },

    async trigger(id: string): Promise<boolean> {
      await started;
      return (await triggers?.trigger(id)) ?? false;
    },

    dismissProactive(): void {
      triggers?.dismiss();
    },
  };
}
