import { Agent, request } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly body: string;
}

export interface Call {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly token?: string;
  readonly body?: unknown;
}

/** What a load did: how long each call took in milliseconds, and every answer that was no success, counted. */
export interface LoadResult {
  readonly samples: readonly number[];
  readonly failures: ReadonlyMap<string, number>;
  readonly seconds: number;
}

/** One machine's connections to a server, kept open as a proxy in front of it would. */
export class LoadClient {
  readonly #base: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });

  constructor(base: string) {
    this.#base = new URL(base);
  }

  close(): void {
    this.#agent.destroy();
  }

  call({ path, method, token, body }: Call): Promise<Reply> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          agent: this.#agent,
          host: this.#base.hostname,
          port: this.#base.port,
          path: `${this.#base.pathname}/${path}`,
          method: method ?? (text === undefined ? 'GET' : 'POST'),
          headers: {
            ...(text === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          },
        },
        (incoming) => {
          let received = '';
          incoming.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
          incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: received }));
          incoming.on('error', reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(text);
    });
  }

  /**
   * Sends calls at a steady rate, whether the server keeps up or not. Each is timed from when it should have been sent, so
   * that a server which stalls is charged for everybody who had to wait.
   */
  async steady(perSecond: number, seconds: number, next: (index: number) => Call): Promise<LoadResult> {
    const started = performance.now();
    const total = Math.round(perSecond * seconds);
    const record = new Recorder();
    const running: Promise<void>[] = [];
    for (let index = 0; index < total; index += 1) {
      const due = started + (index * 1_000) / perSecond;
      const early = due - performance.now();
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
      running.push(record.time(due, this.call(next(index))));
    }
    await Promise.all(running);
    return record.result((performance.now() - started) / 1_000);
  }

  /** As many calls as get through over a number of connections, each waiting for its answer. */
  async flatOut(connections: number, seconds: number, next: (index: number) => Call): Promise<LoadResult> {
    const started = performance.now();
    const record = new Recorder();
    let index = 0;
    const drive = async () => {
      while (performance.now() - started < seconds * 1_000) {
        await record.time(performance.now(), this.call(next(index++)));
      }
    };
    await Promise.all(Array.from({ length: connections }, drive));
    return record.result((performance.now() - started) / 1_000);
  }
}

class Recorder {
  readonly #samples: number[] = [];
  readonly #failures = new Map<string, number>();

  async time(due: number, reply: Promise<Reply>): Promise<void> {
    let outcome: string | undefined;
    try {
      const { status, body } = await reply;
      if (status >= 300) outcome = `${String(status)} ${body.slice(0, 80)}`;
    } catch (error) {
      outcome = error instanceof Error ? error.message : String(error);
    }
    this.#samples.push(performance.now() - due);
    if (outcome !== undefined) this.#failures.set(outcome, (this.#failures.get(outcome) ?? 0) + 1);
  }

  result(seconds: number): LoadResult {
    return { samples: this.#samples, failures: this.#failures, seconds };
  }
}
