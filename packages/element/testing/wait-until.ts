import { waitUntil as waitFor } from '@open-wc/testing';

/** Long enough for a machine that does a lot else; whoever waits for nothing still hears of it. */
const PATIENCE_MS = 10_000;

/** Waits until the predicate answers something true. Fails with `what`, which says what did not happen. */
export function waitUntil(predicate: () => unknown, what?: string): Promise<void> {
  return waitFor(predicate, what, { timeout: PATIENCE_MS });
}
