import { readFile } from 'node:fs/promises';

interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly req_headers: Readonly<Record<string, string>>;
  readonly req_body?: string;
  readonly status: number;
  readonly res_headers: Readonly<Record<string, string>>;
  readonly res_body: string;
}

export const RECORDED_STORAGE_URL = 'https://project.example';
export const RECORDED_BUCKET = 'attachments';

/**
 * A `fetch` that answers exactly as the recorded server did to the same method, address, body and key; several answers to
 * the same request come in their order, the last one again and again. What was never recorded fails.
 */
export async function createRecordedStorage(): Promise<{ readonly fetch: typeof fetch; readonly key: string }> {
  const lines = (await readFile(new URL('./fixtures/storage-signed-urls.jsonl', import.meta.url), 'utf8')).trim();
  const exchanges = lines.split('\n').map((line) => JSON.parse(line) as Exchange);
  const asked = new Map<string, number>();
  return {
    // Two dots make it a legacy key, which is sent as the token too, as in the recording.
    key: '{{JWT service_role}}',
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const body = request.body === null ? undefined : await request.text();
      const matches = exchanges.filter(
        (exchange) =>
          exchange.method === request.method &&
          exchange.url === decodeURI(request.url) &&
          exchange.req_headers['apikey'] === request.headers.get('apikey') &&
          (body === undefined || exchange.req_body === '<FormData>' || exchange.req_body === body),
      );
      const name = `${request.method} ${request.url}`;
      const index = asked.get(name) ?? 0;
      asked.set(name, index + 1);
      const found = matches[Math.min(index, matches.length - 1)];
      if (found === undefined) return new Response('never recorded', { status: 599 });
      return new Response(found.res_body, { status: found.status, headers: found.res_headers });
    },
  };
}
