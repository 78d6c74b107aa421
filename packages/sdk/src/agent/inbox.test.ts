import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AgentWorld, listed } from '../../testing/agent-world.ts';
import type { AgentClient } from './agent-client.ts';
import type { InboxFilter } from './agent-conversation.ts';

describe('the inbox', () => {
  let world: AgentWorld;
  beforeEach(() => (world = new AgentWorld()));
  afterEach(() => world.close());

  async function openWith(filter: InboxFilter): Promise<AgentClient> {
    const agent = await world.openReady();
    await Promise.all([agent.setFilter(filter), world.clock.advance(500)]);
    return agent;
  }
  /** What is told, in short. */
  function listen(agent: AgentClient): string[] {
    const heard: string[] = [];
    agent.on('message:received', ({ message, conversation }) => heard.push(`${conversation.id}: ${message.text}`));
    agent.on('conversation:queued', ({ conversation }) => heard.push(`${conversation.id} queued`));
    agent.on('conversation:assigned', ({ conversation }) => heard.push(`${conversation.id} assigned`));
    return heard;
  }

  it('shows the queue, urgent ones first, then the oldest', async () => {
    const first = world.server.begin();
    await world.clock.advance(1_000);
    const second = world.server.begin();
    await world.clock.advance(1_000);
    const urgent = world.server.begin('Fire!', { priority: 'urgent' });
    const agent = await openWith({ scope: 'queued' });
    assert.deepEqual(listed(agent), [urgent, first, second]);
  });

  it('shows a new conversation, and tells of it', async () => {
    const agent = await openWith({ scope: 'queued' });
    const heard = listen(agent);
    const id = world.server.begin('Anybody?');
    await world.clock.advance(500);
    assert.deepEqual(listed(agent), [id]);
    assert.deepEqual(heard, [`${id} queued`, `${id}: Anybody?`]);
  });

  it('tells of a new conversation also when a look at the list brings it before it is looked up', async () => {
    const agent = await openWith({ scope: 'queued' });
    const heard = listen(agent);
    const id = world.server.begin('Anybody?');
    await Promise.all([agent.setFilter({ scope: 'all' }), world.clock.advance(100)]);
    assert.deepEqual(listed(agent), [id]);
    await world.clock.advance(500);
    assert.deepEqual(heard, [`${id} queued`, `${id}: Anybody?`]);
  });

  it('tells of the first conversation of all also where it only polls', async () => {
    world.server.realtime.answer = { error: 'no' };
    const agent = world.open();
    void agent.start();
    await world.clock.until(() => agent.getSnapshot().connection === 'polling');
    await Promise.all([agent.setFilter({ scope: 'queued' }), world.clock.advance(500)]);
    const heard = listen(agent);
    const id = world.server.begin('Anybody?');
    await world.clock.until(() => listed(agent).includes(id), 5_000);
    assert.deepEqual(heard, [`${id} queued`, `${id}: Anybody?`]);
  });

  it('lets a conversation go from the queue when anybody claims it, without asking the server', async () => {
    const id = world.server.begin();
    const agent = await openWith({ scope: 'queued' });
    const requests = world.server.requests.length;
    world.server.claimFor(id, 'ana');
    await world.clock.advance(300);
    assert.deepEqual(listed(agent), []);
    assert.equal(world.server.requests.length, requests);
  });

  it('shows among mine what I have claimed elsewhere, and tells of it', async () => {
    const id = world.server.begin();
    const agent = await openWith({ scope: 'queued' });
    await Promise.all([agent.setFilter({ scope: 'mine' }), world.clock.advance(500)]);
    const heard = listen(agent);
    world.server.claimFor(id, 'mika');
    await world.clock.advance(300);
    assert.deepEqual(listed(agent), [id]);
    assert.deepEqual(heard, [`${id} assigned`]);
  });

  it('tells what a visitor says in a conversation of mine, and not in one of a colleague', async () => {
    const [mine, theirs] = [world.server.begin(), world.server.begin()];
    world.server.claimFor(mine, 'mika');
    world.server.claimFor(theirs, 'ana');
    const agent = await openWith({ scope: 'all' });
    const heard = listen(agent);
    world.server.write(mine, 'For Mika');
    world.server.write(theirs, 'For Ana');
    await world.clock.advance(300);
    assert.deepEqual(heard, [`${mine}: For Mika`]);
  });

  it('of two who claim at once one wins, and the other learns who', async () => {
    const id = world.server.begin();
    const mika = await openWith({ scope: 'queued' });
    const ana = world.open({}, { getAccessToken: async () => 'token-ana' });
    void ana.start();
    await world.clock.until(() => ana.getSnapshot().connection === 'live');
    const [first, second] = await Promise.all([mika.claim(id), ana.claim(id), world.clock.advance(500)]);
    assert.deepEqual([first.outcome, second.outcome], ['claimed', 'taken']);
    assert.equal(second.agent?.name, 'Mika');
    assert.deepEqual(listed(mika), []);
    assert.deepEqual(listed(ana), []);
  });

  it('counts what the visitor wrote and nobody else', async () => {
    const id = world.server.begin();
    world.server.claimFor(id, 'mika');
    const agent = await openWith({ scope: 'mine' });
    const unread = (): number | undefined => agent.getSnapshot().inbox.conversations[0]?.unreadCount;
    world.server.answer(id, 'A regular customer', 'ana', { is_internal: true });
    world.server.answer(id, 'Hello', 'ana');
    world.server.tell(id, 'Ana joined the conversation');
    await world.clock.advance(100);
    assert.equal(unread(), 1);
    world.server.write(id, 'Thank you');
    await world.clock.advance(100);
    assert.equal(unread(), 2);
    world.server.answer(id, 'You are welcome', 'mika');
    await world.clock.advance(100);
    assert.equal(unread(), 0);
  });

  it('counts a hundred words and says no more of further ones', async () => {
    const id = world.server.begin();
    world.server.claimFor(id, 'mika');
    const agent = await openWith({ scope: 'mine' });
    for (let count = 2; count <= 130; count++) world.server.write(id, `Word ${count}`);
    await world.clock.advance(100);
    const unread = (): number | undefined => agent.getSnapshot().inbox.conversations[0]?.unreadCount;
    assert.equal(unread(), 100);
    await Promise.all([agent.openConversation(id), world.clock.advance(100)]);
    world.server.write(id, 'One more');
    await Promise.all([agent.markRead(), world.clock.advance(100)]);
    assert.equal(unread(), 0);
  });

  it('does not count what the visitor took back, also for whoever comes then', async () => {
    const id = world.server.begin();
    world.server.claimFor(id, 'mika');
    const agent = await openWith({ scope: 'mine' });
    const unread = (): number | undefined => agent.getSnapshot().inbox.conversations[0]?.unreadCount;
    const { seq } = world.server.write(id, 'Never mind');
    await world.clock.advance(100);
    assert.equal(unread(), 2);
    world.server.takeBack(id, seq);
    await world.clock.advance(100);
    assert.equal(unread(), 1);
    await Promise.all([agent.setFilter({ scope: 'all' }), world.clock.advance(500)]);
    assert.equal(unread(), 1);
  });

  it('does not count it when the news come in the wrong order', async () => {
    const id = world.server.begin();
    world.server.claimFor(id, 'mika');
    const agent = await openWith({ scope: 'mine' });
    world.server.isMute = true;
    const { seq } = world.server.write(id, 'Never mind');
    world.server.isMute = false;
    world.server.takeBack(id, seq);
    world.server.write(id, 'Or do');
    await world.clock.advance(500);
    assert.equal(agent.getSnapshot().inbox.conversations[0]?.unreadCount, 2);
  });

  it('counts what was not read, and stops counting in every tab when it was', async () => {
    const id = world.server.begin();
    world.server.claimFor(id, 'mika');
    const [tab, other] = [await openWith({ scope: 'mine' }), await openWith({ scope: 'mine' })];
    world.server.write(id, 'And another thing');
    await world.clock.advance(100);
    const unread = (agent: AgentClient): number | undefined => agent.getSnapshot().inbox.conversations[0]?.unreadCount;
    assert.deepEqual([unread(tab), unread(other)], [2, 2]);
    await Promise.all([tab.openConversation(id), world.clock.advance(100)]);
    await Promise.all([tab.markRead(), world.clock.advance(100)]);
    assert.deepEqual([unread(tab), unread(other)], [0, 0]);
    assert.deepEqual(
      world.server.requestsTo('read').map(({ body }) => body),
      [{ conversation_id: id, seq: 2 }],
    );
    await Promise.all([tab.markRead(), world.clock.advance(100)]);
    assert.equal(world.server.requestsTo('read').length, 1);
  });

  it('puts what changed last in front', async () => {
    const ids = [world.server.begin(), world.server.begin()];
    await world.clock.advance(1_000);
    const agent = await openWith({ scope: 'all' });
    await world.clock.advance(1_000);
    world.server.write(ids[0] ?? '', 'Still there?');
    await world.clock.advance(100);
    assert.deepEqual(listed(agent), ids);
    assert.equal(agent.getSnapshot().inbox.conversations[0]?.lastMessage?.text, 'Still there?');
  });

  it('loads further pages, each conversation once', async () => {
    for (let count = 0; count < 120; count++) {
      world.server.begin();
      await world.clock.advance(10);
    }
    const agent = await openWith({ scope: 'all' });
    assert.deepEqual([listed(agent).length, agent.getSnapshot().inbox.hasMore], [50, true]);
    world.server.write('c1', 'I moved to the front.');
    await world.clock.advance(300);
    for (let page = 0; page < 2; page++)
      await Promise.all([agent.loadMore(), agent.loadMore(), world.clock.advance(100)]);
    assert.equal(agent.getSnapshot().inbox.hasMore, false);
    assert.equal(new Set(listed(agent)).size, listed(agent).length);
    assert.ok(listed(agent).length >= 119);
  });

  it('asks at most every few seconds, whatever the number of events', async () => {
    const agent = await openWith({ scope: 'all' });
    const before = world.server.requests.length;
    for (let count = 0; count < 300; count++) world.server.begin(`Question ${count}`);
    await world.clock.advance(5_000);
    assert.ok(world.server.requests.length - before < 20, `${world.server.requests.length - before} requests`);
    assert.ok(listed(agent).length >= 50);
  });

  it('asks for nothing when it knows a conversation', async () => {
    const id = world.server.begin();
    const agent = await openWith({ scope: 'all' });
    await world.clock.advance(15_000);
    const before = world.server.requests.filter(({ path }) => path !== 'presence').length;
    for (let count = 0; count < 100; count++) world.server.write(id, `Line ${count}`);
    await world.clock.advance(1_000);
    assert.equal(agent.getSnapshot().inbox.conversations[0]?.lastMessage?.text, 'Line 99');
    assert.equal(world.server.requests.filter(({ path }) => path !== 'presence').length, before);
  });

  it('shows what was missed, after the channel was away', async () => {
    const id = world.server.begin();
    const agent = await openWith({ scope: 'queued' });
    const heard = listen(agent);
    world.server.isMute = true;
    world.server.claimFor(id, 'ana');
    const missed = world.server.begin('Missed');
    world.server.isMute = false;
    world.server.realtime.drop();
    await world.clock.until(() => listed(agent).includes(missed), 10_000);
    assert.deepEqual(listed(agent), [missed]);
    assert.ok(heard.includes(`${missed}: Missed`));
  });

  it('notices a missed change of one conversation by the next event about it', async () => {
    const id = world.server.begin();
    const agent = await openWith({ scope: 'queued' });
    world.server.isMute = true;
    world.server.claimFor(id, 'ana');
    world.server.isMute = false;
    world.server.write(id, 'Hello Ana');
    await world.clock.advance(500);
    assert.deepEqual(listed(agent), []);
  });

  it('keeps the facts of the newest revision when events come late and twice', async () => {
    const id = world.server.begin();
    const agent = await openWith({ scope: 'all' });
    const { realtime, conversations } = world.server;
    const former = { ...conversations.get(id)?.wire };
    world.server.claimFor(id, 'ana');
    for (let count = 0; count < 2; count++) {
      realtime.broadcast('support:org:o1', 'conversation.updated', { conversation: former });
    }
    await world.clock.advance(100);
    assert.equal(agent.getSnapshot().inbox.conversations[0]?.agent?.name, 'Ana');
  });

  it('forgets the answer for a filter that was left', async () => {
    const id = world.server.begin();
    const agent = await openWith({ scope: 'mine' });
    world.server.nextFaults.push({ kind: 'late-answer', delayMs: 2_000, path: 'conversations' });
    const slow = agent.setFilter({ scope: 'queued' });
    await world.clock.advance(100);
    const fast = agent.setFilter({ scope: 'mine' });
    await Promise.all([slow, fast, world.clock.advance(3_000)]);
    assert.deepEqual(listed(agent), []);
    assert.notEqual(id, '');
  });

  it('says why a list is not here, and shows it when the server answers again', async () => {
    const id = world.server.begin();
    const agent = await world.openReady();
    world.server.nextFaults.push({ kind: 'status', status: 500, path: 'conversations' });
    await Promise.all([
      assert.rejects(agent.setFilter({ scope: 'queued' }), { status: 500 }),
      world.clock.advance(300),
    ]);
    assert.equal(agent.getSnapshot().inbox.error?.status, 500);
    await world.clock.until(() => listed(agent).includes(id), 70_000);
    assert.equal(agent.getSnapshot().inbox.error, null);
  });

  it('counts what is open, by the figures of the team', async () => {
    world.server.claimFor(world.server.begin(), 'mika');
    world.server.begin();
    const agent = await openWith({ scope: 'mine' });
    await world.clock.advance(1_000);
    assert.deepEqual(agent.getSnapshot().inbox.counts, { mine: 1, queued: 1, all: 2 });
    world.server.claimFor(world.server.begin(), 'ana');
    await world.clock.advance(11_000);
    assert.deepEqual(agent.getSnapshot().inbox.counts, { mine: 1, queued: 1, all: 3 });
  });

  it('counts anew at once when this agent has changed something, whatever was asked just before', async () => {
    const id = world.server.begin();
    const agent = await openWith({ scope: 'queued' });
    await world.clock.advance(1_000);
    assert.deepEqual(agent.getSnapshot().inbox.counts, { mine: 0, queued: 1, all: 1 });
    assert.equal(agent.getSnapshot().presence?.openConversations, 0);
    await Promise.all([agent.claim(id), world.clock.advance(1_000)]);
    assert.deepEqual(agent.getSnapshot().inbox.counts, { mine: 1, queued: 0, all: 1 });
    assert.equal(agent.getSnapshot().presence?.openConversations, 1);
  });
});
