import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld, visible } from '../testing/test-world.ts';
import type { SupportChat } from './support-chat.ts';

describe('the connection', () => {
  let world: TestWorld;
  let chat: SupportChat;
  let statuses: string[];
  beforeEach(() => (world = new TestWorld()));
  afterEach(() => world.close());

  const polls = (): number => world.server.requestsTo('chat/poll').length;
  const status = (): string => chat.getSnapshot().connection;

  /** An open chat with a conversation; Realtime as the test has set it before. */
  async function converse(): Promise<void> {
    chat = world.open();
    statuses = [];
    chat.on('connection:changed', ({ connection }) => statuses.push(connection));
    chat.setOpen(true);
    await chat.send('Hello');
    await world.clock.advance(100);
  }

  async function live(): Promise<void> {
    await converse();
    await world.clock.until(() => status() === 'live');
  }

  it("joins the visitor's private channel with the access token", async () => {
    await live();
    const [join] = world.server.realtime.joins;
    assert.match(join?.topic ?? '', /^support:visitor:visitor-/);
    assert.equal(join?.isPrivate, true);
    assert.equal(join?.token, world.server.requestsTo('chat/message')[0]?.token);
    assert.deepEqual(statuses, ['connecting', 'live']);
  });

  it('asks for changes after the join, whatever came before', async () => {
    await converse();
    const first = world.server.realtime.joins.length;
    assert.equal(first, 1);
    world.server.realtime.drop();
    world.server.team.reply('between two joins');
    await world.clock.until(() => world.server.realtime.joins.length === 2);
    await world.clock.advance(200);
    assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: between two joins']);
  });

  it('is quiet while it is live: one look a minute', async () => {
    await live();
    await world.clock.advance(1_000);
    const before = polls();
    await world.clock.advance(300_000);
    assert.equal(polls() - before, 5);
  });

  it('finds with that look what Realtime lost without a word', async () => {
    await live();
    world.server.team.reply('swallowed', { isSilent: true });
    await world.clock.advance(60_000);
    assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: swallowed']);
  });

  it('fills a gap when a revision is missing', async () => {
    await live();
    world.server.team.reply('one', { isSilent: true });
    world.server.team.reply('two');
    await world.clock.advance(0);
    assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: two']);
    await world.clock.advance(100);
    assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: one', 'Mika: two']);
  });

  it('finds a missed correction', async () => {
    await live();
    const { id } = world.server.team.reply('teh answer');
    await world.clock.advance(0);
    world.server.team.edit(id, 'the answer', { isSilent: true });
    world.server.team.update({ delivered_seq: 1 });
    await world.clock.advance(100);
    assert.deepEqual(visible(chat), ['Hello (delivered)', 'Mika: the answer']);
    assert.ok(chat.getSnapshot().messages[1]?.editedAt);
  });

  it('asks once for a burst of events with gaps', async () => {
    await live();
    await world.clock.advance(1_000);
    const before = polls();
    world.server.team.reply('note', { isInternal: true });
    for (let index = 0; index < 10; index++) world.server.team.reply(`reply ${index}`);
    await world.clock.advance(1_000);
    assert.equal(polls() - before, 1);
    assert.equal(chat.getSnapshot().messages.length, 11);
  });

  it('asks again when the stream of the database stands', async () => {
    await live();
    await world.clock.advance(1_000);
    world.server.team.reply('too early', { isSilent: true });
    world.server.realtime.announceReplication();
    await world.clock.advance(100);
    assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: too early']);
  });

  it('catches up over many pages', async () => {
    await live();
    world.server.threads.pollLimit = 7;
    for (let index = 0; index < 50; index++) world.server.team.reply(`reply ${index}`, { isSilent: true });
    await world.clock.advance(60_000);
    assert.equal(chat.getSnapshot().messages.length, 51);
  });

  describe('when Realtime is away', () => {
    it('polls within five seconds of an attempt that nobody answers', async () => {
      world.server.realtime.answer = 'silent';
      await converse();
      assert.equal(status(), 'connecting');
      world.server.team.reply('Hi');
      await world.clock.advance(4_900);
      assert.equal(status(), 'polling');
      assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: Hi']);
    });

    it('polls within five seconds of a refusal, and does not knock again with the same token', async () => {
      world.server.realtime.answer = { error: 'Unauthorized: You do not have permissions' };
      await converse();
      world.server.team.reply('Hi');
      await world.clock.advance(3_000);
      assert.equal(status(), 'polling');
      assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: Hi']);
      await world.clock.advance(600_000);
      assert.equal(world.server.realtime.joins.length, 1);
      assert.equal(world.server.realtime.sockets, 0);
    });

    it('knocks again after a refusal when the token is new', async () => {
      world.server.realtime.answer = { error: 'Unauthorized: You do not have permissions' };
      await converse();
      await world.clock.advance(3_000_000);
      assert.equal(world.server.realtime.joins.length, 1);
      world.server.realtime.answer = 'accept';
      await world.clock.until(() => status() === 'live', 700_000, 1_000);
      assert.equal(world.server.realtime.joins.length, 2);
    });

    it('knocks again after a refusal when a person says so', async () => {
      world.server.realtime.answer = { error: 'Unauthorized: You do not have permissions' };
      await converse();
      await world.clock.advance(10_000);
      world.server.realtime.answer = 'accept';
      chat.reconnect();
      await world.clock.until(() => status() === 'live');
    });

    it('polls at once after a drop and gives way as soon as Realtime is back', async () => {
      await live();
      world.server.realtime.answer = { error: 'socket closed' };
      world.server.realtime.drop();
      world.server.team.reply('one', { isSilent: true });
      await world.clock.advance(100);
      assert.equal(status(), 'polling');
      assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: one']);
      await world.clock.advance(30_000);
      world.server.realtime.answer = 'accept';
      world.server.team.reply('two', { isSilent: true });
      await world.clock.until(() => status() === 'live', 31_000);
      await world.clock.advance(0);
      assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: one', 'Mika: two']);
      await world.clock.advance(1_000);
      const before = polls();
      await world.clock.advance(55_000);
      assert.equal(polls(), before, 'the fast polls have ended');
      assert.deepEqual(statuses, ['connecting', 'live', 'connecting', 'polling', 'live']);
    });

    it('tries again after longer and longer pauses, at most 30.5 s', async () => {
      world.server.realtime.answer = { error: 'MissingPartition: not yet' };
      await converse();
      await world.clock.advance(600_000);
      const joins = world.server.realtime.joins.length;
      assert.ok(joins > 20 && joins < 60, `${joins} joins in ten minutes`);
      assert.equal(status(), 'polling');
    });

    it('lives on polling alone when the library cannot be loaded', async () => {
      world.server.realtime.loadError = new TypeError('blocked by the page');
      await converse();
      world.server.team.reply('Hi');
      await world.clock.advance(5_000);
      assert.equal(status(), 'polling');
      assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: Hi']);
    });
  });

  describe('tokens', () => {
    it('are renewed in time and handed to the open channel', async () => {
      await live();
      await world.clock.advance(3_600_000);
      assert.equal(world.server.requestsTo('chat/session/refresh').length, 1);
      assert.equal(world.server.realtime.joins.length, 1);
      assert.equal(new Set(world.server.realtime.tokens).size, 2);
      assert.equal(status(), 'live');
    });

    it('that expired while the device slept are replaced before the next join', async () => {
      await live();
      world.clock.sleep(2 * 3_600_000);
      world.server.realtime.expire();
      world.page.send('visible');
      await world.clock.until(() => status() === 'live');
      const tokens = world.server.realtime.joins.map(({ token }) => token);
      assert.equal(tokens.length, 2);
      assert.notEqual(tokens[1], tokens[0]);
    });

    it('that the server calls expired against our clock are replaced too', async () => {
      await live();
      world.server.realtime.expire();
      await world.clock.until(() => status() === 'live' && world.server.realtime.joins.length === 2);
      assert.equal(world.server.requestsTo('chat/session/refresh').length, 1);
    });
  });

  describe('offline', () => {
    it('is said when the server is gone, and comes back by itself', async () => {
      await live();
      world.server.fault = { kind: 'down' };
      world.server.realtime.answer = { error: 'socket closed' };
      world.server.realtime.drop();
      await world.clock.advance(5_000);
      assert.equal(status(), 'offline');
      world.server.fault = null;
      world.server.realtime.answer = 'accept';
      await world.clock.until(() => status() === 'live', 31_000);
    });

    it('is said at once when the browser says so, and taken back with it', async () => {
      await live();
      world.page.send('offline');
      assert.equal(status(), 'offline');
      world.page.send('online');
      await world.clock.until(() => status() === 'live', 1_000);
    });

    it('is not believed when the server answers all the same', async () => {
      await live();
      world.page.send('offline');
      await world.clock.advance(60_000);
      assert.equal(status(), 'live');
    });

    it('is said before there is a conversation, when the first message finds no way', async () => {
      chat = world.open();
      chat.setOpen(true);
      await world.clock.advance(100);
      world.server.fault = { kind: 'down' };
      await chat.send('Hello');
      await world.clock.advance(5_000);
      assert.equal(status(), 'offline');
    });

    it('does not come from one lost request', async () => {
      await live();
      world.server.nextFaults.push({ kind: 'down', path: 'chat/poll' });
      await world.clock.advance(120_000);
      assert.ok(!statuses.includes('offline'));
    });
  });

  describe('a closed chat', () => {
    it('gives up its socket and looks every 30 s for unread messages', async () => {
      await live();
      chat.setOpen(false);
      await world.clock.advance(100);
      assert.equal(world.server.realtime.sockets, 0);
      assert.equal(status(), 'idle');
      world.server.team.reply('Hi');
      await world.clock.advance(30_000);
      assert.equal(chat.getSnapshot().unreadCount, 1);
      const before = polls();
      await world.clock.advance(300_000);
      assert.equal(polls() - before, 10);
    });

    it('catches up at once when it is opened', async () => {
      await live();
      chat.setOpen(false);
      await world.clock.advance(1_000);
      world.server.team.reply('Hi');
      chat.setOpen(true);
      await world.clock.advance(0);
      assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: Hi']);
      await world.clock.until(() => status() === 'live');
    });

    it('stops looking after five minutes out of sight, and looks at once when seen again', async () => {
      await live();
      chat.setOpen(false);
      world.page.send('hidden');
      await world.clock.advance(5 * 60_000);
      const before = polls();
      await world.clock.advance(3_600_000);
      assert.equal(polls(), before);
      world.server.team.reply('Hi');
      world.page.send('visible');
      await world.clock.advance(0);
      assert.equal(chat.getSnapshot().unreadCount, 1);
    });

    it('watches the conversation of an earlier visit, without a socket', async () => {
      await live();
      world.server.team.reply('read this');
      chat.destroy();
      chat = world.open();
      const events: string[] = [];
      chat.on('message:received', ({ message }) => events.push(message.text));
      await chat.load();
      await world.clock.advance(100);
      assert.equal(chat.getSnapshot().unreadCount, 1);
      assert.deepEqual(events, [], 'history is no news');
      world.server.team.reply('and this');
      await world.clock.advance(30_000);
      assert.deepEqual(events, ['and this']);
      assert.equal(world.server.realtime.sockets, 0);
    });
  });

  it('shows that the history of an earlier visit is on its way', async () => {
    await live();
    chat.destroy();
    chat = world.open();
    world.server.nextFaults.push({ kind: 'slow', delayMs: 2_000, path: 'chat/poll' });
    chat.setOpen(true);
    await world.clock.advance(1_000);
    assert.equal(chat.getSnapshot().isLoadingMessages, true);
    await world.clock.advance(1_500);
    assert.equal(chat.getSnapshot().isLoadingMessages, false);
    assert.deepEqual(visible(chat), ['Hello (sent)']);
  });

  it('renews a socket that may only look alive after a long sleep', async () => {
    await live();
    world.page.send('hidden');
    await world.clock.advance(6 * 60_000);
    assert.equal(world.server.realtime.joins.length, 1);
    world.page.send('visible');
    await world.clock.until(() => world.server.realtime.joins.length === 2);
    await world.clock.until(() => status() === 'live');
    assert.equal(world.server.realtime.sockets, 1);
  });

  it('says what stands in the way when polls are refused, and recovers', async () => {
    world.server.realtime.answer = { error: 'Unauthorized' };
    await converse();
    world.server.fault = { kind: 'status', status: 403, code: 'visitor_banned' };
    await world.clock.advance(10_000);
    assert.equal(chat.getSnapshot().error?.code, 'visitor_banned');
    const before = polls();
    await world.clock.advance(50_000);
    assert.equal(polls(), before);
    world.server.fault = null;
    await world.clock.advance(10_000);
    assert.equal(chat.getSnapshot().error, null);
  });

  it('survives a session that is revoked: the next message opens a new one', async () => {
    await live();
    world.server.sessions.revoke();
    await world.clock.advance(60_000);
    assert.deepEqual(visible(chat), []);
    assert.equal(status(), 'idle');
    assert.equal(world.server.realtime.sockets, 0);
    await chat.send('Hello again');
    await world.clock.until(() => status() === 'live');
    assert.deepEqual(visible(chat), ['Hello again (sent)']);
    assert.equal(world.server.sessions.count, 2);
    assert.notEqual(world.server.realtime.joins[1]?.topic, world.server.realtime.joins[0]?.topic);
  });

  it('keeps unsent messages when the session is revoked, and brings them into the new one', async () => {
    await live();
    world.server.fault = { kind: 'down' };
    await chat.send('one');
    await chat.send('two');
    await world.clock.advance(1_000);
    world.server.sessions.revoke();
    world.server.fault = null;
    await world.clock.until(() => world.server.sessions.count === 2, 31_000);
    await world.clock.advance(1_000);
    assert.deepEqual(visible(chat), ['one (sent)', 'two (sent)']);
    assert.deepEqual(world.server.visitorTexts, ['Hello', 'one', 'two']);
  });
});
