import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { RealtimeClient } from '@supabase/realtime-js';
import { FakeClock } from '../../testing/fake-clock.ts';
import { FakeRealtime } from '../../testing/fake-realtime.ts';
import { FakeSocketServer } from '../../testing/fake-socket.ts';
import { settle } from '../../testing/settle.ts';
import {
  type CreateRealtimeClient,
  createRealtimeTransport,
  isRealtimeEvent,
  type RealtimeClientLike,
  type RealtimeTransport,
} from './realtime-transport.ts';
import type { TransportListener } from './transport.ts';
import { createTransportLog, transportContract, type TransportLog } from './transport-contract.ts';

const TOPIC = 'support:visitor:ana';
const SESSION = {
  session_id: 's',
  visitor_id: 'ana',
  access_token: '',
  expires_in: 3_600,
  refresh_token: '',
  realtime_topic: TOPIC,
  received_at: 0,
};
const message = (revision: number): object => ({ message: { id: `m${revision}`, revision } });
const MESSAGE = message(2);

interface Options {
  readonly clock?: FakeClock;
  readonly createRealtimeClient: CreateRealtimeClient;
  readonly listener: TransportListener;
  readonly token?: () => Promise<string>;
  readonly onTokenExpired?: (token: string) => void;
  readonly keepTokenFresh?: (isOn: boolean) => void;
}

function createTransport(options: Options): RealtimeTransport {
  const { token = async () => 'token-1', onTokenExpired = () => {}, keepTokenFresh = () => {} } = options;
  return createRealtimeTransport({
    timers: options.clock ?? new FakeClock(),
    address: () => ({ url: 'ws://realtime.test/realtime/v1', api_key: 'sb_publishable_test' }),
    isEvent: isRealtimeEvent,
    session: {
      fresh: async () => ({ ...SESSION, access_token: await token() }),
      distrust: onTokenExpired,
      keepFresh: keepTokenFresh,
    },
    createRealtimeClient: options.createRealtimeClient,
    ...options.listener,
  });
}

/** The real library on a fake socket. */
function realClient(server: FakeSocketServer): CreateRealtimeClient {
  return async ({ url, api_key: apikey }) =>
    new RealtimeClient(url, {
      params: { apikey },
      transport: server.WebSocket as never,
    }) as unknown as RealtimeClientLike;
}

// The library leaves a timer of 10 s behind every disconnect; it must not hold up the end of the tests.
const { setTimeout: originalSetTimeout } = globalThis;
before(() => {
  globalThis.setTimeout = ((...args: Parameters<typeof setTimeout>) =>
    originalSetTimeout(...args).unref()) as unknown as typeof setTimeout;
});
after(() => void (globalThis.setTimeout = originalSetTimeout));

for (const kind of ['a fake library', 'the real library'] as const) {
  transportContract(`Realtime over ${kind}`, async (listener) => {
    const clock = new FakeClock();
    const fake = new FakeRealtime();
    const server = new FakeSocketServer();
    const isFake = kind === 'a fake library';
    let token = 'token-1';
    let revision = 0;
    const tell = (): void => {
      fake.broadcast(TOPIC, 'message.created', message(revision));
      server.broadcast(TOPIC, 'message.created', message(revision));
    };
    const transport = createTransport({
      clock,
      listener,
      token: async () => token,
      createRealtimeClient: isFake ? fake.createClient : realClient(server),
    });
    return {
      transport,
      change: () => {
        revision += 1;
        tell();
      },
      repeat: tell,
      refuse: () => {
        const reason = 'Unauthorized: You do not have permissions to read from this Channel topic';
        fake.answer = { error: reason };
        fake.end(reason);
        server.answerJoin = () => reason;
        server.end(reason);
      },
      renewToken: () => {
        token = 'token-2';
        transport.setToken(token);
      },
      timers: () => clock.pending,
      break: () => {
        fake.answer = { error: 'socket closed' };
        fake.drop();
        server.isDown = true;
        server.drop();
      },
      mend: () => {
        fake.answer = 'accept';
        server.isDown = false;
        server.answerJoin = () => null;
      },
      pass: async (durationMs) => {
        await clock.advance(durationMs);
        await settle(30);
      },
      latencyMs: 0,
      traffic: () => fake.joins.length + server.frames.filter(([, , , event]) => event !== 'phx_leave').length,
      close: () => transport.stop(),
    };
  });
}

