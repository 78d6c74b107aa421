import type { ClientParts } from '../client-parts.ts';
import { startRetryPause } from '../connection/retry-pause.ts';
import { isChatError } from '../errors.ts';

/**
 * Repeats a task until the server has answered it, yes or no, with growing pauses that end when the page comes back.
 *
 * @throws {ChatError} what it was refused with
 */
export async function persist<Result>(
  parts: Pick<ClientParts, 'timers' | 'random' | 'signal' | 'wakers'>,
  task: () => Promise<Result>,
): Promise<Result> {
  for (let failures = 1; ; failures++) {
    try {
      return await task();
    } catch (error) {
      if (!isChatError(error) || !error.retryable) throw error;
      const { over, end } = startRetryPause(parts, 1_000, failures, error);
      parts.wakers.add(end);
      await over;
      parts.wakers.delete(end);
      if (parts.signal.aborted) throw error;
    }
  }
}

/** Runs tasks one after the other; each hears its own outcome. */
export function createQueue(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task);
    last = run.catch(() => {}); // its caller hears of it
    return run;
  };
}
