/**
 * What realtime-js and the Realtime server are known to do, one test each. Where it matters they run the real library
 * on a fake socket.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { RealtimeClient } from '@supabase/realtime-js';
import { FakeSocketServer } from '../../testing/fake-socket.ts';
import { settle } from '../../testing/settle.ts';
import { TestWorld, visible } from '../../testing/test-world.ts';
import type { SupportChat } from '../support-chat.ts';
import type { RealtimeClientLike } from '../transport/realtime-transport.ts';
import { createSupabaseRealtimeClient } from '../transport/supabase-realtime-client.ts';

// The library leaves a timer of 10 s behind every disconnect; it must not hold up the end of the tests.
const { setTimeout: originalSetTimeout } = globalThis;
before(() => {
  globalThis.setTimeout = ((...args: Parameters<typeof setTimeout>) =>
    originalSetTimeout(...args).unref()) as unknown as typeof setTimeout;
});
after(() => void (globalThis.setTimeout = originalSetTimeout));

describe('what Realtime is known to get wrong', () => {
  let world: TestWorld;
  let sockets: FakeSocketServer;
  let chat: SupportChat;
  beforeEach(() => {
    world = new TestWorld();
    sockets = new FakeSocketServer();
    chat = world.open({
      createRealtimeClient: async ({ url, api_key: apikey }) =>
        new RealtimeClient(url, {
          params: { apikey },
          transport: sockets.WebSocket as never,
        }) as unknown as RealtimeClientLike,
    });
    chat.setOpen(true);
  });
  afterEach(() => world.close());

  const status = (): string => chat.getSnapshot().connection;
  const joins = (): readonly { readonly topic: string; readonly token: string | undefined }[] =>
    sockets.frames
      .filter(([, , , event]) => event === 'phx_join')
      .map(([, , topic, , payload]) => ({
        topic: (topic as string).replace('realtime:', ''),
        token: (payload as { readonly access_token?: string }).access_token,
      }));
  const polls = (): number => world.server.requestsTo('chat/poll').length;

  /** Lets time pass, and the library's own turns of the event loop. */
  async function pass(durationMs: number): Promise<void> {
    await world.clock.advance(durationMs);
    await settle(20);
    await world.clock.advance(0);
  }

  async function until(condition: () => boolean, limitMs = 60_000, stepMs = 250): Promise<void> {
    for (let waitedMs = 0; !condition() && waitedMs <= limitMs; waitedMs += stepMs) await pass(stepMs);
    assert.ok(condition(), condition.toString());
  }

  async function live(): Promise<void> {
    await chat.send('Hello');
    await until(() => status() === 'live');
  }

  function reply(text: string): void {
    const message = world.server.team.reply(text, { isSilent: true });
    sockets.broadcast(joins().at(-1)?.topic ?? '', 'message.created', { message });
  }

  describe('1: after a sleep it comes back with the token of before (supabase-js#2613, #2614)', () => {
    it('so the page that wakes brings a new one first, and joins anew', async () => {
      await live();
      world.clock.sleep(2 * 3_600_000);
      sockets.end('Token has expired 3600 seconds ago');
      await settle(20);
      world.page.send('visible');
      await until(() => status() === 'live' && joins().length === 2);
      const [first, second] = joins();
      assert.notEqual(second?.token, first?.token);
      assert.equal(world.server.requestsTo('chat/session/refresh').length, 1);
    });

    it('so a laptop that slept for hours without a signal renews a socket that only looks alive', async () => {
      await live();
      world.clock.sleep(4 * 3_600_000);
      await until(() => status() === 'live' && joins().length === 2);
      assert.equal(sockets.open, 1);
      assert.notEqual(joins()[1]?.token, joins()[0]?.token);
    });

    it('so a page out of the back-forward cache joins anew, and catches up at once', async () => {
      await live();
      world.page.send('leaving');
      world.clock.sleep(60_000);
      world.server.team.reply('while you were away', { isSilent: true });
      world.page.send('visible');
      await pass(0);
      assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: while you were away']);
      await until(() => status() === 'live' && joins().length === 2);
      assert.equal(sockets.open, 1);
    });
  });

  for (const [cause, end] of [
    ['an expired token', () => sockets.expire()],
    ['too many messages', () => sockets.end('Too many messages per second')],
    ['a server that shuts down', () => sockets.drop()],
  ] as const) {
    it(`2: a closed channel is final, so another is joined after ${cause}, and what was missed is asked for`, async () => {
      await live();
      end();
      await settle(20);
      world.server.team.reply('missed', { isSilent: true });
      await until(() => status() === 'live' && joins().length === 2);
      await pass(1_000);
      assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: missed']);
      reply('heard');
      await pass(0);
      assert.equal(visible(chat).at(-1), 'Mika: heard');
      assert.equal(sockets.open, 1);
    });
  }

  it('3: a join that goes out before its token is refused, so no join goes out without one', async () => {
    world.server.nextFaults.push({ kind: 'slow', delayMs: 3_000, path: 'chat/session' });
    await live();
    const token = world.server.requestsTo('chat/message').at(-1)?.token;
    assert.deepEqual(
      joins().map((join) => join.token),
      [token],
    );
  });

  it('4: a token callback would be called at every heartbeat, so there is none: one renewal, 90 s before the end', async () => {
    const client = (await createSupabaseRealtimeClient({ url: 'ws://realtime.test', api_key: 'key' })) as unknown;
    assert.equal((client as RealtimeClient).accessToken, null);
    await live();
    await pass(3_600_000 - 95_000);
    assert.equal(world.server.requestsTo('chat/session/refresh').length, 0);
    await pass(10_000);
    assert.equal(world.server.requestsTo('chat/session/refresh').length, 1);
    assert.equal(joins().length, 1);
    assert.equal(sockets.frames.filter(([, , , event]) => event === 'access_token').length, 1);
  });

  it('5: the heartbeat in a worker ends for good on a strict page, so there is no worker (supabase-js#2625)', async () => {
    const client = (await createSupabaseRealtimeClient({ url: 'ws://realtime.test', api_key: 'key' })) as unknown;
    assert.equal((client as RealtimeClient).worker, false);
  });

  it('6: a second channel of the same topic is the first one, so opening and closing again leaves one of it', async () => {
    await live();
    for (const isOpen of [false, true, false, true]) chat.setOpen(isOpen);
    await until(() => status() === 'live' && joins().length >= 2);
    await pass(5_000);
    assert.equal(sockets.open, 1);
    assert.equal(sockets.sockets.filter(({ joined }) => joined.size > 0).length, 1);
    reply('once');
    await pass(0);
    assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: once']);
  });

  for (const reason of [
    'Unauthorized: You do not have permissions to read from this Channel topic',
    'MalformedJWT: The token provided is not a valid JWT',
    'JwtSignatureError: Failed to validate JWT signature',
    'TenantNotFound: Tenant not found',
    'RealtimeDisabledForTenant: Realtime disabled for this tenant',
  ]) {
    it(`7: refused joins are repeated for ever, so "${reason.split(':')[0]}" ends them until the token is new`, async () => {
      world.server.sessions.lifetimeSeconds = 300;
      sockets.answerJoin = () => reason;
      await chat.send('Hello');
      await until(() => status() === 'polling');
      await pass(180_000);
      assert.equal(joins().length, 1);
      assert.equal(sockets.open, 0);
      sockets.answerJoin = () => null;
      await until(() => status() === 'live', 60_000, 5_000);
      assert.notEqual(joins()[1]?.token, joins()[0]?.token);
    });
  }

  describe('8: events get lost without a word, so the table is asked', () => {
    const missed = async (look: () => Promise<void>): Promise<void> => {
      await live();
      await pass(1_000);
      world.server.team.reply('swallowed', { isSilent: true });
      await look();
      assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: swallowed']);
    };

    it('after the join', async () => {
      sockets.answerJoin = () => undefined;
      await chat.send('Hello');
      await pass(2_000);
      world.server.team.reply('before the join', { isSilent: true });
      sockets.answerJoin = () => null;
      await until(() => status() === 'live');
      await pass(0);
      assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: before the join']);
    });

    it('when the stream of the database stands only later', () =>
      missed(async () => {
        sockets.announceReplication();
        await settle(5);
        await pass(100);
      }));

    it('when the page is seen again', () =>
      missed(async () => {
        world.page.send('hidden');
        world.page.send('visible');
        await pass(0);
      }));

    it('when the network is back', () =>
      missed(async () => {
        world.page.send('offline');
        world.page.send('online');
        await pass(0);
      }));

    it('when the next event leaves a gap', () =>
      missed(async () => {
        const message = world.server.conversations[0]?.messages.at(-1);
        assert.ok(message);
        world.server.team.edit(message.id, 'swallowed', { isSilent: true });
        const conversation = world.server.conversations[0]?.wire;
        sockets.broadcast(joins()[0]?.topic ?? '', 'conversation.updated', { conversation });
        await settle(5);
        await pass(100);
      }));

    it('and once a minute, without any cause', () =>
      missed(async () => {
        const before = polls();
        await pass(60_000);
        assert.equal(polls() - before, 1);
      }));
  });
});
