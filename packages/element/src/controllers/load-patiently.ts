const TRIES = 3;
/** Before the second try, in milliseconds; twice that before the third. */
const FIRST_PAUSE_MS = 2_000;

/** Waits before the next try. `failures`: how many there were so far. */
export type Pause = (failures: number) => Promise<unknown>;

/**
 * Loads a chunk and, when that fails, tries twice more, with a growing pause in between. What was deployed away never
 * comes: whoever wants to try after that waits for a reason to (somebody asks, the network is back).
 *
 * @throws what the last try failed with
 */
export async function loadPatiently<T>(load: () => Promise<T>, pause: Pause = pauseAWhile): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await load();
    } catch (cause) {
      if (failures === TRIES) throw cause;
      await pause(failures);
    }
  }
}

function pauseAWhile(failures: number): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, failures * FIRST_PAUSE_MS));
}
