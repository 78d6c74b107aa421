import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';

interface Exchange {
  readonly case: string;
  readonly request: { readonly url: string; readonly body: string };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

export interface SeenRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
}

/**
 * A Data API on the loopback interface that answers exactly as recorded. A request is looked up by its function and
 * arguments; one that was never recorded is answered with 599, so that no test passes by accident.
 */
export class RecordedDataApi {
  readonly url: string;
  readonly requests: SeenRequest[] = [];
  readonly #close: () => Promise<void>;
  /** Answers everything with this case, whatever is asked. */
  alwaysAnswer: string | undefined;

  constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.#close = close;
  }

  static async start(): Promise<RecordedDataApi> {
    const lines = (await readFile(new URL('./fixtures/postgrest-rpc.jsonl', import.meta.url), 'utf8'))
      .trim()
      .split('\n');
    const exchanges = lines.map((line) => JSON.parse(line) as Exchange);
    const server = createServer((request, response) => {
      void readAll(request).then((body) => {
        api.requests.push({ method: request.method, url: request.url, headers: request.headers });
        const found = exchanges.find((exchange) =>
          api.alwaysAnswer === undefined
            ? isSame(exchange, request.url ?? '', body)
            : exchange.case === api.alwaysAnswer,
        );
        response.writeHead(found?.response.status ?? 599, found?.response.headers);
        response.end(found?.response.body ?? 'never recorded');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const close = () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    const api = new RecordedDataApi(`http://127.0.0.1:${String(port)}`, close);
    return api;
  }

  stop(): Promise<void> {
    return this.#close();
  }
}

function isSame(exchange: Exchange, url: string, body: string): boolean {
  const isSameFunction = new URL(exchange.request.url).pathname === url;
  return isSameFunction && isDeepStrictEqual(JSON.parse(exchange.request.body), JSON.parse(body));
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
