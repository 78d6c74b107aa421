import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it, mock } from 'node:test';

import { RealtimeClient } from '@supabase/realtime-js';
import type { RealtimeChannel } from '@supabase/realtime-js';
import { WebSocket } from 'ws';

import { deferred } from '../../testing/deferred.ts';
import { mintToken, PUBLISHABLE_KEY, startRealtimeServer } from '../../testing/realtime/realtime-server.ts';
import type { RealtimeServer } from '../../testing/realtime/realtime-server.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import type { LocalDatabase } from '../database/local-database.ts';

describe('the realtime-js client', () => {
  let database: LocalDatabase;
  let server: RealtimeServer;
  let token: string;
  const clients: RealtimeClient[] = [];

  before(async () => {
    // The library leaves timers of ten seconds behind after a push and a disconnect, for which the process would wait.
    const { setTimeout: schedule } = globalThis;
    mock.method(globalThis, 'setTimeout', (run: () => void, delayMs = 0) => {
      const timer = schedule(run, delayMs);
      return delayMs < 10_000 ? timer : timer.unref();
    });
    database = await createTestDatabase({ migrations: false });
    await database.execute(`
      create role visitor nologin;
      grant anon to visitor;
      create policy receive on realtime.messages for select to visitor
        using (realtime.topic() = 'chat:' || (auth.jwt() ->> 'session_id'));
      create policy send on realtime.messages for insert to visitor
        with check (realtime.topic() = 'chat:' || (auth.jwt() ->> 'session_id'));
    `);
  });
  after(async () => {
    mock.restoreAll();
    await database.close();
  });
  beforeEach(async () => {
    server = await startRealtimeServer({ database });
    token = await mintToken({ role: 'visitor', session_id: 's1' });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.disconnect();
    await server.close();
  });

  const connect = async (vsn = '2.0.0', currentToken = () => token) => {
    const client = new RealtimeClient(server.socketUrl, {
      params: { apikey: PUBLISHABLE_KEY },
      vsn,
      transport: WebSocket as never,
      accessToken: () => Promise.resolve(currentToken()),
      reconnectAfterMs: () => 20,
    });
    clients.push(client);
    await client.setAuth();
    return client;
  };
  /** Subscribes and keeps every status; `status(x)` answers when x was reported. */
  const subscribe = (channel: RealtimeChannel) => {
    const seen: string[] = [];
    let wake = () => {};
    channel.subscribe((status) => {
      seen.push(status);
      wake();
    });
    const status = async (wanted: string, from = 0): Promise<void> => {
      while (!seen.slice(from).includes(wanted)) await new Promise<void>((resolve) => (wake = resolve));
    };
    return { seen, status };
  };
  const send = (payload: object) =>
    database.query(`select realtime.send($1, 'message.created', 'chat:s1', true)`, [payload]);

  for (const vsn of ['1.0.0', '2.0.0']) {
    it(`joins a private channel and hears realtime.send, with vsn ${vsn}`, async () => {
      const channel = (await connect(vsn)).channel('chat:s1', { config: { private: true } });
      const heard = deferred<{ payload: unknown; meta?: { id: string } }>();
      channel.on('broadcast', { event: 'message.created' }, heard.resolve as never);
      await subscribe(channel).status('SUBSCRIBED');
      // Longer than a notification may be, so the row itself must be read.
      const text = 'ü'.repeat(10_000);
      await send({ id: 'm1', text });
      const { payload, meta } = await heard.promise;
      assert.deepEqual(payload, { id: 'm1', text });
      assert.ok(meta?.id);
    });
  }

  it('hears a broadcast of another client, and has its own acknowledged', async () => {
    const [mika, robin] = [await connect(), await connect('1.0.0')];
    const config = { private: true, broadcast: { ack: true } };
    const [sending, hearing] = [mika.channel('chat:s1', { config }), robin.channel('chat:s1', { config })];
    const heard = deferred<{ payload: unknown }>();
    hearing.on('broadcast', { event: 'typing' }, heard.resolve as never);
    await Promise.all([subscribe(sending).status('SUBSCRIBED'), subscribe(hearing).status('SUBSCRIBED')]);
    assert.equal(await sending.send({ type: 'broadcast', event: 'typing', payload: { on: true } }), 'ok');
    assert.deepEqual((await heard.promise).payload, { on: true });
  });

  it('sees who is present', async () => {
    const [mika, robin] = [await connect(), await connect()];
    const channels = [mika, robin].map((client, index) =>
      client.channel('chat:s1', {
        config: { private: true, presence: { key: index === 0 ? 'mika' : 'robin', enabled: true } },
      }),
    );
    const [first, second] = channels as [RealtimeChannel, RealtimeChannel];
    const both = deferred();
    first.on('presence', { event: 'sync' }, () => {
      if (Object.keys(first.presenceState()).length === 2) both.resolve();
    });
    second.on('presence', { event: 'sync' }, () => {});
    await Promise.all([subscribe(first).status('SUBSCRIBED'), subscribe(second).status('SUBSCRIBED')]);
    assert.equal(await first.track({ at: 1 }), 'ok');
    assert.equal(await second.track({ at: 2 }), 'ok');
    await both.promise;
    assert.deepEqual(Object.keys(first.presenceState()).sort(), ['mika', 'robin']);
  });

  it('is told that it may not join somebody else’s channel', async () => {
    const channel = (await connect()).channel('chat:s2', { config: { private: true } });
    const refused = deferred<string>();
    channel.subscribe((status, error) => {
      if (status === 'CHANNEL_ERROR') refused.resolve(String(error?.message));
    });
    assert.match(
      await refused.promise,
      /Unauthorized: You do not have permissions to read from this Channel topic: chat:s2/,
    );
  });

  it('stays joined over a token refresh, and past the first token’s end', async () => {
    const first = await mintToken({ role: 'visitor', session_id: 's1', exp: Date.now() / 1000 + 0.8 });
    token = first;
    const client = await connect();
    const channel = client.channel('chat:s1', { config: { private: true } });
    const [heard, expired] = [deferred(), deferred()];
    channel.on('broadcast', { event: 'message.created' }, () => heard.resolve());
    const { seen, status } = subscribe(channel);
    await status('SUBSCRIBED');

    // A second channel keeps the first token and shows when it has expired.
    const other = await connect('2.0.0', () => first);
    const witness = other.channel('chat:s1', { config: { private: true } });
    witness.subscribe((state) => void (state === 'CLOSED' && expired.resolve()));
    token = await mintToken({ role: 'visitor', session_id: 's1', renewed: true });
    await client.setAuth();
    await expired.promise;
    await send({ id: 'm2' });
    await heard.promise;
    assert.deepEqual(seen, ['SUBSCRIBED']);
  });

  it('comes back by itself after the server restarts, and fetches what it missed by replay', async () => {
    const client = await connect();
    const since = Date.now();
    const channel = client.channel('chat:s1', { config: { private: true, broadcast: { replay: { since } } } });
    const replayed = deferred<unknown>();
    channel.on('broadcast', { event: 'message.created' }, (({
      payload,
      meta,
    }: {
      payload: unknown;
      meta?: { replayed?: boolean };
    }) => {
      if (meta?.replayed === true) replayed.resolve(payload);
    }) as never);
    const { seen, status } = subscribe(channel);
    await status('SUBSCRIBED');

    await server.close();
    await status('CHANNEL_ERROR');
    await send({ id: 'missed' });
    const { port } = server;
    server = await startRealtimeServer({ database, port });
    await status('SUBSCRIBED', seen.lastIndexOf('CHANNEL_ERROR'));
    assert.deepEqual(await replayed.promise, { id: 'missed' });
  });

  it('leaves, and is no longer counted once it disconnected', async () => {
    const client = await connect();
    const channel = client.channel('chat:s1', { config: { private: true } });
    await subscribe(channel).status('SUBSCRIBED');
    assert.equal(server.endpoint.connectionCount, 1);
    assert.equal(await channel.unsubscribe(), 'ok');
    await client.disconnect();
    while (server.endpoint.connectionCount > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it('sends over HTTP without joining', async () => {
    const [hearing, sending] = [
      (await connect()).channel('chat:s1', { config: { private: true } }),
      (await connect()).channel('chat:s1', { config: { private: true } }),
    ];
    const heard = deferred<{ payload: unknown }>();
    hearing.on('broadcast', { event: 'typing' }, heard.resolve as never);
    await subscribe(hearing).status('SUBSCRIBED');
    assert.deepEqual(await sending.httpSend('typing', { on: false }), { success: true });
    assert.deepEqual((await heard.promise).payload, { on: false });
  });
});
