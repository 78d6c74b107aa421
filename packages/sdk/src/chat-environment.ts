import { browserPageSignals, type PageSignals } from './connection/page-signals.ts';
import type { FetchLike } from './http/http-client.ts';
import { systemTimers, type Timers } from './lib/timers.ts';
import { randomUuid } from './lib/uuid.ts';
import type { KeyValueStorage, StorageMode } from './storage/key-value-storage.ts';
import { openBrowserStorage } from './storage/open-storage.ts';
import { openBroadcastChannel, type OpenTabChannel } from './tabs/tab-channel.ts';
import type { WebLocks } from './tabs/tab-locks.ts';
import { type CreateRealtimeClient, createSupabaseRealtimeClient } from './transport/realtime-transport.ts';

/** Everything outside of this package that the client touches. */
export interface ChatEnvironment {
  readonly fetch: FetchLike;
  readonly timers: Timers;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
  readonly uuid: () => string;
  /** Null where nothing can be kept; memory is used then. Must not create anything before the first write. */
  readonly openStorage: (mode: StorageMode, name: string) => KeyValueStorage | null;
  /** `navigator.locks`, or null: a lease in the shared storage takes its place. */
  readonly locks: WebLocks | null;
  readonly openTabChannel: OpenTabChannel;
  readonly page: PageSignals;
  readonly createRealtimeClient: CreateRealtimeClient;
}

/** The browser, or what there is of one. Made per client, so that importing the package touches nothing. */
export function defaultEnvironment(): ChatEnvironment {
  return {
    fetch: (url, init) => fetch(url, init),
    timers: systemTimers,
    random: Math.random,
    uuid: randomUuid,
    openStorage: openBrowserStorage,
    locks: (globalThis.navigator?.locks as WebLocks | undefined) ?? null,
    openTabChannel: openBroadcastChannel,
    page: browserPageSignals(),
    createRealtimeClient: createSupabaseRealtimeClient,
  };
}
