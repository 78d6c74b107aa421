import { DatabaseError } from '../../src/db/database-caller.ts';
import type { ChatDb } from '../../src/db/chat-db.ts';
import { StorageError } from '../../src/storage/file-storage.ts';
import type { FakeDeps } from '../fake-deps.ts';

/** Whatever occurs in a failure and never in an answer. */
export const INSIDE = 'inside-knowledge';

const SQL = `insert into support.messages (body) values ('${INSIDE}')`;

/** How the database and the storage fail, with words that are nobody's business. */
export const FAILURES: Readonly<Record<string, () => Error>> = {
  'a defect in SQL': () =>
    new DatabaseError(`relation "support.${INSIDE}" does not exist`, { sqlstate: '42P01', detail: SQL }),
  'a refusal that nobody foresaw': () =>
    new DatabaseError(`duplicate key value violates unique constraint "${INSIDE}"`, { sqlstate: '23505', detail: SQL }),
  'a connection that is lost': () =>
    new DatabaseError(`terminating connection to ${INSIDE}`, { sqlstate: '57P01', detail: SQL }),
  'a storage that is not set up': () => new StorageError('refused', `the key ${INSIDE} is wrong`),
  'a defect in code': () => new TypeError(`Cannot read properties of undefined (reading '${INSIDE}')`),
};

/** Widgets are still found, so that requests come as far as the work. */
export function breakDeps(deps: FakeDeps, failure: () => Error): FakeDeps {
  const failing = <Port extends object>(port: Port, ...spared: readonly string[]): Port =>
    new Proxy(port, {
      get: (target, name, receiver) =>
        spared.includes(String(name))
          ? (Reflect.get(target, name, receiver) as unknown)
          : () => Promise.reject(failure()),
    });
  const db: ChatDb = failing(deps.db, 'getWidget');
  const { storage } = deps;
  return { ...deps, db, ...(storage === undefined ? {} : { storage: failing(storage) }) };
}
