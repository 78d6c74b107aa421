/** Longer than a page needs to draw itself. */
const PATIENCE_MS = 2_000;

/** Runs a task when the page has nothing better to do; soon also on one that is never idle, or hidden and asked every ten seconds. */
export function whenIdle(task: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(task, { timeout: PATIENCE_MS });
  else setTimeout(task, 200);
}
