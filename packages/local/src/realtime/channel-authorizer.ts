import { randomUUID } from 'node:crypto';

import { CONNECTION_FAILURE, LocalDatabaseError } from '../database/local-database.ts';
import type { LocalDatabase, Statement } from '../database/local-database.ts';
import type { Identity } from './token-verifier.ts';

export type Extension = 'broadcast' | 'presence';

export interface AuthorizationQuestion {
  readonly topic: string;
  readonly identity: Identity;
  /** The headers of the handshake or request, for policies that read `request.headers`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The database did not answer, so nobody knows what is allowed. */
export class AuthorizationUnavailableError extends Error {
  override readonly name = 'AuthorizationUnavailableError';
}

/**
 * Asks the row level security policies of `realtime.messages` what a token may do, the way the Realtime server asks
 * them: it writes probe rows and rolls everything back. Reading is allowed when the role sees the row, writing when it
 * may insert it. A role that does not exist, a missing grant and a policy that fails all mean "no".
 */
export class ChannelAuthorizer {
  readonly #database: LocalDatabase;

  constructor(database: LocalDatabase) {
    this.#database = database;
  }

  async mayRead(question: AuthorizationQuestion, extensions: readonly Extension[]): Promise<ReadonlySet<Extension>> {
    const probes = extensions.map((extension) => ({ extension, id: randomUUID() }));
    const inserts = probes.map(({ extension, id }) => insertProbe(question.topic, extension, id));
    const select = {
      text: 'select id from realtime.messages where id = any ($1::uuid[])',
      parameters: [probes.map(({ id }) => id)],
    };
    const rows = await this.#ask([...inserts, becomeCaller(question), select]);
    const seen = new Set(rows?.map(({ id }) => id));
    return new Set(probes.filter(({ id }) => seen.has(id)).map(({ extension }) => extension));
  }

  async mayWrite(question: AuthorizationQuestion, extension: Extension): Promise<boolean> {
    const insert = insertProbe(question.topic, extension, randomUUID());
    return (await this.#ask([becomeCaller(question), insert])) !== undefined;
  }

  /** The rows of the last statement; `undefined` when the database said no. */
  async #ask(statements: readonly Statement[]): Promise<readonly Record<string, unknown>[] | undefined> {
    try {
      return (await this.#database.batch(statements, { end: 'rollback' })).at(-1);
    } catch (error) {
      if (error instanceof LocalDatabaseError && error.sqlstate !== CONNECTION_FAILURE) return undefined;
      throw new AuthorizationUnavailableError('The database did not answer.', { cause: error });
    }
  }
}

function insertProbe(topic: string, extension: Extension, id: string): Statement {
  return {
    text: 'insert into realtime.messages (id, topic, extension) values ($1, $2, $3)',
    parameters: [id, topic, extension],
  };
}

function becomeCaller({ topic, identity, headers }: AuthorizationQuestion): Statement {
  const { role, claims } = identity;
  return {
    text: `select set_config('role', $1, true), set_config('realtime.topic', $2, true),
      set_config('request.jwt.claims', $3, true), set_config('request.jwt.claim.role', $1, true),
      set_config('request.jwt.claim.sub', $4, true), set_config('request.headers', $5, true)`,
    parameters: [role, topic, claims, typeof claims['sub'] === 'string' ? claims['sub'] : null, headers],
  };
}
