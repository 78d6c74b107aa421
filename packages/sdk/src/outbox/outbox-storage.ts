import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import { byPosition, fromStoredEntry, type OutboxEntry, toStoredEntry } from './outbox-entry.ts';

/** Unsent messages, one record each, shared by all tabs of a widget. */
export const MESSAGE_PREFIX = 'message:';

/** The bytes of a file that an unsent message carries. */
export const fileKey = (uploadId: string): string => `file:${uploadId}`;
/** How far a file of an unsent message has come. */
export const uploadKey = (uploadId: string): string => `upload:${uploadId}`;

/** In the order of sending. Records of an unknown shape, or of a newer version, are left alone. */
export async function listEntries(storage: KeyValueStorage): Promise<readonly OutboxEntry[]> {
  const stored = await storage.list(MESSAGE_PREFIX);
  return [...stored.values()].flatMap((value) => fromStoredEntry(value) ?? []).sort(byPosition);
}

export function writeEntry(storage: KeyValueStorage, entry: OutboxEntry): Promise<void> {
  return storage.set(MESSAGE_PREFIX + entry.id, toStoredEntry(entry));
}

/** Its files as well, after it: what a crash leaves in between belongs to nobody and is swept up later. */
export async function deleteEntry(storage: KeyValueStorage, entry: Pick<OutboxEntry, 'id' | 'files'>): Promise<void> {
  const files = entry.files?.flatMap(({ id }) => [fileKey(id), uploadKey(id)]) ?? [];
  for (const key of [MESSAGE_PREFIX + entry.id, ...files]) await storage.delete(key);
}
