import type { FakeClock } from './fake-clock.ts';
import { refuse } from './fake-answers.ts';

export type Fault =
  /** Nobody answers the phone. */
  | { readonly kind: 'down' }
  /** The server does the work, the answer never arrives. */
  | { readonly kind: 'lost-answer' }
  | { readonly kind: 'status'; readonly status: number; readonly code?: string; readonly retryAfter?: string }
  /** The server does the work at once, the answer takes this long. */
  | { readonly kind: 'late-answer'; readonly delayMs: number }
  /** The request takes this long. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** Somebody else answers, with a page. */
  | { readonly kind: 'portal' };

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly token: string | null;
  readonly at: number;
}

/** The way to the server and back: writes every request down, and lets happen to it what the test asked for. */
export class FakeNetwork {
  readonly requests: RecordedRequest[] = [];
  /** Applies to every request, until set back to null. */
  fault: Fault | null = null;
  /** Applies to the coming requests, one each; an entry may name the path that it waits for. */
  readonly nextFaults: (Fault & { readonly path?: string })[] = [];
  readonly #clock: FakeClock;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  /** Requests for one endpoint. */
  requestsTo(path: string): readonly RecordedRequest[] {
    return this.requests.filter((request) => request.path === path);
  }

  protected async exchange(
    sent: Omit<RecordedRequest, 'at'>,
    signal: AbortSignal | null | undefined,
    answer: (request: RecordedRequest) => Response | Promise<Response>,
  ): Promise<Response> {
    const request = { ...sent, at: this.#clock.now() };
    this.requests.push(request);
    const index = this.nextFaults.findIndex(({ path }) => path === undefined || path === request.path);
    const fault = this.fault ?? (index >= 0 ? this.nextFaults.splice(index, 1)[0] : undefined) ?? null;
    if (fault?.kind === 'slow') await this.#delay(fault.delayMs, signal);
    signal?.throwIfAborted();
    if (fault?.kind === 'down') throw new TypeError('fetch failed');
    if (fault?.kind === 'portal') return new Response('<h1>Welcome to the hotel</h1>');
    if (fault?.kind === 'status') {
      return refuse(
        fault.status,
        fault.code,
        fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter },
      );
    }
    const response = await answer(request);
    if (fault?.kind === 'late-answer') await this.#delay(fault.delayMs, signal);
    if (fault?.kind === 'lost-answer') throw new TypeError('fetch failed');
    return response;
  }

  #delay(delayMs: number, signal: AbortSignal | null | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(delayMs, resolve);
      signal?.addEventListener('abort', () => {
        cancel();
        reject(new DOMException('Aborted.', 'AbortError'));
      });
    });
  }
}
