import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AgentWorld, visible } from '../../testing/agent-world.ts';
import type { AgentClient } from './agent-client.ts';

describe('the conversation that is shown', () => {
  let world: AgentWorld;
  let id: string;
  let agent: AgentClient;
  beforeEach(async () => {
    world = new AgentWorld();
    id = world.server.begin('Hello?');
    world.server.claimFor(id, 'mika');
    agent = await world.openReady();
    await Promise.all([agent.openConversation(id), world.clock.advance(100)]);
  });
  afterEach(() => world.close());

  const thread = () => {
    const { thread: shown } = agent.getSnapshot();
    assert.ok(shown);
    return shown;
  };
  const write = (count: number): void => {
    for (let line = 1; line <= count; line++) world.server.write(id, `Line ${line}`);
  };

  it('has its messages, its visitor and how far was read', () => {
    assert.deepEqual(visible(agent), ['Robin: Hello?']);
    assert.deepEqual([thread().isLoading, thread().hasOlder, thread().readSeq], [false, false, 0]);
    assert.equal(thread().details?.visitor.name, 'Robin');
    assert.equal(thread().details?.context['page_url'], 'https://shop.example/');
  });

  it('shows at once what the visitor, a colleague or the agent elsewhere writes, notes marked', async () => {
    world.server.write(id, 'Anybody?');
    world.server.answer(id, 'In a second', 'ana');
    world.server.answer(id, 'Ask Jo', 'ana', { is_internal: true });
    world.server.answer(id, 'From Telegram', 'mika');
    await world.clock.advance(50);
    assert.deepEqual(visible(agent).slice(1), [
      'Robin: Anybody?',
      'Ana: In a second',
      '[note] Ana: Ask Jo',
      'From Telegram (sent)',
    ]);
  });

  it('shows each message once and in its place, whatever the order of the events', async () => {
    const { realtime } = world.server;
    world.server.isMute = true;
    const lines = ['one', 'two', 'three'].map((text) => world.server.write(id, text));
    world.server.isMute = false;
    for (const message of [lines[2], lines[0], lines[2], lines[1], lines[0]]) {
      realtime.broadcast('support:org:o1', 'message.created', { message, is_internal: false });
    }
    await world.clock.advance(50);
    assert.deepEqual(visible(agent).slice(1), ['Robin: one', 'Robin: two', 'Robin: three']);
  });

  it('asks for what was missed as soon as a gap shows', async () => {
    world.server.isMute = true;
    write(3);
    world.server.isMute = false;
    world.server.write(id, 'Line 4');
    await world.clock.advance(500);
    assert.deepEqual(visible(agent).slice(1), ['Robin: Line 1', 'Robin: Line 2', 'Robin: Line 3', 'Robin: Line 4']);
  });

  it('leaves no hole when more was missed than is asked for: what lies before comes with its page', async () => {
    world.server.isMute = true;
    write(150);
    world.server.isMute = false;
    world.server.write(id, 'Newest');
    await world.clock.advance(500);
    const seqs = thread().messages.map(({ seq }) => seq ?? 0);
    assert.ok(
      seqs.every((seq, at) => at === 0 || seq === (seqs[at - 1] ?? 0) + 1),
      'no hole',
    );
    assert.equal(thread().hasOlder, true);
    for (let page = 0; page < 3; page++) await Promise.all([agent.loadOlder(), world.clock.advance(50)]);
    assert.equal(thread().messages.length, 152);
    assert.equal(thread().hasOlder, false);
  });

  it('does not take the answer to a call for the change that it missed', async () => {
    world.server.nextFaults.push({ kind: 'lost-answer', path: 'message' });
    await agent.send({ text: 'Hi' });
    world.server.isMute = true;
    await world.clock.advance(10);
    world.server.answer(id, 'Between us', 'ana', { is_internal: true });
    world.server.isMute = false;
    await world.clock.until(() => visible(agent).includes('[note] Ana: Between us'), 5_000);
  });

  it('shows a missed correction after the channel was away', async () => {
    world.server.isMute = true;
    world.server.edit(id, 1, 'Hello!');
    world.server.isMute = false;
    world.server.realtime.drop();
    await world.clock.until(() => visible(agent)[0] === 'Robin: Hello!', 10_000);
  });

  it('keeps what comes while the first page is on its way', async () => {
    agent.closeConversationView();
    world.server.nextFaults.push({ kind: 'late-answer', delayMs: 1_000, path: 'messages' });
    const opening = agent.openConversation(id);
    await world.clock.advance(100);
    world.server.write(id, 'Just now');
    await Promise.all([opening, world.clock.advance(2_000)]);
    assert.deepEqual(visible(agent), ['Robin: Hello?', 'Robin: Just now']);
    assert.equal(world.server.requestsTo('messages').length, 2, 'without a second question');
  });

  it('shows nothing of a conversation that was left while it was on its way', async () => {
    const other = world.server.begin('Other');
    world.server.nextFaults.push({ kind: 'late-answer', delayMs: 1_000, path: 'messages' });
    const slow = agent.openConversation(other);
    await world.clock.advance(10);
    await Promise.all([slow, agent.openConversation(id), world.clock.advance(2_000)]);
    assert.deepEqual(visible(agent), ['Robin: Hello?']);
  });

  it('changes and takes back own messages, and no other', async () => {
    await Promise.all([
      agent.send({ text: 'Helo' }),
      agent.send({ text: 'A note', isInternal: true }),
      world.clock.advance(500),
    ]);
    const [first, own, note] = thread().messages;
    assert.ok(first && own && note);
    await Promise.all([
      agent.editMessage(own.id, ' Hello '),
      agent.editMessage(note.id, 'My note'),
      world.clock.advance(100),
    ]);
    assert.deepEqual(visible(agent).slice(1), ['Hello (sent)', '[note] My note (sent)']);
    await Promise.all([agent.deleteMessage(own.id), world.clock.advance(100)]);
    assert.ok(thread().messages[1]?.deletedAt);
    await Promise.all([
      assert.rejects(agent.editMessage(first.id, 'x'), { code: 'not_permitted' }),
      world.clock.advance(100),
    ]);
  });

  it('says who is writing, until they have written or were silent', async () => {
    world.server.signOfTyping(id, true);
    world.server.signOfTyping(id, true, 'ana');
    await world.clock.advance(10);
    assert.deepEqual([thread().visitorIsTyping, thread().otherAgentsTyping], [true, ['Ana']]);
    assert.equal(agent.getSnapshot().inbox.conversations[0]?.visitorIsTyping, true);
    world.server.write(id, 'Done');
    await world.clock.advance(10);
    assert.deepEqual([thread().visitorIsTyping, thread().otherAgentsTyping], [false, ['Ana']]);
    await world.clock.advance(6_000);
    assert.deepEqual(thread().otherAgentsTyping, []);
  });

  it('knows who writes in a conversation that is opened, and forgets whoever has written or stopped', async () => {
    const other = world.server.begin('Other');
    world.server.hire('Jo');
    for (const colleague of ['ana', 'jo', 'mika']) world.server.signOfTyping(other, true, colleague);
    await world.clock.advance(10);
    assert.deepEqual(thread().otherAgentsTyping, []);
    await Promise.all([agent.openConversation(other), world.clock.advance(100)]);
    assert.deepEqual(thread().otherAgentsTyping, ['Ana', 'Jo']);
    world.server.answer(other, 'I look into it', 'ana');
    await world.clock.advance(10);
    assert.deepEqual(thread().otherAgentsTyping, ['Jo']);
    world.server.signOfTyping(other, false, 'jo');
    await world.clock.advance(10);
    assert.deepEqual(thread().otherAgentsTyping, []);
  });

  it('tells two who write at the same time of each other', async () => {
    const ana = await world.openReady({}, { storage: 'memory', getAccessToken: async () => 'token-ana' });
    await Promise.all([ana.openConversation(id), world.clock.advance(100)]);
    ana.setTyping(true);
    agent.setTyping(true);
    await world.clock.advance(50);
    assert.deepEqual(thread().otherAgentsTyping, ['Ana']);
    assert.deepEqual(ana.getSnapshot().thread?.otherAgentsTyping, ['Mika']);
  });

  it('knows own words from Telegram by who wrote them, not by a name', async () => {
    world.server.answer(id, 'Mine', 'mika');
    const renamed = { sender: { kind: 'agent', name: 'Mika', avatar_url: null } } as const;
    world.server.answer(id, 'Of another Mika', 'ana', renamed);
    await world.clock.advance(10);
    assert.deepEqual(
      thread().messages.map(({ isOwn }) => isOwn),
      [false, true, false],
    );
  });

  it('tells the visitor of the writing every few seconds, and of its end', async () => {
    for (let stroke = 0; stroke < 20; stroke++) {
      agent.setTyping(true);
      await world.clock.advance(250);
    }
    assert.equal(world.server.typing.length, 2);
    await Promise.all([agent.send({ text: 'There' }), world.clock.advance(500)]);
    assert.deepEqual(
      world.server.typing.map(({ is_typing }) => is_typing),
      [true, true, false],
    );
  });

  it('shows how far the visitor has read', async () => {
    world.server.change(id, { visitor_read_seq: 1 });
    await world.clock.advance(50);
    assert.equal(thread().visitorReadSeq, 1);
  });

  it('follows what happens to the conversation', async () => {
    assert.equal(await finish(agent.transfer(id, { agentId: 'ana', note: 'Yours' })), 'transferred');
    assert.equal(thread().details?.conversation.agent?.name, 'Ana');
    assert.equal(await finish(agent.resolve(id)), 'resolved');
    assert.equal(thread().details?.conversation.status, 'resolved');
    assert.equal(await finish(agent.reopen(id)), 'reopened');
    assert.equal(await finish(agent.unassign(id)), 'unassigned');
    assert.equal(thread().details?.conversation.agent, null);
    assert.equal(await finish(agent.updateConversation(id, { tags: ['vip'], priority: 'high' })), 'updated');
    assert.deepEqual(thread().details?.conversation.tags, ['vip']);
  });

  it('knows the visitor: their trail page by page, corrections, and a ban', async () => {
    await finish(agent.loadTrail());
    assert.deepEqual(
      thread().trail?.events.map(({ id: event }) => event),
      ['e0', 'e1'],
    );
    await finish(agent.loadTrail());
    await finish(agent.loadTrail());
    assert.deepEqual([thread().trail?.events.length, thread().trail?.hasMore], [4, false]);
    await finish(agent.updateVisitor(`v-${id}`, { name: 'Robin Doe' }));
    assert.equal(thread().details?.visitor.name, 'Robin Doe');
  });

  it('gives the address of a file once while it is good', async () => {
    const { url } = await finish(agent.fileUrl('a1'));
    await finish(agent.fileUrl('a1'));
    assert.deepEqual([url, world.server.requestsTo('file').length], ['https://files.test/a1', 1]);
  });

  it('comes when the network does, after it was opened without one', async () => {
    const other = world.server.begin('Other');
    await world.clock.advance(500);
    world.server.fault = { kind: 'down' };
    await Promise.all([
      assert.rejects(agent.openConversation(other), { code: 'network_unavailable' }),
      world.clock.advance(100),
    ]);
    assert.equal(thread().error?.code, 'network_unavailable');
    world.server.fault = null;
    await world.clock.until(() => visible(agent).includes('Robin: Other'), 70_000);
    assert.equal(thread().error, null);
  });

  it('learns of a missed change although it is in no list', async () => {
    await finish(agent.resolve(id));
    await finish(agent.setFilter({ scope: 'queued' }));
    world.server.isMute = true;
    world.server.answer(id, 'One more thing', 'ana');
    world.server.isMute = false;
    await world.clock.until(() => visible(agent).includes('Ana: One more thing'), 70_000);
  });

  it('says that a conversation is not there', async () => {
    await Promise.all([
      assert.rejects(agent.openConversation('nowhere'), { code: 'conversation_not_found' }),
      world.clock.advance(100),
    ]);
    assert.equal(thread().error?.code, 'conversation_not_found');
  });

  it('fills in prepared texts', async () => {
    await finish(agent.loadCannedResponses());
    assert.equal(agent.getSnapshot().cannedResponses?.[0]?.shortcut, 'hi');
    assert.equal(await finish(agent.useCannedResponse(id, '/hi')), 'Hello Robin');
  });

  it('saves prepared texts of their own, and shows them at once', async () => {
    const draft = { shortcut: 'bye', title: 'Bye', body: 'Goodbye' };
    await finish(agent.saveOwnResponse(draft));
    assert.equal(agent.getSnapshot().cannedResponses, null);
    await finish(agent.loadCannedResponses());
    const shown = () => agent.getSnapshot().cannedResponses?.map(({ scope, title }) => `${scope} ${title}`);
    assert.deepEqual(shown(), ['team Hello', 'own Bye']);
    const { id: second } = await finish(agent.saveOwnResponse({ shortcut: 'ask', title: 'Ask', body: 'Which one?' }));
    assert.deepEqual(shown(), ['own Ask', 'own Bye', 'team Hello']);
    const changed = await finish(agent.saveOwnResponse({ id: second, title: 'Ask back' }));
    assert.deepEqual([changed.title, changed.body], ['Ask back', 'Which one?']);
    await finish(agent.deleteOwnResponse(second));
    assert.deepEqual(shown(), ['own Bye', 'team Hello']);
    await assert.rejects(finish(agent.deleteOwnResponse(second)), { code: 'record_not_found' });
  });

  it('keeps messages and parts that did not change the same objects', async () => {
    write(3);
    await world.clock.advance(50);
    const before = agent.getSnapshot();
    world.server.write(id, 'One more');
    await world.clock.advance(50);
    const after = agent.getSnapshot();
    assert.ok(before.thread?.messages.every((message, at) => message === after.thread?.messages[at]));
    assert.equal(before.me, after.me);
    assert.equal(before.live, after.live);
    assert.ok(Object.isFrozen(after) && Object.isFrozen(after.thread) && Object.isFrozen(after.thread?.messages));
  });

  it('survives answers and events that are none', async () => {
    const { realtime } = world.server;
    const odd = [null, 'x', [], {}, { id }, { id, revision: 99 }, { id, revision: 'x', tags: 7, agent: 'x' }];
    for (const value of odd) {
      realtime.broadcast('support:org:o1', 'message.created', { message: value });
      realtime.broadcast('support:org:o1', 'message.created', {
        message: { id: 'm9', conversation_id: id, seq: -1, revision: 2 },
      });
      realtime.broadcast('support:org:o1', 'typing', { conversation_id: value, sender: value });
      realtime.broadcast('support:org:o1', 'constructor', { message: value });
    }
    realtime.broadcast('support:org:o1', 'conversation.updated', { conversation: null });
    const hostile = {
      id: 'm10',
      conversation_id: id,
      seq: 2,
      revision: 3,
      text: 5,
      sender: 'me',
      entities: [{ type: 'link' }],
      attachments: [null, 3],
    };
    realtime.broadcast('support:org:o1', 'message.created', { message: hostile });
    await world.clock.advance(500);
    assert.equal(agent.getSnapshot().status.name, 'ready');
    world.server.write(id, 'Still here');
    await world.clock.advance(500);
    assert.ok(visible(agent).includes('Robin: Hello?'));
  });

  async function finish<Result>(call: Promise<Result>): Promise<Result> {
    const [result] = await Promise.all([call, world.clock.advance(200)]);
    return result;
  }
});
