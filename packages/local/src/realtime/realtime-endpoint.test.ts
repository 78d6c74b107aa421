import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { RecordedClient } from '../../testing/realtime/recorded-client.ts';
import { mintToken, PUBLISHABLE_KEY, startRealtimeServer } from '../../testing/realtime/realtime-server.ts';
import type { RealtimeServer } from '../../testing/realtime/realtime-server.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { LocalDatabaseError } from '../database/local-database.ts';
import type { LocalDatabase } from '../database/local-database.ts';

describe('the endpoint', () => {
  let database: LocalDatabase;
  /** What the endpoint is given: the database, or one that does not answer while `isAway`. */
  let given: LocalDatabase;
  let isAway = false;
  let server: RealtimeServer;
  let client: RecordedClient;
  let wake = () => {};

  before(async () => {
    database = await createTestDatabase({ migrations: false });
    await database.execute(`
      create policy receive on realtime.messages for select to anon using (realtime.topic() like 'open:%');
      create policy send on realtime.messages for insert to anon with check (realtime.topic() = 'open:write');
    `);
    given = new Proxy(database, {
      get(target, name: keyof LocalDatabase) {
        const value = target[name];
        if (typeof value !== 'function') return value;
        if (isAway && name === 'batch')
          return () => Promise.reject(new LocalDatabaseError('gone', { sqlstate: '08006' }));
        return value.bind(target);
      },
    });
  });
  after(() => database.close());
  beforeEach(async () => {
    isAway = false;
    await database.execute('truncate realtime.messages');
    server = await startRealtimeServer({ database: given });
    client = new RecordedClient(() => wake());
  });
  afterEach(async () => {
    client.terminate();
    await server.close();
  });

  /** Waits until the client heard an event that `find` turns into a value. */
  const hear = async <Value>(find: (text: string) => Value | undefined): Promise<Value> => {
    for (;;) {
      for (const event of client.heard) {
        const text =
          event.kind === 'text'
            ? event.frame
            : event.kind === 'binary'
              ? Buffer.from(event.frame).toString('utf8')
              : `${event.kind} ${event.kind === 'http' ? event.status : event.code}`;
        const value = find(text);
        if (value !== undefined) return value;
      }
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  const hearText = (part: string) => hear((text) => (text.includes(part) ? text : undefined));
  const open = async (key = PUBLISHABLE_KEY) => {
    client.open(`${server.socketUrl}/websocket?vsn=2.0.0&apikey=${key}`, {});
    await hearText('http ');
  };
  const join = async (name: string, config: object = {}, ref = '1') => {
    client.send(
      JSON.stringify([
        ref,
        ref,
        `realtime:${name}`,
        'phx_join',
        { config: { private: true, presence: { enabled: false }, ...config } },
      ]),
    );
    return hear((text) => {
      if (!text.startsWith('[')) return undefined;
      const [, answered, , event, payload] = JSON.parse(text) as [
        unknown,
        string,
        string,
        string,
        { status: string; response: { reason?: string } },
      ];
      return event === 'phx_reply' && answered === ref ? payload : undefined;
    });
  };
  const count = (part: string) =>
    client.heard.filter((event) => event.kind === 'text' && event.frame.includes(part)).length;

  it('lets a publishable key in as anon, and joins with it when the join brings no token', async () => {
    await open();
    assert.equal((await join('open:a')).status, 'ok');
    assert.match((await join('closed:a', {}, '2')).response.reason ?? '', /^Unauthorized: /);
  });

  it('delivers a committed row within a few milliseconds, and waits for no timer', async (test) => {
    await open();
    await join('open:a');
    // From here on nothing can look only now and then. What is left is work, whoever else uses the machine.
    test.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
    const times: number[] = [];
    for (let number = 0; number < 30; number += 1) {
      const start = process.cpuUsage();
      await database.query(`select realtime.send(jsonb_build_object('n', $1::int), 'tick', 'open:a')`, [number]);
      await hearText(`"n": ${number},`);
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1_000);
    }
    const median = times.sort((a, b) => a - b)[15] ?? Infinity;
    assert.ok(median < 25, `${median.toFixed(1)} ms of work from the call to the frame`);
  });

  it('delivers a burst in commit order and without a gap', async () => {
    await open();
    await join('open:a');
    await Promise.all(
      Array.from({ length: 100 }, () => database.query(`select realtime.send('{}', 'tick', 'open:a')`)),
    );
    await database.query(`select realtime.send('{}', 'last', 'open:a')`);
    await hearText('last');
    const heard = client.heard.flatMap((event) =>
      event.kind === 'binary' ? (/"id":"([^"]+)"/.exec(Buffer.from(event.frame).toString('utf8'))?.[1] ?? []) : [],
    );
    const rows = await database.query<{ id: string }>('select id from realtime.messages order by inserted_at, ctid');
    assert.deepEqual(
      heard,
      rows.map(({ id }) => id),
    );
  });

  it('says that the database is away instead of refusing, and lets the same client in later', async () => {
    await open();
    isAway = true;
    const { status, response } = await join('open:a');
    assert.deepEqual(
      [status, response.reason],
      ['error', 'UnableToConnectToProject: Realtime was unable to connect to the project database'],
    );
    isAway = false;
    assert.equal((await join('open:a', {}, '2')).status, 'ok');
  });

  it('drops a broadcast that it cannot check, and keeps the channel', async () => {
    await open();
    await join('open:write', { broadcast: { ack: true, self: true } });
    isAway = true;
    const push = (ref: string) =>
      client.send(
        JSON.stringify(['1', ref, 'realtime:open:write', 'broadcast', { type: 'broadcast', event: 'x', payload: {} }]),
      );
    push('lost');
    await client.fence();
    isAway = false;
    push('kept');
    await hearText('"kept"');
    assert.equal(count('"lost"'), 0);
  });

  it('refuses postgres_changes in words', async () => {
    await open();
    const { response } = await join('open:a', { postgres_changes: [{ event: '*', schema: 'public' }] });
    assert.match(response.reason ?? '', /^PostgresChangesUnavailable: /);
  });

  it('refuses a join without a topic name', async () => {
    await open();
    assert.equal((await join('')).response.reason, 'TopicNameRequired: You must provide a topic name');
  });

  it('answers topics of another kind as unmatched', async () => {
    await open();
    client.send(JSON.stringify(['1', '1', 'rooms:a', 'phx_join', {}]));
    await hearText('unmatched topic');
  });

  it('does not deliver a replayed row a second time', async () => {
    await open();
    const pending = join('open:a', { broadcast: { replay: { since: Date.now() - 1000 } } });
    // Committed while the join is decided: replayed or live, but not both.
    for (let number = 0; number < 10; number += 1)
      await database.query(`select realtime.send(jsonb_build_object('k', 'key-' || $1), 'tick', 'open:a')`, [number]);
    await pending;
    await database.query(`select realtime.send('{}', 'last', 'open:a')`);
    await hearText('last');
    const keys = client.heard.flatMap((event) =>
      event.kind === 'text' || event.kind === 'binary'
        ? (/key-\d/.exec(event.kind === 'text' ? event.frame : Buffer.from(event.frame).toString('utf8'))?.[0] ?? [])
        : [],
    );
    assert.deepEqual(
      keys,
      Array.from({ length: 10 }, (_, number) => `key-${number}`),
    );
  });

  it('while refusing, cuts what is open and answers 503, and comes back', async () => {
    await open();
    server.endpoint.setRefusing(true);
    await hearText('close 1006');
    assert.equal(server.endpoint.connectionCount, 0);
    client.open(`${server.socketUrl}/websocket?vsn=2.0.0&apikey=${PUBLISHABLE_KEY}`, {});
    await hearText('http 503');
    server.endpoint.setRefusing(false);
    client.heard.length = 0;
    await open();
    assert.equal((await join('open:a')).status, 'ok');
  });

  it('forgets everything about a socket that went', async () => {
    await open();
    await join('open:a');
    client.terminate();
    while (server.endpoint.connectionCount > 0) await new Promise((resolve) => setImmediate(resolve));
    await database.query(`select realtime.send('{}', 'tick', 'open:a')`);
  });

  it('deletes rows that are older than three days when it starts', async () => {
    await database.execute(`
      insert into realtime.messages (topic, extension, event, inserted_at) values
        ('open:a', 'broadcast', 'old', now() at time zone 'utc' - interval '73 hours'),
        ('open:a', 'broadcast', 'young', now() at time zone 'utc' - interval '71 hours')`);
    const another = await startRealtimeServer({ database });
    assert.deepEqual(await database.query('select event from realtime.messages'), [{ event: 'young' }]);
    await another.close();
  });

  describe('over HTTP', () => {
    const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
      fetch(`${server.httpUrl}/api/broadcast${path}`, {
        method: 'POST',
        body,
        headers: { apikey: PUBLISHABLE_KEY, ...headers },
      });

    it('answers 403 to a single event that the policy refuses', async () => {
      const response = await post('/open%3Aread/events/x?private=true', '{"a":1}');
      assert.deepEqual([response.status, await response.json()], [403, { message: 'Unauthorized' }]);
    });

    it('carries bytes', async () => {
      await open();
      await join('open:write');
      const response = await post('/open%3Awrite/events/file?private=true', new Uint8Array([1, 2, 255]), {
        'content-type': 'application/octet-stream',
      });
      assert.equal(response.status, 202);
      await hearText('file');
      const frame = client.heard.find((event) => event.kind === 'binary')?.frame as Uint8Array;
      assert.deepEqual([...frame.subarray(-3)], [1, 2, 255]);
    });

    it('wants a token before it looks at the message', async () => {
      const response = await fetch(`${server.httpUrl}/api/broadcast`, { method: 'POST', body: '{}' });
      assert.equal(response.status, 401);
    });

    it('accepts a bearer token over the key', async () => {
      const token = await mintToken({ role: 'anon', exp: 1 });
      assert.equal((await post('', '{"messages":[]}', { authorization: `Bearer ${token}` })).status, 401);
      assert.equal((await post('', '{"messages":[]}')).status, 202);
    });

    it('says which field of a message is wrong', async () => {
      const response = await post(
        '',
        JSON.stringify({
          messages: [
            { topic: 'a', event: 'b', payload: {} },
            { topic: 1, event: 'b', payload: {} },
          ],
        }),
      );
      assert.deepEqual(
        [response.status, await response.json()],
        [422, { errors: { messages: [{}, { topic: ['is invalid'] }] } }],
      );
      assert.equal((await post('', 'not json')).status, 422);
      assert.equal((await post('/a/events/b', 'not json')).status, 422);
    });

    it('lets other origins ask first', async () => {
      const response = await fetch(`${server.httpUrl}/api/broadcast`, { method: 'OPTIONS' });
      assert.deepEqual([response.status, response.headers.get('access-control-allow-origin')], [204, '*']);
    });

    it('leaves other paths to others', async () => {
      assert.equal(await server.endpoint.handleRequest(new Request(`${server.httpUrl}/api/other`)), undefined);
    });
  });
});