describe('Realtime over the real library', () => {
  let server: FakeSocketServer;
  let log: TransportLog;
  let transport: RealtimeTransport;
  let token: string;
  let expired: string[];
  let fresh: boolean[];
  beforeEach(() => {
    server = new FakeSocketServer();
    log = createTransportLog();
    token = 'token-1';
    expired = [];
    fresh = [];
    transport = createTransport({
      listener: log,
      createRealtimeClient: realClient(server),
      token: async () => token,
      onTokenExpired: (old) => expired.push(old),
      keepTokenFresh: (isOn) => fresh.push(isOn),
    });
  });
  afterEach(() => transport.stop());

  const until = async (condition: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 500 && !condition(); turn++) await settle(1);
    assert.ok(condition(), condition.toString());
  };
  const sent = (event: string): unknown[][] => server.frames.filter((frame) => frame[3] === event);

  it('joins the private channel with the token, and asks to hear when the stream stands', async () => {
    transport.start();
    await until(() => log.joins === 1);
    assert.equal(sent('phx_join').length, 1);
    const [, , topic, , payload] = sent('phx_join')[0] as [string, string, string, string, Record<string, unknown>];
    assert.equal(topic, `realtime:${TOPIC}`);
    assert.equal(payload['access_token'], 'token-1');
    assert.deepEqual(payload['config'], {
      broadcast: { ack: false, self: false, replication_ready: true },
      presence: { key: '', enabled: false },
      postgres_changes: [],
      private: true,
    });
    assert.match(server.sockets[0]?.url ?? '', /apikey=sb_publishable_test/);
  });

  it('passes on the events it knows and drops all others', async () => {
    transport.start();
    await until(() => log.joins === 1);
    server.broadcast(TOPIC, 'message.created', MESSAGE);
    server.broadcast(TOPIC, 'typing.started', { agent: 'Mika' });
    server.broadcast(TOPIC, 'read.updated', { something: 'else' });
    server.broadcast(TOPIC, 'read.updated', { conversation: { id: 'c' } });
    await until(() => log.events.length === 2);
    assert.deepEqual(
      log.events.map(({ event }) => event),
      ['message.created', 'read.updated'],
    );
  });

  it('reports a gap when the stream of the database stands only after the join', async () => {
    transport.start();
    await until(() => log.joins === 1);
    server.announceReplication();
    await until(() => log.signs === 1);
    assert.equal(log.events.length, 0);
  });

  it('hands a renewed token to the open channel', async () => {
    transport.start();
    await until(() => log.joins === 1);
    transport.setToken('token-2');
    await until(() => sent('access_token').length === 1);
    assert.deepEqual(sent('access_token')[0]?.[4], { access_token: 'token-2' });
    transport.setToken('token-2');
    await settle(20);
    assert.equal(sent('access_token').length, 1);
  });

  it('asks for a new token when the server says that the old one has expired, and can join with it', async () => {
    transport.start();
    await until(() => log.joins === 1);
    server.expire();
    await until(() => log.losses.length === 1);
    assert.deepEqual(expired, ['token-1']);
    assert.equal(log.losses[0]?.isRefusal, false);
    token = 'token-2';
    transport.start();
    await until(() => log.joins === 2);
    assert.equal((sent('phx_join')[1]?.[4] as { access_token: string }).access_token, 'token-2');
  });

  for (const reason of [
    `Unauthorized: You do not have permissions to read from this Channel topic: ${TOPIC}`,
    'JwtSignatureError: Failed to validate JWT signature',
    'MalformedJWT: The token provided is not a valid JWT',
  ]) {
    it(`takes "${reason.split(':')[0]}" for final and does not rejoin by itself`, async () => {
      server.answerJoin = () => reason;
      transport.start();
      await until(() => log.losses.length === 1);
      assert.equal(log.losses[0]?.isRefusal, true);
      await until(() => server.open === 0);
    });
  }

  it('takes a missing partition or a full server for a passing trouble', async () => {
    server.answerJoin = () => 'MissingPartition: Realtime was unable to find the expected messages partition';
    transport.start();
    await until(() => log.losses.length === 1);
    assert.equal(log.losses[0]?.isRefusal, false);
  });

  it('sends no stale join on the next socket', async () => {
    server.isDown = true;
    transport.start();
    await until(() => log.losses.length === 1);
    server.isDown = false;
    token = 'token-2';
    transport.start();
    await until(() => log.joins === 1);
    assert.deepEqual(
      sent('phx_join').map((frame) => (frame[4] as { access_token: string }).access_token),
      ['token-2'],
    );
  });

  it('closes the socket when it is stopped', async () => {
    transport.start();
    await until(() => log.joins === 1);
    transport.stop();
    await until(() => server.open === 0);
    assert.deepEqual(fresh, [true, false]);
  });

  it('opens one socket however often it is started', async () => {
    for (let index = 0; index < 5; index++) transport.start();
    await until(() => log.joins === 1);
    await settle(20);
    assert.equal(server.sockets.length, 1);
  });
});

describe('Realtime', () => {
  it('gives up an attempt that nobody answers', async () => {
    const clock = new FakeClock();
    const realtime = new FakeRealtime();
    const log = createTransportLog();
    realtime.answer = 'silent';
    createTransport({ clock, listener: log, createRealtimeClient: realtime.createClient }).start();
    await clock.advance(14_999);
    assert.equal(log.losses.length, 0);
    await clock.advance(1);
    assert.deepEqual(log.losses, [{ isRefusal: false, reason: 'timed out' }]);
    assert.equal(realtime.sockets, 0);
  });

  it('tries to load the library again after it could not be loaded', async () => {
    const clock = new FakeClock();
    const realtime = new FakeRealtime();
    const log = createTransportLog();
    realtime.loadError = new TypeError('Failed to fetch dynamically imported module');
    const transport = createTransport({ clock, listener: log, createRealtimeClient: realtime.createClient });
    transport.start();
    await clock.advance(0);
    assert.equal(log.losses.length, 1);
    realtime.loadError = null;
    transport.start();
    await clock.advance(0);
    assert.equal(log.joins, 1);
    transport.stop();
  });

  it('reports the loss when there is no token to be had', async () => {
    const clock = new FakeClock();
    const log = createTransportLog();
    const token = (): Promise<string> => Promise.reject(new Error('no session'));
    createTransport({ clock, listener: log, createRealtimeClient: new FakeRealtime().createClient, token }).start();
    await clock.advance(0);
    assert.equal(log.losses.length, 1);
    assert.equal(clock.pending, 0);
  });
});
