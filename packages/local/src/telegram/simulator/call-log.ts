/** One Bot API call as the page and the tests see it. */
export interface CallRecord {
  readonly id: number;
  /** Milliseconds on the simulator's clock. */
  readonly at: number;
  readonly method: string;
  readonly params: Record<string, unknown>;
  readonly outcome:
    | { readonly ok: true; readonly result: unknown }
    | { readonly ok: false; readonly code: number; readonly description: string; readonly retryAfter?: number }
    /** No answer was given although the call may have had its effect. */
    | { readonly ok: false; readonly code: 0; readonly description: string };
}

const KEPT_CALLS = 1000;

/** The last thousand calls. A long poll that answers without trouble is not worth a line. */
export class CallLog {
  #calls: CallRecord[] = [];
  #nextId = 1;

  add(call: Omit<CallRecord, 'id'>): void {
    if (call.method.toLowerCase() === 'getupdates' && call.outcome.ok) return;
    this.#calls.push({ id: this.#nextId++, ...call });
    if (this.#calls.length > KEPT_CALLS) this.#calls.shift();
  }

  list(): readonly CallRecord[] {
    return this.#calls;
  }

  clear(): void {
    this.#calls = [];
  }
}
