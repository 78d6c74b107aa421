/**
 * Where the session and unsent messages are kept. Every implementation passes `key-value-storage-contract.ts`.
 *
 * Guarantees: a value is safe once `set` has resolved; reading never creates anything (a page view leaves no trace);
 * `update` is one step that no other tab can come between. Values are plain data.
 */
export interface KeyValueStorage {
  /** `shared`: for all tabs of this origin; `tab`: survives a reload of this tab only; `memory`: gone with the page. */
  readonly scope: StorageScope;
  /** Undefined when there is none. */
  get(key: string): Promise<unknown>;
  /** Everything whose key begins with the prefix, in no particular order. */
  list(prefix: string): Promise<ReadonlyMap<string, unknown>>;
  /** Resolves once the value is safe. Rejects when there is no room or no permission. */
  set(key: string, value: unknown): Promise<void>;
  /** Does nothing when there is none. */
  delete(key: string): Promise<void>;
  /** Replaces the value by what `change` makes of it. `change` may run again and must not have effects. */
  update(key: string, change: (value: unknown) => unknown): Promise<void>;
}

/** Who else sees what is stored, and how long it stays. */
export type StorageScope = 'shared' | 'tab' | 'memory';

/** What the page asked for: as durable as possible, this tab only, or nothing that stays. */
export type StorageMode = 'auto' | 'session' | 'memory';
