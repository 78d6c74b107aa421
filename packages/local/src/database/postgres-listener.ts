import pg from 'pg';

import type { Logger } from './logger.ts';
import { NotificationListeners } from './notification-listeners.ts';
import { connectionConfig, toDatabaseError } from './postgres-connection.ts';
import { quoteIdentifier } from './sql-quote.ts';

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;

/**
 * One connection that only listens. It opens with the first listener, and when it breaks it connects again, from 250 ms
 * up to every 5 s, until it is closed; what was notified in between is lost.
 */
export class PostgresListener {
  readonly #databaseUrl: string;
  readonly #logger: Logger;
  readonly #listeners = new NotificationListeners();
  #connection: Promise<pg.Client> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(databaseUrl: string, logger: Logger) {
    this.#databaseUrl = databaseUrl;
    this.#logger = logger;
  }

  async listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>> {
    const remove = this.#listeners.add(channel, listener);
    try {
      this.#connection ??= this.#connect();
      const client = await this.#connection;
      await client.query(`listen ${quoteIdentifier(channel)}`);
    } catch (error) {
      remove();
      throw toDatabaseError(error);
    }
    return async () => {
      if (remove() === 'others-left' || this.#isClosed) return;
      // On a connection that never came about, or that breaks right now, there is nothing left to stop.
      const client = await this.#connection?.catch(() => undefined);
      await client?.query(`unlisten ${quoteIdentifier(channel)}`).catch(() => undefined);
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    // Whoever asked for the connection has been told why it failed.
    const client = await this.#connection?.catch(() => undefined);
    await client?.end();
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client(connectionConfig(this.#databaseUrl));
    client.on('notification', ({ channel, payload }) => this.#listeners.notify(channel, payload ?? ''));
    try {
      await client.connect();
    } catch (error) {
      this.#connection = undefined;
      throw error;
    }
    client.on('error', (error) =>
      this.#logger.warn('The connection for notifications failed.', { error: error.message }),
    );
    client.once('end', () => {
      this.#connection = undefined;
      if (!this.#isClosed) this.#reconnectAfter(FIRST_DELAY_MS);
    });
    return client;
  }

  #reconnectAfter(delayMs: number): void {
    this.#retry = setTimeout(() => {
      this.#connection ??= this.#connect();
      this.#connection
        .then(async (client) => {
          for (const channel of this.#listeners.channels) await client.query(`listen ${quoteIdentifier(channel)}`);
          this.#logger.info('Listening to the database again.');
        })
        .catch((error: unknown) => {
          this.#logger.warn('Still no connection for notifications.', { error: toDatabaseError(error).message });
          if (!this.#isClosed) this.#reconnectAfter(Math.min(delayMs * 2, LONGEST_DELAY_MS));
        });
    }, delayMs);
    this.#retry.unref();
  }
}
