import type { BridgeDb, BotIdentity, BridgeDeps } from './bridge-deps.ts';
import type { Logger, TelegramBridge } from '../deps.ts';
import type { FileStorage } from '../storage/file-storage.ts';
import { driveInbox } from './drive-inbox.ts';
import { driveOutboxOn } from './drive-outbox-on.ts';
import { storeUpdate, type StoreOutcome } from './store-update.ts';
import type { TelegramApi } from './telegram-api.ts';

export interface TelegramBridgeOptions {
  readonly db: BridgeDb;
  readonly api: TelegramApi;
  readonly bot: BotIdentity;
  readonly logger: Logger;
  /** Where files lie. Left out: files are named in Telegram, and those of agents stay there. */
  readonly storage?: FileStorage | undefined;
  /** Milliseconds since 1970. Default: the system's clock. */
  readonly clock?: () => number;
  /** From 0 up to, not including, 1; spreads retries. Default: `Math.random`. */
  readonly random?: () => number;
  /** Asked for at most a second. Default: a timer. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** What links that connect a group are sealed with: the webhook's secrets. Left out: no link connects one. */
  readonly linkSecrets?: readonly string[] | undefined;
  /** How many messages a group is sent in a minute, at most; 0 for a Bot API without limits. Default 20. */
  readonly sendsPerMinute?: number | undefined;
  /**
   * How long a drive stays for what is due soon. Default 0: whoever runs the bridge drives it every few seconds anyway. Where
   * only a tick a minute does, as many seconds as a worker may live on after its answer.
   */
  readonly followSeconds?: number | undefined;
}

/** The bridge, and what the webhook needs besides: to write an update down and answer before anything is done with it. */
export interface StoringTelegramBridge extends TelegramBridge {
  storeUpdate(update: unknown): Promise<StoreOutcome>;
}

export function createTelegramBridge(options: TelegramBridgeOptions): StoringTelegramBridge {
  const deps: BridgeDeps = {
    db: options.db,
    api: options.api,
    bot: options.bot,
    logger: options.logger,
    storage: options.storage,
    clock: options.clock ?? Date.now,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))),
    answeredAlbums: new Set(),
    readMarks: new Map(),
    memberships: new Map(),
    linkSecrets: options.linkSecrets,
    sendsPerMinute: options.sendsPerMinute,
  };
  const driveOut = driveOutboxOn(deps, (options.followSeconds ?? 0) * 1_000);
  // What agents do is followed by what Telegram has to show of it: cards, transcripts, closed topics.
  const driveBoth = async () => {
    await driveInbox(deps);
    await driveOut();
  };
  return {
    driveOutbox: driveOut,
    driveInbox: driveBoth,
    storeUpdate: (update) => storeUpdate(deps, update),
    async receiveUpdate(update) {
      if ((await storeUpdate(deps, update)) === 'stored') await driveBoth();
    },
  };
}
