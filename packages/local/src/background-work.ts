import type { Logger } from './database/logger.ts';

/** Promises that outlive an answer, as `EdgeRuntime.waitUntil` keeps them; a clean stop waits for them. */
export interface BackgroundWork {
  readonly waitUntil: (work: Promise<unknown>) => void;
  /** Resolves when nothing is under way any more. */
  drain(): Promise<void>;
}

export function createBackgroundWork(logger: Logger): BackgroundWork {
  const running = new Set<Promise<unknown>>();
  return {
    waitUntil(work) {
      const settled = work
        .catch((error: unknown) => logger.error('Work after an answer failed.', { error }))
        .finally(() => running.delete(settled));
      running.add(settled);
    },
    async drain() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
