import { constants, copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { PGlite, types } from '@electric-sql/pglite';
import type { Extension, Extensions } from '@electric-sql/pglite';
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp';

import { LocalDatabaseError } from './local-database.ts';
import type { PgliteTask, PgliteWorkerOptions, TextStatement } from './pglite-messages.ts';
import { quoteIdentifier } from './sql-quote.ts';

/** What the session hears beside answers. */
export interface PgliteSessionEvents {
  notified(channel: string, payload: string): void;
  noticed(severity: string, message: string): void;
}

/**
 * The one PGlite session. Callers run tasks one after the other; see `pglite-worker.ts`.
 *
 * PGlite cannot run two sessions, so roles are switched on this one, and only when the next task wants another role
 * than the last: the API server asks for `service_role` nearly always and pays nothing for it.
 */
export class PgliteSession {
  readonly #database: PGlite;
  readonly #directory: string | undefined;
  readonly #events: PgliteSessionEvents;
  readonly #unlisten = new Map<string, () => Promise<void>>();
  /** `undefined` is the owner; `'unknown'` after a statement that may have switched by itself. */
  #role: { readonly name: string | undefined } | 'unknown' = { name: undefined };

  private constructor(database: PGlite, directory: string | undefined, events: PgliteSessionEvents) {
    this.#database = database;
    this.#directory = directory;
    this.#events = events;
  }

  static async open(options: PgliteWorkerOptions, events: PgliteSessionEvents): Promise<PgliteSession> {
    const extensions: Extensions = { btree_gin, citext, pg_trgm, pgcrypto, unaccent, uuid_ossp };
    for (const [name, url] of Object.entries(options.extensions)) {
      extensions[name] = ((await import(url)) as Readonly<Record<string, Extension>>)[name] as Extension;
    }
    const database = await PGlite.create({
      ...(options.directory === undefined ? {} : { dataDir: options.directory }),
      ...(options.archive === undefined ? {} : { loadDataDir: new Blob([options.archive]) }),
      extensions,
      // Segments of 1 MB instead of 16 MB keep the directory, its snapshots and dumps small.
      initDbStartParams: ['--wal-segsize=1'],
      startParams: [...PGlite.defaultStartParams, ...startSettings()],
    });
    // Parameters arrive as text already, in the form every adapter shares.
    database.serializers = {};
    for (const type of [types.INT8, types.DATE, types.TIMESTAMP]) database.parsers[type] = (text: string) => text;
    return new PgliteSession(database, options.directory, events);
  }

  async run(task: PgliteTask): Promise<unknown> {
    switch (task.kind) {
      case 'query':
        return this.#query(task.statement, task.role);
      case 'batch':
        return this.#batch(task.statements, task.role, task.end);
      case 'execute':
        return this.#execute(task.script);
      case 'listen':
        return this.#listen(task.channel);
      case 'unlisten':
        return this.#stopListening(task.channel);
      case 'dump':
        return this.#dump();
      case 'copy':
        return this.#copy(task.to);
      case 'close':
        return this.#database.close();
    }
  }

  async #query(statement: TextStatement, role: string | undefined): Promise<unknown> {
    await this.#become(role);
    const { rows } = await this.#database.query(statement.text, [...statement.parameters], this.#options());
    if (this.#database.isInTransaction()) {
      await this.#database.exec('rollback');
      throw new LocalDatabaseError('A statement may not open a transaction; use batch().', { sqlstate: '25001' });
    }
    this.#doubtRole(statement.text);
    return rows;
  }

  async #batch(
    statements: readonly TextStatement[],
    role: string | undefined,
    end: 'commit' | 'rollback',
  ): Promise<unknown> {
    await this.#become(role);
    try {
      return await this.#database.transaction(async (transaction) => {
        const answers: unknown[] = [];
        for (const { text, parameters } of statements) {
          answers.push((await transaction.query(text, [...parameters], this.#options())).rows);
        }
        if (end === 'rollback') await transaction.rollback();
        return answers;
      });
    } finally {
      for (const { text } of statements) this.#doubtRole(text);
    }
  }

  async #execute(script: string): Promise<void> {
    await this.#become(undefined);
    try {
      await this.#database.transaction((transaction) => transaction.exec(script, this.#options()));
      // New enum and composite types have array types that PGlite learns only when told to look.
      await this.#database.refreshArrayTypes();
    } finally {
      this.#doubtRole(script);
    }
  }

  async #listen(channel: string): Promise<void> {
    if (this.#unlisten.has(channel)) return;
    // PGlite lower-cases unquoted names, so both LISTEN and its bookkeeping need the quotes.
    const stop = await this.#database.listen(quoteIdentifier(channel), (payload) =>
      this.#events.notified(channel, payload),
    );
    this.#unlisten.set(channel, () => stop());
  }

  async #stopListening(channel: string): Promise<void> {
    const stop = this.#unlisten.get(channel);
    this.#unlisten.delete(channel);
    await stop?.();
  }

  async #dump(): Promise<Uint8Array> {
    await this.#become(undefined);
    // Not needed for consistency, but a restored cluster then has no log to replay.
    await this.#database.exec('checkpoint');
    const archive = await this.#database.dumpDataDir('none');
    return new Uint8Array(await archive.arrayBuffer());
  }

  /** Copies the files of the cluster. Nothing writes meanwhile, because tasks wait for each other. */
  async #copy(to: string): Promise<void> {
    if (this.#directory === undefined) throw new Error('A cluster in memory has no files to copy.');
    await this.#become(undefined);
    await this.#database.exec('checkpoint');
    copyDirectory(this.#directory, to);
  }

  async #become(role: string | undefined): Promise<void> {
    if (this.#role !== 'unknown' && this.#role.name === role) return;
    this.#role = 'unknown';
    await this.#database.exec(role === undefined ? 'reset role' : `set role ${quoteIdentifier(role)}`);
    this.#role = { name: role };
  }

  #doubtRole(text: string): void {
    if (/\b(?:role|authorization|discard)\b/i.test(text)) this.#role = 'unknown';
  }

  #options() {
    return {
      onNotice: (notice: { readonly severity?: string | undefined; readonly message?: string | undefined }) =>
        this.#events.noticed(notice.severity ?? 'NOTICE', notice.message ?? ''),
    };
  }
}

/** A third of the time `cpSync` takes: a cluster is a thousand small files, with no links among them. */
function copyDirectory(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyDirectory(source, target);
    else copyFileSync(source, target, constants.COPYFILE_FICLONE);
  }
}

/** A laptop's chat needs little memory; `search_path` is what Supabase gives its `postgres` role. */
function startSettings(): string[] {
  const settings = {
    search_path: '"$user",public,extensions',
    shared_buffers: '16MB',
    wal_buffers: '1MB',
    max_wal_size: '64MB',
    min_wal_size: '4MB',
    jit: 'off',
    autovacuum: 'off',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
