import { browserPageSignals, type PageSignals } from './connection/page-signals.ts';
import type { FetchLike } from './http/http-client.ts';
import { systemTimers, type Timers } from './lib/timers.ts';
import type { PageCookies } from './session/page-cookies.ts';
import { randomUuid } from './lib/uuid.ts';
import type { KeyValueStorage, StorageMode } from './storage/key-value-storage.ts';
import { openBrowserStorage } from './storage/open-storage.ts';
import { openBroadcastChannel, type OpenTabChannel } from './tabs/tab-channel.ts';
import type { WebLocks } from './tabs/tab-locks.ts';
import type { CreateRealtimeClient } from './transport/realtime-transport.ts';
import { createSupabaseRealtimeClient } from './transport/supabase-realtime-client.ts';
import type { PageFacts } from './trail/page-facts.ts';
import type { PutFile } from './uploads/put-file.ts';
import type { ShrinkPicture } from './uploads/shrink-picture.ts';

/** Everything outside of this package that the client touches. */
export interface ChatEnvironment {
  readonly fetch: FetchLike;
  readonly timers: Timers;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
  /** A UUID, another one each time. */
  readonly uuid: () => string;
  /** Null where nothing can be kept; memory is used then. Must not create anything before the first write. */
  readonly openStorage: (mode: StorageMode, name: string) => KeyValueStorage | null;
  /** `navigator.locks`, or null: a lease in the shared storage takes its place. */
  readonly locks: WebLocks | null;
  readonly openTabChannel: OpenTabChannel;
  readonly page: PageSignals;
  /** For `shareOn`. Default: those of the page, looked for when they are needed. */
  readonly cookies?: PageCookies;
  /** For triggers and page views. Default: those of the browser, looked for when they are needed. */
  readonly pageFacts?: PageFacts;
  readonly createRealtimeClient: CreateRealtimeClient;
  /** Brings the bytes of a file to an address. Default: `XMLHttpRequest`, or `fetch` without progress. */
  readonly putFile?: PutFile;
  /** Makes a picture smaller; null leaves it as it is. Default: `OffscreenCanvas`, or nothing. */
  readonly shrinkPicture?: ShrinkPicture;
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
