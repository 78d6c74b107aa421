import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import { byPosition, fromStoredEntry, type OutboxEntry, type StoredEntry, toStoredEntry } from './outbox-entry.ts';

/** Unsent messages, one record each, shared by all tabs of a widget. */
const PREFIX = 'message:';

/** In the order of sending. Records of an unknown shape are left alone. */
export async function listEntries(storage: KeyValueStorage): Promise<readonly OutboxEntry[]> {
  const stored = await storage.list(PREFIX);
  return [...stored.values()].filter(isStoredEntry).map(fromStoredEntry).sort(byPosition);
}

export function writeEntry(storage: KeyValueStorage, entry: OutboxEntry): Promise<void> {
  return storage.set(PREFIX + entry.id, toStoredEntry(entry));
}

export function deleteEntry(storage: KeyValueStorage, id: string): Promise<void> {
  return storage.delete(PREFIX + id);
}

function isStoredEntry(value: unknown): value is StoredEntry {
  const entry = value as Partial<StoredEntry> | null | undefined;
  return (
    typeof entry?.id === 'string' &&
    typeof entry.text === 'string' &&
    typeof entry.position === 'number' &&
    typeof entry.createdAt === 'number'
  );
}
