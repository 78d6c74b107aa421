import pg from 'pg';

import { LocalDatabaseError } from './local-database.ts';
import type { BatchOptions, DatabaseNotice, LocalDatabase, QueryOptions, Statement } from './local-database.ts';
import type { Logger } from './logger.ts';
import { toParameterTexts } from './parameter-text.ts';
import { connectionConfig, prepareConnection, toDatabaseError } from './postgres-connection.ts';
import { PostgresListener } from './postgres-listener.ts';
import { quoteIdentifier } from './sql-quote.ts';

export interface PostgresPoolOptions {
  /** A connection string for a direct connection or a session pooler; a transaction pooler loses roles and LISTEN. */
  readonly databaseUrl: string;
  readonly logger: Logger;
  readonly onNotice?: (notice: DatabaseNotice) => void;
  /** Connections per role. Default 10. */
  readonly poolSize?: number;
}

/**
 * A real Postgres. Connections are pooled per role: a connection takes its role once, when it opens, so a query under a
 * role costs the same single round trip as any other.
 */
export class PostgresPool implements LocalDatabase {
  readonly kind = 'postgres';
  readonly #options: PostgresPoolOptions;
  readonly #pools = new Map<string | undefined, pg.Pool>();
  readonly #listener: PostgresListener;

  private constructor(options: PostgresPoolOptions) {
    this.#options = options;
    this.#listener = new PostgresListener(options.databaseUrl, options.logger);
  }

  /** Fails at once when the server cannot be reached or refuses the login. */
  static async open(options: PostgresPoolOptions): Promise<PostgresPool> {
    const database = new PostgresPool(options);
    try {
      await database.query('select 1');
    } catch (error) {
      await database.close();
      throw error;
    }
    return database;
  }

  async query<Row = Record<string, unknown>>(
    text: string,
    parameters?: readonly unknown[],
    options?: QueryOptions,
  ): Promise<readonly Row[]> {
    const values = toParameterTexts(parameters);
    return this.#withConnection(options?.role, async (client) => {
      const { rows } = await client.query(text, values);
      if (client.getTransactionStatus() !== 'I') {
        throw new LocalDatabaseError('A statement may not open a transaction; use batch().', { sqlstate: '25001' });
      }
      return rows as Row[];
    });
  }

  async batch(
    statements: readonly Statement[],
    options?: BatchOptions,
  ): Promise<readonly (readonly Record<string, unknown>[])[]> {
    const role = options?.role;
    const queries = statements.map(({ text, parameters }) => ({ text, values: toParameterTexts(parameters) }));
    return this.#withConnection(undefined, async (client) => {
      await client.query(role === undefined ? 'begin' : `begin; set local role ${quoteIdentifier(role)}`);
      const answers: (readonly Record<string, unknown>[])[] = [];
      for (const query of queries) {
        const { rows } = await client.query<Record<string, unknown>>(query);
        answers.push(rows);
      }
      await client.query(options?.end ?? 'commit');
      return answers;
    });
  }

  async execute(script: string): Promise<void> {
    await this.#withConnection(undefined, async (client) => {
      await client.query('begin');
      await client.query(script);
      await client.query('commit');
    });
  }

  listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>> {
    return this.#listener.listen(channel, listener);
  }

  async close(): Promise<void> {
    await this.#listener.close();
    await Promise.all([...this.#pools.values()].map((pool) => (pool.ended ? undefined : pool.end())));
  }

  async #withConnection<Value>(
    role: string | undefined,
    work: (client: pg.PoolClient) => Promise<Value>,
  ): Promise<Value> {
    let client: pg.PoolClient;
    try {
      client = await this.#pool(role).connect();
    } catch (error) {
      throw toDatabaseError(error);
    }
    try {
      return await work(client);
    } catch (error) {
      throw toDatabaseError(error);
    } finally {
      await giveBack(client);
    }
  }

  #pool(role: string | undefined): pg.Pool {
    const existing = this.#pools.get(role);
    if (existing !== undefined) return existing;
    const { databaseUrl, logger, poolSize, onNotice } = this.#options;
    const pool = new pg.Pool({
      ...connectionConfig(databaseUrl),
      max: poolSize ?? 10,
      idleTimeoutMillis: 60_000,
      allowExitOnIdle: true,
      onConnect: (client) => prepareConnection(client, role, onNotice ?? (() => {})),
    });
    // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
    pool.on('error', (error) => logger.warn('An idle database connection failed.', { error: error.message }));
    this.#pools.set(role, pool);
    return pool;
  }
}

/** Returns a connection that is in no transaction, and destroys one that cannot be brought there. */
async function giveBack(client: pg.PoolClient): Promise<void> {
  try {
    if (client.getTransactionStatus() !== 'I') await client.query('rollback');
    client.release();
  } catch {
    // The rollback found the connection broken; the statement's own error already says so to the caller.
    client.release(true);
  }
}
