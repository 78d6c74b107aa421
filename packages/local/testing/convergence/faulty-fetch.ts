/** A network that breaks when it is told to: `fetch` for a client, and what goes wrong with its next writes. */
export type Fault =
  /** Nothing leaves. */
  | 'down'
  /** The server did it, and nobody hears of it. */
  | 'lost answer'
  /** The network repeats what it has carried. */
  | 'twice'
  | 'slow'
  | '500'
  | '429';

export const FAULTS: readonly Fault[] = ['down', 'lost answer', 'twice', 'slow', '500', '429'];

const SLOW_MS = 150;

export class FaultyNetwork {
  readonly #waiting: Fault[] = [];

  /** For the next request that changes something. */
  breakNext(fault: Fault): void {
    this.#waiting.push(fault);
  }

  heal(): void {
    this.#waiting.length = 0;
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const isWrite = init.method !== undefined && init.method !== 'GET';
    const fault = isWrite ? this.#waiting.shift() : undefined;
    switch (fault) {
      case undefined:
        return fetch(url, init);
      case 'down':
        throw new TypeError('fetch failed');
      case 'lost answer':
        await (await fetch(url, init)).arrayBuffer();
        throw new TypeError('fetch failed');
      case 'twice':
        await (await fetch(url, init)).arrayBuffer();
        return fetch(url, init);
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
        return fetch(url, init);
      case '500':
        return Response.json({ error: { code: 'internal_error', message: 'Broken by a test.' } }, { status: 500 });
      case '429':
        return Response.json(
          { error: { code: 'rate_limited', message: 'Broken by a test.' } },
          { status: 429, headers: { 'retry-after': '1' } },
        );
    }
  };
}
