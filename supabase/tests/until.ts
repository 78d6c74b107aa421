import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_MS = 30_000;

/** Resolves once something is so; fails when it is not in half a minute. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`It did not happen in time: ${isSo.toString()}`);
    await wait(5);
  }
}
