import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AgentWorld, visible } from '../../testing/agent-world.ts';
import { FakePage } from '../../testing/fake-page.ts';
import type { AgentClient } from './agent-client.ts';

describe('what an agent sends', () => {
  let world: AgentWorld;
  let id: string;
  beforeEach(() => {
    world = new AgentWorld();
    id = world.server.begin('Hello?');
    world.server.claimFor(id, 'mika');
  });
  afterEach(() => world.close());

  async function openTab(): Promise<AgentClient> {
    const agent = await world.openReady({ page: new FakePage(), locks: world.browser.openLocks() });
    await Promise.all([agent.openConversation(id), world.clock.advance(100)]);
    return agent;
  }
  const own = (agent: AgentClient): readonly string[] => visible(agent).slice(1);

  it('is stored before it is shown, shown before it is sent', async () => {
    const agent = await openTab();
    world.server.fault = { kind: 'down' };
    const writes = world.browser.writes;
    const message = await agent.send({ text: ' Hi ', entities: [{ type: 'bold', offset: 1, length: 2 }] });
    assert.ok(world.browser.writes > writes);
    assert.deepEqual([message.text, message.isOwn, message.agentId], ['Hi', true, 'mika']);
    assert.deepEqual(message.entities, [{ type: 'bold', offset: 0, length: 2 }]);
    assert.match(own(agent)[0] ?? '', /^Hi \((queued|sending)\)$/);
    assert.deepEqual(agent.getSnapshot().outbox, { waiting: 1, failed: 0 });
  });

  it('arrives once and in order, although answers get lost', async () => {
    const agent = await openTab();
    for (let fault = 0; fault < 3; fault++) world.server.nextFaults.push({ kind: 'lost-answer', path: 'message' });
    await Promise.all([agent.send({ text: 'one' }), agent.send({ text: 'two' }), agent.send({ text: 'three' })]);
    await world.clock.until(() => own(agent).at(-1) === 'three (sent)');
    assert.deepEqual(world.server.textsOf(id), ['Hello?', 'one', 'two', 'three']);
    assert.deepEqual(own(agent), ['one (sent)', 'two (sent)', 'three (sent)']);
    assert.deepEqual(agent.getSnapshot().outbox, { waiting: 0, failed: 0 });
  });

  for (const fault of [
    { kind: 'status', status: 429, code: 'rate_limited', retryAfter: '3' },
    { kind: 'status', status: 500, code: 'internal_error' },
    { kind: 'status', status: 502 },
    { kind: 'portal' },
    { kind: 'down' },
    { kind: 'slow', delayMs: 20_000 },
  ] as const) {
    it(`goes out after ${'status' in fault ? `an answer ${fault.status}` : `trouble of the kind ${fault.kind}`}`, async () => {
      const agent = await openTab();
      world.server.nextFaults.push({ ...fault, path: 'message' }, { ...fault, path: 'message' });
      await agent.send({ text: 'Hi' });
      await world.clock.until(() => own(agent)[0] === 'Hi (sent)', 120_000);
      assert.deepEqual(world.server.textsOf(id), ['Hello?', 'Hi']);
    });
  }

  it('survives a reload without a network', async () => {
    const agent = await openTab();
    world.server.fault = { kind: 'down' };
    await Promise.all([agent.send({ text: 'one' }), agent.send({ text: 'Note', isInternal: true })]);
    await world.clock.advance(5_000);
    agent.destroy();
    const next = world.open();
    void next.start();
    await world.clock.until(() => next.getSnapshot().outbox.waiting === 2);
    world.server.fault = null;
    await world.clock.until(() => next.getSnapshot().outbox.waiting === 0, 60_000);
    assert.deepEqual(world.server.textsOf(id), ['Hello?', 'one', 'Note']);
    assert.equal(world.server.conversations.get(id)?.messages[2]?.is_internal, true);
  });

  it('is shown in all tabs, sent by one, and taken over when that one dies', async () => {
    const locks = world.browser.openLocks();
    const first = await world.openReady({ locks, page: new FakePage() });
    await Promise.all([first.openConversation(id), world.clock.advance(100)]);
    const second = await openTab();
    world.server.fault = { kind: 'down' };
    await first.send({ text: 'From the first' });
    await second.send({ text: 'From the second' });
    await world.clock.advance(1_000);
    const texts = (agent: AgentClient): readonly string[] => own(agent).map((line) => line.replace(/ \(\w+\)$/, ''));
    assert.deepEqual(texts(first), ['From the first', 'From the second']);
    assert.deepEqual(texts(second), texts(first));
    locks.kill();
    first.destroy();
    world.server.fault = null;
    await world.clock.until(() => own(second).at(-1) === 'From the second (sent)', 60_000);
    assert.deepEqual(world.server.textsOf(id), ['Hello?', 'From the first', 'From the second']);
  });

  it('is never shown twice while the channel is faster than the answer', async () => {
    const [agent, other] = [await openTab(), await openTab()];
    world.server.nextFaults.push({ kind: 'late-answer', delayMs: 3_000, path: 'message' });
    await agent.send({ text: 'Hi' });
    await world.clock.advance(500);
    assert.deepEqual([own(agent), own(other)], [['Hi (sent)'], ['Hi (sent)']]);
    await world.clock.advance(5_000);
    assert.deepEqual([own(agent), own(other)], [['Hi (sent)'], ['Hi (sent)']]);
  });

  it('stays, with its reason, when it is refused; the later ones go on', async () => {
    const agent = await openTab();
    const failed: string[] = [];
    agent.on('message:failed', ({ messageId, error }) => failed.push(`${messageId} ${error.code}`));
    const refused = await agent.send({ text: 'refuse me' });
    await agent.send({ text: 'Fine' });
    await world.clock.until(() => visible(agent).includes('Fine (sent)'));
    assert.ok(visible(agent).includes('refuse me (failed)'));
    assert.deepEqual(failed, [`${refused.id} message_invalid`]);
    assert.deepEqual(agent.getSnapshot().outbox, { waiting: 0, failed: 1 });
    await Promise.all([agent.retry(refused.id), world.clock.advance(500)]);
    assert.equal(failed.length, 2);
    await Promise.all([agent.discard(refused.id), world.clock.advance(500)]);
    assert.deepEqual(own(agent), ['Fine (sent)']);
  });

  it('goes to the conversation that it was written for, whichever is shown', async () => {
    const agent = await openTab();
    const other = world.server.begin('Other');
    world.server.fault = { kind: 'down' };
    await agent.send({ text: 'Here' });
    await agent.send({ text: 'There' }, other);
    assert.equal(own(agent).length, 1);
    world.server.fault = null;
    await world.clock.until(() => world.server.textsOf(other).length === 2, 60_000);
    assert.deepEqual(
      [world.server.textsOf(id), world.server.textsOf(other)],
      [
        ['Hello?', 'Here'],
        ['Other', 'There'],
      ],
    );
  });

  it('waits when the agent is none just now, and goes out when they are one again', async () => {
    const agent = await openTab();
    world.server.nextFaults.push({ kind: 'status', status: 404, code: 'agent_not_found', path: 'message' });
    await agent.send({ text: 'Hi' });
    await world.clock.until(() => own(agent)[0] === 'Hi (sent)', 60_000);
  });

  it('brings files before their message, with their progress, and again after a reload', async () => {
    const agent = await openTab();
    world.server.files.travelMs = 1_000;
    const file = new File(['Terms and conditions'], 'terms.txt', { type: 'text/plain' });
    await agent.send({ text: 'Here they are', files: [file] });
    await world.clock.advance(600);
    const [attachment] = agent.getSnapshot().thread?.messages.at(-1)?.attachments ?? [];
    assert.deepEqual([attachment?.name, attachment?.upload?.name], ['terms.txt', 'uploading']);
    agent.destroy();
    const next = await openTab();
    await world.clock.until(() => own(next)[0] === 'Here they are (sent)', 60_000);
    assert.deepEqual(world.server.files.sentNames, ['terms.txt']);
    assert.deepEqual(world.server.requestsTo('upload')[0]?.body, {
      name: 'terms.txt',
      media_type: 'text/plain',
      byte_size: 20,
      conversation_id: id,
    });
    assert.equal(next.getSnapshot().thread?.messages.at(-1)?.attachments[0]?.upload, null);
  });

  it('goes out at once when the network is back, and in the last moment of the page', async () => {
    const page = new FakePage();
    const agent = await world.openReady({ page });
    await Promise.all([agent.openConversation(id), world.clock.advance(100)]);
    world.server.fault = { kind: 'down' };
    await agent.send({ text: 'one' });
    await world.clock.advance(60_000);
    world.server.fault = null;
    page.send('online');
    await world.clock.advance(100);
    assert.deepEqual(world.server.textsOf(id), ['Hello?', 'one']);
    world.server.fault = { kind: 'down' };
    await agent.send({ text: 'two' });
    await world.clock.advance(20_000);
    world.server.fault = null;
    page.send('leaving');
    await world.clock.advance(10);
    assert.deepEqual(world.server.textsOf(id), ['Hello?', 'one', 'two']);
  });

  it('is checked before it is stored', async () => {
    const agent = await openTab();
    await assert.rejects(agent.send({ text: '  ' }), { code: 'message_empty' });
    await assert.rejects(agent.send({ text: 'x'.repeat(16_001) }), { code: 'message_too_long' });
    await assert.rejects(agent.send({ text: 'x', replyTo: 'unknown' }), { code: 'message_not_found' });
    agent.closeConversationView();
    await assert.rejects(agent.send({ text: 'x' }), { code: 'conversation_not_found' });
    assert.deepEqual(agent.getSnapshot().outbox, { waiting: 0, failed: 0 });
  });

  it('quotes a message of the conversation', async () => {
    const agent = await openTab();
    const quoted = agent.getSnapshot().thread?.messages[0]?.id ?? '';
    const message = await agent.send({ text: 'Yes', replyTo: quoted });
    assert.equal(message.replyTo?.text, 'Hello?');
    await world.clock.until(() => own(agent)[0] === 'Yes (sent)');
    assert.equal((world.server.requestsTo('message')[0]?.body as { reply_to: string }).reply_to, quoted);
  });

  it('says that it stays in memory where the browser stores nothing', async () => {
    world.browser.storageError = new Error('full');
    const agent = await openTab();
    await agent.send({ text: 'Hi' });
    await world.clock.until(() => own(agent)[0] === 'Hi (sent)');
    assert.equal(agent.getSnapshot().storage, 'memory');
  });
});
