import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseError, type FunctionArguments } from '../src/db/database-caller.ts';
import { FakeDatabase } from './fake-database.ts';

export interface FakeDataApi {
  readonly url: string;
  readonly database: FakeDatabase;
  stop(): Promise<void>;
}

/**
 * `POST /rest/v1/rpc/<function>` on the loopback interface, answered by a {@link FakeDatabase}, and a Storage that signs every
 * upload.
 */
export async function startFakeDataApi(secretKey: string): Promise<FakeDataApi> {
  const database = new FakeDatabase();
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.headers.apikey !== secretKey) return answer(401, { message: 'Invalid API key' });
      if (request.url?.startsWith('/storage/v1/object/upload/sign/')) {
        return answer(200, { url: `${request.url.replace('/storage/v1', '')}?token=signed` });
      }
      const args = JSON.parse(Buffer.concat(chunks).toString('utf8')) as FunctionArguments;
      const name = request.url?.replace('/rest/v1/rpc/', '') ?? '';
      return database.call(name, args).then(
        (result) => answer(200, result),
        (error: unknown) =>
          error instanceof DatabaseError
            ? answer(400, { code: error.sqlstate, message: error.message, details: error.detail ?? null, hint: null })
            : answer(500, { message: String(error) }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    database,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
