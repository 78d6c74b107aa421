import type { LocalDatabase } from '../database/local-database.ts';
import type { Logger } from '../database/logger.ts';
import { Broadcast } from './broadcast.ts';
import type { Clock } from './clock.ts';
import type { BinaryBroadcast } from './frames.ts';
import type { Hub } from './hub.ts';
import { TOPIC_PREFIX } from './limits.ts';

export interface DatabaseBroadcastsOptions {
  readonly database: LocalDatabase;
  readonly hub: Hub;
  readonly logger: Logger;
  readonly clock: Clock;
}

interface MessageRow {
  readonly id: string;
  readonly topic: string;
  readonly event: string;
  readonly private: boolean;
  readonly payload: string | null;
  readonly binary_payload: Uint8Array | null;
}

const CHANNEL = 'realtime_messages';
const COLUMNS = 'id::text, topic, event, private, payload::text, binary_payload';
const HOUR_MS = 3_600_000;
const KEPT_HOURS = 72;

/**
 * Carries rows of `realtime.messages` to the channels, in commit order: a trigger notifies with the id, and the row is
 * read back because a notification holds no more than 8000 bytes. Ids that arrive during a read share the next one.
 * Rows older than 72 hours are deleted, as they are on Supabase.
 */
export class DatabaseBroadcasts {
  readonly #options: DatabaseBroadcastsOptions;
  #waiting: string[] = [];
  #isReading = false;
  #stopListening: (() => Promise<void>) | undefined;
  #cancelCleaning = () => {};

  constructor(options: DatabaseBroadcastsOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#stopListening = await this.#options.database.listen(CHANNEL, (id) => this.#receive(id));
    await this.#clean();
  }

  async stop(): Promise<void> {
    this.#cancelCleaning();
    await this.#stopListening?.();
  }

  /** The newest rows of a private topic since a moment, oldest first. */
  async replay(topic: string, sinceMs: number, limit: number): Promise<readonly Broadcast[]> {
    const rows = await this.#options.database.query<MessageRow>(
      `select ${COLUMNS} from realtime.messages
       where topic = $1 and private and extension = 'broadcast' and event is not null
         and inserted_at >= (to_timestamp($2::float8 / 1000) at time zone 'utc')
       order by inserted_at desc, ctid desc limit $3`,
      [topic, sinceMs, limit],
    );
    return rows.map((row) => toBroadcast(row, 'replayed')).reverse();
  }

  #receive(id: string): void {
    this.#waiting.push(id);
    if (!this.#isReading) void this.#readAll();
  }

  async #readAll(): Promise<void> {
    const { database, logger } = this.#options;
    this.#isReading = true;
    while (this.#waiting.length > 0) {
      const ids = this.#waiting;
      this.#waiting = [];
      try {
        const rows = await database.query<MessageRow>(
          `select ${COLUMNS} from unnest($1::uuid[]) with ordinality as notified (id, position)
           join realtime.messages using (id) where extension = 'broadcast' and event is not null order by position`,
          [ids],
        );
        for (const row of rows) this.#publish(row);
      } catch (error) {
        logger.error('Broadcasts from the database were lost.', { count: ids.length, error: String(error) });
      }
    }
    this.#isReading = false;
  }

  #publish(row: MessageRow): void {
    const address = { name: row.topic, isPrivate: row.private };
    if (this.#options.hub.hasSubscribers(address)) this.#options.hub.publish(address, toBroadcast(row, 'live'));
  }

  async #clean(): Promise<void> {
    const { database, clock, logger } = this.#options;
    this.#cancelCleaning = clock.schedule(HOUR_MS, () => void this.#clean());
    try {
      await database.query(
        `delete from realtime.messages where inserted_at < (now() at time zone 'utc') - make_interval(hours => $1)`,
        [KEPT_HOURS],
      );
    } catch (error) {
      logger.warn('Old broadcasts could not be deleted.', { error: String(error) });
    }
  }
}

function toBroadcast(row: MessageRow, kind: 'live' | 'replayed'): Broadcast {
  const topic = `${TOPIC_PREFIX}${row.topic}`;
  const binary: BinaryBroadcast =
    row.binary_payload === null
      ? { event: row.event, encoding: 'json', payload: Buffer.from(row.payload ?? 'null') }
      : { event: row.event, encoding: 'raw', payload: row.binary_payload };
  return Broadcast.fromBinary(topic, binary, kind === 'live' ? { id: row.id } : { id: row.id, replayed: true });
}
