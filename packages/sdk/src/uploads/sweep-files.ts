import { fileKey, listEntries, uploadKey } from '../outbox/outbox-storage.ts';
import type { ClientParts } from '../client-parts.ts';
import { startPause } from '../lib/pause.ts';

type SweepOptions = Pick<ClientParts, 'storage' | 'timers' | 'signal'>;

/** Longer than any tab needs between storing files and writing down the message that carries them. */
const GRACE_MS = 3 * 60_000;

/** Deletes stored files that no message carries: a crash between two writes has left them. */
export async function sweepFiles(options: SweepOptions): Promise<void> {
  const suspects = await findStrays(options);
  if (suspects.size === 0) return;
  await startPause(options.timers, GRACE_MS, options.signal).over;
  if (options.signal.aborted) return;
  for (const key of await findStrays(options)) if (suspects.has(key)) await options.storage.delete(key);
}

async function findStrays({ storage }: SweepOptions): Promise<ReadonlySet<string>> {
  const keys: string[] = [];
  for (const prefix of keysOf('')) keys.push(...(await storage.list(prefix)).keys());
  // Asked last: what was carried before its message arrived would otherwise look like a stray.
  const ids = (await listEntries(storage)).flatMap(({ files = [] }) => files.map(({ id }) => id));
  const carried = new Set(ids.flatMap(keysOf));
  return new Set(keys.filter((key) => !carried.has(key)));
}

/** All that may be stored about a file; the lease of `tabs/lease.ts` too, which leaves an empty record behind. */
function keysOf(id: string): readonly string[] {
  return [fileKey(id), uploadKey(id), `lease:upload:${id}`];
}
