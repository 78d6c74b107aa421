import { createIdbStorage } from './idb-storage.ts';
import type { KeyValueStorage, StorageMode } from './key-value-storage.ts';
import { createWebStorage } from './sync-storage.ts';

/** The browser's storage for a mode; null where there is none (Node, workers without IndexedDB, mode `memory`). */
export function openBrowserStorage(mode: StorageMode, name: string): KeyValueStorage | null {
  if (mode === 'session') return createWebStorage(() => sessionStorage, name);
  return mode === 'auto' && hasIndexedDb() ? createIdbStorage(name) : null;
}

/** Looking is enough to throw in a sandboxed frame. */
function hasIndexedDb(): boolean {
  try {
    return !!globalThis.indexedDB;
  } catch {
    return false; // a sandbox that forbids storage: the same as none
  }
}
