import { randomUUID } from 'node:crypto';
import { openLocalDatabase } from '../packages/local/src/database/open-database.ts';
import { silentLogger } from '../packages/local/src/database/logger.ts';
import { createApp, createChatDb, createSqlCaller, createVisitorTokens } from '@support-chat/server-edge';

const MIGRATIONS = new URL('../supabase/migrations', import.meta.url).pathname;
const SECRET = 'a secret only for this benchmark, long enough';

/** How many statements each call sends to the database before it answers, counted at the connection. */
export async function countRoundTrips(databaseUrl: string): Promise<ReadonlyMap<string, number>> {
  const database = await openLocalDatabase({
    databaseUrl,
    dataDirectory: undefined,
    migrationsDirectory: MIGRATIONS,
    logger: silentLogger,
  });
  try {
    let statements = 0;
    const caller = createSqlCaller((text, parameters) => {
      statements += 1;
      return database.query<Record<string, unknown>>(text, parameters, { role: 'service_role' });
    });
    const app = createApp({
      db: createChatDb(caller),
      signer: await createVisitorTokens({ key: { kind: 'hs256', secret: SECRET }, clock: Date.now }),
      config: {
        realtime: { url: 'ws://127.0.0.1/realtime/v1', apiKey: 'sb_publishable_benchmark' },
        secretKeys: [],
        ipHashSecret: SECRET,
        clientAddress: { kind: 'ignored' },
        apiUrl: 'http://127.0.0.1/functions/v1/support-chat',
      },
      clock: Date.now,
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      uuid: randomUUID,
      logger: silentLogger,
      waitUntil: () => {},
    });
    const counts = new Map<string, number>();
    const ask = async (name: string, path: string, token?: string, body?: unknown) => {
      const before = statements;
      const response = await app.request(`/support-chat/${path}${path.includes('?') ? '&' : '?'}id=wk_demo`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${name} answered ${String(response.status)}: ${await response.text()}`);
      counts.set(name, statements - before);
      return (await response.json()) as Record<string, unknown>;
    };
    await ask('configuration, not remembered', 'widget-config');
    await ask('configuration', 'widget-config');
    const session = await ask('session', 'chat/session', undefined, {});
    const token = String(session['access_token']);
    const { message } = await ask('message', 'chat/message', token, { id: randomUUID(), text: 'How many?' });
    const conversation = String((message as Record<string, unknown>)['conversation_id']);
    await ask('poll', `chat/poll?conversation_id=${conversation}&after_revision=0`, token);
    await ask('history', `chat/messages?conversation_id=${conversation}`, token);
    await ask('read', 'chat/read', token, { conversation_id: conversation, seq: 1 });
    return counts;
  } finally {
    await database.close();
  }
}
