import type { SupportDeps } from './deps.ts';

/**
 * Starts work that goes on after the answer. It may die with the worker, so it only ever drives what the database
 * already remembers; the next tick picks up what was left.
 */
export function runInBackground(
  deps: Pick<SupportDeps, 'waitUntil' | 'logger'>,
  name: string,
  work: () => Promise<void>,
): void {
  deps.waitUntil(
    work().catch((error: unknown) => {
      deps.logger.error('background.failed', { work: name, error });
    }),
  );
}
