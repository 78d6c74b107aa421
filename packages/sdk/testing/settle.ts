/** Lets everything that can happen without time passing happen: microtasks, and the immediates of fake-indexeddb. */
export async function settle(turns = 12): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
