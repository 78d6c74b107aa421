/**
 * The database as the local stack sees it: PGlite in a worker thread or a real Postgres behind `DATABASE_URL`.
 *
 * Guarantees: a batch is one transaction; statements run under the role that was asked for and never leak that role to
 * the next caller; notifications arrive after commit, in commit order. It refuses interactive transactions on purpose:
 * a batch is one message to the worker thread, so nobody can hold the single PGlite session open. Settings belong to
 * their transaction (`set local`, `set_config(…, true)`): a session setting would reach whoever runs next.
 *
 * Parameters travel as text. `null` and `undefined` are NULL, numbers, bigints, booleans and strings are themselves, a
 * `Date` is its ISO form, a `Uint8Array` is bytea, an array is an SQL array, any other object is JSON. An array meant
 * for a jsonb parameter must be given as a JSON string.
 *
 * Results: jsonb is parsed, timestamptz is a `Date`, bytea a `Uint8Array`, bool a boolean, int2, int4 and floats are
 * numbers; everything else is text, among them int8 and numeric (which would lose digits) and dates without a zone.
 */
export interface LocalDatabase {
  readonly kind: 'pglite' | 'postgres';

  /** Runs one statement in its own transaction, as the owner unless `role` says otherwise. */
  query<Row = Record<string, unknown>>(
    statement: string,
    parameters?: readonly unknown[],
    options?: QueryOptions,
  ): Promise<readonly Row[]>;

  /** Runs several statements in one transaction and answers with the rows of each. */
  batch(
    statements: readonly Statement[],
    options?: BatchOptions,
  ): Promise<readonly (readonly Record<string, unknown>[])[]>;

  /** Runs a script of many statements (a migration) in one transaction, as the owner. */
  execute(script: string): Promise<void>;

  /**
   * Calls `listener` for every `pg_notify` on `channel`; the answer stops listening. A real Postgres that restarts is
   * listened to again, but what was notified meanwhile is lost, as Postgres keeps no notifications.
   */
  listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>>;

  close(): Promise<void>;
}

export interface Statement {
  readonly text: string;
  readonly parameters?: readonly unknown[];
}

export interface QueryOptions {
  /** The role the statement runs under. Default: the owner of the connection. */
  readonly role?: string;
}

export interface BatchOptions extends QueryOptions {
  /** How the transaction ends. Default `commit`. */
  readonly end?: 'commit' | 'rollback';
}

/** A WARNING or NOTICE that Postgres sent beside an answer. */
export interface DatabaseNotice {
  readonly severity: string;
  readonly message: string;
}

export interface LocalDatabaseErrorFields {
  readonly sqlstate: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** What Postgres said, with the fields every adapter can give. */
export class LocalDatabaseError extends Error {
  override readonly name = 'LocalDatabaseError';
  /** Five characters, for example `23505`; `08006` when there was no answer at all. */
  readonly sqlstate: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, fields: LocalDatabaseErrorFields) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.sqlstate = fields.sqlstate;
    this.detail = fields.detail;
    this.hint = fields.hint;
  }
}

/** The SQLSTATE for "the connection is gone": nobody knows whether the statement ran. */
export const CONNECTION_FAILURE = '08006';
