/**
 * The narrow way to the database: call one SQL function with named arguments, get its jsonb.
 *
 * Guarantees of every implementation (held by database-caller-contract.ts): a call is one transaction; an argument that
 * is `undefined` is left to the function's default, `null` is passed on; objects and arrays arrive as jsonb; every
 * failure is a {@link DatabaseError}, and "refused" (the database looked at the call and said no) is never mixed up with
 * "unavailable" (no answer, or an answer that another try may change). Nothing is retried here.
 */
export interface DatabaseCaller {
  call(functionName: string, args: FunctionArguments): Promise<unknown>;
}

/** By parameter name, `p_…`. */
export type FunctionArguments = Readonly<Record<string, unknown>>;

export type DatabaseErrorKind = 'refused' | 'unavailable';

export interface DatabaseErrorFields {
  /** Five characters; `08006` (connection failure) when there was no answer at all. */
  readonly sqlstate: string;
  readonly detail?: string | undefined;
  readonly cause?: unknown;
}

/** What went wrong, in the database's words. For the log and for `toApiError`, never for a visitor. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly kind: DatabaseErrorKind;
  readonly sqlstate: string;
  /** DETAIL of the raised error; for `SC040` the seconds to wait. */
  readonly detail: string | undefined;

  constructor(message: string, fields: DatabaseErrorFields) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.kind = isTransient(fields.sqlstate) ? 'unavailable' : 'refused';
    this.sqlstate = fields.sqlstate;
    this.detail = fields.detail;
  }
}

export const NO_ANSWER = '08006';

/**
 * Classes and codes after which the same call may succeed unchanged (PostgreSQL, appendix A): connection exceptions,
 * lost serialisation and deadlocks, a lack of connections or memory, a server that shuts down or starts, a timeout.
 */
function isTransient(sqlstate: string): boolean {
  return /^(?:08|40|53|57P|58)/.test(sqlstate) || sqlstate === '57014' || sqlstate === '55P03';
}

/** Names come from this package's code; checking them keeps a future mistake from becoming SQL. */
export function assertCallable(functionName: string, args: FunctionArguments): void {
  if (!/^support_[a-z_]+$/.test(functionName)) throw new TypeError(`Not a function of ours: ${functionName}`);
  for (const name of Object.keys(args)) {
    if (!/^p_[a-z_]+$/.test(name)) throw new TypeError(`Not a parameter name: ${name}`);
  }
}
