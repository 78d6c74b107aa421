import type { LoaderSettings } from './settings.ts';
import { warn } from './warn.ts';

const TRIES = 3;
const PAUSE_MS = 2000;
/** A server that takes a request and never answers would otherwise keep the visitor waiting for minutes. */
const PATIENCE_MS = 10_000;

/** The chat itself, fetched when somebody wants it. */
export interface FullBundle {
  /** Fetches without running, so that a focused launcher is not replaced under the visitor's hands. */
  preload(): void;
  /** Fetches and runs, three times at most; false when that did not work. A later call tries again. */
  load(): Promise<boolean>;
}

export function createFullBundle({ fullUrl, nonce }: Pick<LoaderSettings, 'fullUrl' | 'nonce'>): FullBundle {
  let isPreloaded = false;
  let loading: Promise<boolean> | null = null;
  let failures = 0;

  const tryAll = async (): Promise<boolean> => {
    for (;;) {
      try {
        await Promise.race([
          // Some browsers remember a module that failed to load; another address is another module.
          import(failures ? `${fullUrl}?try=${failures}` : fullUrl),
          new Promise((_, reject) => setTimeout(reject, PATIENCE_MS, 'no answer')),
        ]);
        return true;
      } catch (error) {
        warn(error);
        failures += 1;
        if (failures % TRIES === 0) {
          loading = null;
          return false;
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  };

  return {
    preload() {
      if (isPreloaded) return;
      isPreloaded = true;
      document.head.append(
        Object.assign(document.createElement('link'), { rel: 'modulepreload', href: fullUrl, nonce }),
      );
    },
    load: () => (loading ??= tryAll()),
  };
}
