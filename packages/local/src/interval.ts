import type { Logger } from './database/logger.ts';

/** Runs `work` every `everyMs`, never twice at the same time; a failure is logged and the next turn comes all the same. */
export function startInterval(
  everyMs: number,
  work: () => Promise<unknown>,
  logger: Logger,
): { stop(): Promise<void> } {
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= work()
      .catch((error: unknown) => logger.error('Scheduled work failed.', { error }))
      .finally(() => {
        running = undefined;
      });
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
