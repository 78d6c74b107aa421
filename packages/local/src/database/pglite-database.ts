import { Worker } from 'node:worker_threads';

import { CONNECTION_FAILURE, LocalDatabaseError } from './local-database.ts';
import type { BatchOptions, DatabaseNotice, LocalDatabase, QueryOptions, Statement } from './local-database.ts';
import { NotificationListeners } from './notification-listeners.ts';
import { toParameterTexts } from './parameter-text.ts';
import type { PgliteFailure, PgliteMessage, PgliteTask, PgliteWorkerOptions } from './pglite-messages.ts';

export interface PgliteDatabaseOptions {
  /** Directory of the cluster; created when missing. Default: in memory. */
  readonly directory?: string | undefined;
  /** An uncompressed tar made by {@link PgliteDatabase.dump} to start from; the directory must then be empty. */
  readonly archive?: Uint8Array<ArrayBuffer> | undefined;
  /** More extensions, each by its name and the URL of the module that exports it under that name. Default none. */
  readonly extensions?: Readonly<Record<string, string>>;
  readonly onNotice?: ((notice: DatabaseNotice) => void) | undefined;
  /** How long opening may take before it counts as failed, in milliseconds. Default 60 000. */
  readonly openTimeoutMs?: number;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * PGlite in a worker thread, seen from the main thread.
 *
 * An acknowledged write survives the death of this process, but not a power failure: PGlite never calls fsync. It takes
 * no lock on its directory either; `open-database.ts` does. When the worker dies, every call fails with `08006`.
 */
export class PgliteDatabase implements LocalDatabase {
  readonly kind = 'pglite';
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new NotificationListeners();
  readonly #onNotice: (notice: DatabaseNotice) => void;
  #lastId = 0;
  #end: LocalDatabaseError | undefined;

  private constructor(worker: Worker, onNotice: ((notice: DatabaseNotice) => void) | undefined) {
    this.#worker = worker;
    this.#onNotice = onNotice ?? (() => {});
  }

  /** Opens the cluster, creating it where there is none (2 to 4 s). Fails with what PGlite said. */
  static async open(options: PgliteDatabaseOptions = {}): Promise<PgliteDatabase> {
    const workerData: PgliteWorkerOptions = {
      directory: options.directory,
      archive: options.archive,
      extensions: options.extensions ?? {},
    };
    const file = import.meta.url.endsWith('.ts') ? './pglite-worker.ts' : './pglite-worker.js';
    const worker = new Worker(new URL(file, import.meta.url), { workerData, name: 'pglite' });
    const database = new PgliteDatabase(worker, options.onNotice);
    try {
      await database.#started(options.openTimeoutMs ?? 60_000);
    } catch (error) {
      await worker.terminate();
      throw error;
    }
    return database;
  }

  async query<Row = Record<string, unknown>>(
    text: string,
    parameters?: readonly unknown[],
    options?: QueryOptions,
  ): Promise<readonly Row[]> {
    const statement = { text, parameters: toParameterTexts(parameters) };
    return (await this.#ask({ kind: 'query', statement, role: options?.role })) as readonly Row[];
  }

  async batch(
    statements: readonly Statement[],
    options?: BatchOptions,
  ): Promise<readonly (readonly Record<string, unknown>[])[]> {
    return (await this.#ask({
      kind: 'batch',
      statements: statements.map(({ text, parameters }) => ({ text, parameters: toParameterTexts(parameters) })),
      role: options?.role,
      end: options?.end ?? 'commit',
    })) as readonly (readonly Record<string, unknown>[])[];
  }

  async execute(script: string): Promise<void> {
    await this.#ask({ kind: 'execute', script });
  }

  async listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>> {
    const remove = this.#listeners.add(channel, listener);
    try {
      await this.#ask({ kind: 'listen', channel });
    } catch (error) {
      remove();
      throw error;
    }
    return async () => {
      if (remove() === 'last' && this.#end === undefined) await this.#ask({ kind: 'unlisten', channel });
    };
  }

  /** An uncompressed tar of the cluster, consistent at one instant between two tasks. */
  async dump(): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#ask({ kind: 'dump' })) as Uint8Array<ArrayBuffer>;
  }

  /** Copies the files of a cluster that lives in a directory, consistent like {@link dump} but without its memory. */
  async copyTo(directory: string): Promise<void> {
    await this.#ask({ kind: 'copy', to: directory });
  }

  async close(): Promise<void> {
    if (this.#end !== undefined) return;
    const closed = this.#ask({ kind: 'close' });
    this.#end = new LocalDatabaseError('The database is closed.', { sqlstate: CONNECTION_FAILURE });
    await closed;
    await this.#worker.terminate();
  }

  #ask(task: PgliteTask): Promise<unknown> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, task });
    });
  }

  async #started(timeoutMs: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(noAnswer(`PGlite did not open within ${timeoutMs} ms.`)), timeoutMs);
      const settle = (error?: Error) => {
        clearTimeout(timer);
        if (error === undefined) resolve();
        else reject(error);
      };
      this.#worker.on('message', (message: PgliteMessage) => {
        if (message.kind === 'ready') settle();
        else if (message.kind === 'failed') settle(toError(message.failure));
        else this.#receive(message);
      });
      this.#worker.on('error', (error: Error) => {
        settle(error);
        this.#fail(noAnswer(`The database thread failed: ${error.message}`, error));
      });
      this.#worker.on('exit', (code) => {
        settle(noAnswer(`The database thread stopped with code ${code}.`));
        this.#fail(noAnswer(`The database thread stopped with code ${code}.`));
      });
    });
  }

  #receive(message: Exclude<PgliteMessage, { kind: 'ready' | 'failed' }>): void {
    switch (message.kind) {
      case 'answer':
        this.#settle(message.id)?.resolve(message.value);
        break;
      case 'refusal':
        this.#settle(message.id)?.reject(toError(message.failure));
        break;
      case 'notification':
        this.#listeners.notify(message.channel, message.payload);
        break;
      case 'notice':
        this.#onNotice({ severity: message.severity, message: message.message });
        break;
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #fail(error: LocalDatabaseError): void {
    this.#end ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function toError({ message, sqlstate, detail, hint }: PgliteFailure): LocalDatabaseError {
  return new LocalDatabaseError(message, { sqlstate, detail, hint });
}

function noAnswer(message: string, cause?: Error): LocalDatabaseError {
  return new LocalDatabaseError(message, { sqlstate: CONNECTION_FAILURE, cause });
}
