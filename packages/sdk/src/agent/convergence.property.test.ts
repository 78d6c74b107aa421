import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AgentWorld, listed } from '../../testing/agent-world.ts';
import type { InboxFilter } from './agent-conversation.ts';

type Step = readonly [act: (typeof ACTS)[number], conversation: number, isMute: boolean, pauseMs: number];

const ACTS = [
  'begin',
  'write',
  'answer',
  'note',
  'line',
  'read',
  'claim',
  'lose',
  'release',
  'urge',
  'end',
  'edit',
  'take back',
  'drop',
  'send',
] as const;

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom(...ACTS),
  fc.nat(4),
  fc.boolean(),
  fc.constantFrom(0, 10, 400, 5_000),
);

/** What happens on the server, told to nobody when it is mute. */
function act(world: AgentWorld, [name, index, isMute]: Step): void {
  const { server } = world;
  const ids = [...server.conversations.keys()];
  const id = ids[index % ids.length] ?? '';
  server.isMute = isMute;
  if (name === 'begin' && ids.length < 5) server.begin('New');
  else if (name === 'write') server.write(id, `From the visitor ${world.clock.now()}`);
  else if (name === 'answer') server.answer(id, 'From a colleague', 'ana');
  else if (name === 'note') server.answer(id, 'Between us', 'ana', { is_internal: true });
  else if (name === 'line') server.tell(id, 'Ana joined the conversation');
  else if (name === 'claim') server.claimFor(id, 'mika');
  else if (name === 'lose') server.claimFor(id, 'ana');
  else if (name === 'release')
    server.change(id, { status: 'queued', agent: null, queued_at: new Date(world.clock.now()).toISOString() });
  else if (name === 'urge') server.change(id, { priority: 'urgent' });
  else if (name === 'end') server.change(id, { status: 'closed' });
  else if (name === 'edit') server.edit(id, 1, `Changed ${world.clock.now()}`);
  else if (name === 'take back') {
    const said = server.conversations
      .get(id)
      ?.messages.findLast(({ sender, deleted_at }) => sender.kind === 'visitor' && deleted_at === null);
    if (said) server.takeBack(id, said.seq);
  } else if (name === 'drop') server.realtime.drop();
  server.isMute = false;
}

async function isRight(filter: InboxFilter, steps: readonly Step[]): Promise<void> {
  const world = new AgentWorld();
  try {
    const id = world.server.begin('First');
    const agent = await world.openReady();
    await Promise.all([agent.setFilter(filter), agent.openConversation(id), world.clock.advance(500)]);
    const sent: string[] = [];
    for (const one of steps) {
      if (one[0] === 'send') {
        sent.push(`Answer ${sent.length}`);
        if (one[2]) world.server.nextFaults.push({ kind: 'lost-answer', path: 'message' });
        await agent.send({ text: `Answer ${sent.length - 1}` });
      } else if (one[0] === 'read') await Promise.all([agent.markRead(), world.clock.advance(500)]);
      else act(world, one);
      await world.clock.advance(one[3]);
    }
    await world.clock.until(() => agent.getSnapshot().outbox.waiting === 0, 120_000);
    await world.clock.advance(130_000);
    const { messages = [] } = world.server.conversations.get(id) ?? {};
    assert.deepEqual(
      agent.getSnapshot().thread?.messages.map(({ text }) => text),
      messages.map(({ text }) => text),
    );
    assert.deepEqual(
      messages.map(({ text }) => text).filter((text) => text.startsWith('Answer')),
      sent,
    );
    const counted = agent.getSnapshot().inbox.conversations.map((one) => [one.id, one.unreadCount]);
    assert.deepEqual(
      counted,
      listed(agent).map((one) => [one, world.server.unreadOf(one, 'mika').length]),
    );
    const fresh = world.open({}, { storage: 'memory' });
    void fresh.start();
    await world.clock.until(() => fresh.getSnapshot().status.name === 'ready');
    await Promise.all([fresh.setFilter(filter), world.clock.advance(500)]);
    assert.deepEqual(listed(agent), listed(fresh));
    const facts = agent.getSnapshot().inbox.conversations.map((conversation) => conversation);
    assert.deepEqual(facts, fresh.getSnapshot().inbox.conversations);
  } finally {
    world.close();
  }
}

describe('an inbox that hears some of what happens', () => {
  for (const scope of ['mine', 'queued', 'all'] as const) {
    it(`shows in the end what somebody sees who has just come: ${scope}`, async () => {
      const steps = fc.array(step, { maxLength: 14 });
      await fc.assert(
        fc.asyncProperty(steps, (some) => isRight({ scope }, some)),
        { numRuns: 20 },
      );
    });
  }
});
