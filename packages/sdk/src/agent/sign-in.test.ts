import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AgentWorld, listed, visible } from '../../testing/agent-world.ts';

/** A JSON Web Token of an account, as far as anybody looks at it here. */
const tokenOf = (sub: string): string => `h.${btoa(JSON.stringify({ sub })).replaceAll('=', '')}.s`;

describe('signing in as an agent', () => {
  let world: AgentWorld;
  beforeEach(() => (world = new AgentWorld()));
  afterEach(() => world.close());

  it('does nothing before it is started', async () => {
    const agent = world.open();
    await world.clock.advance(60_000);
    assert.equal(world.server.requests.length, 0);
    assert.equal(world.browser.writes, 0);
    assert.deepEqual(agent.getSnapshot().status, { name: 'starting' });
  });

  it('knows who is signed in, and listens to their organization', async () => {
    const agent = await world.openReady();
    const { status, me } = agent.getSnapshot();
    assert.deepEqual([status.name, me?.agent.name, me?.organization.name], ['ready', 'Mika', 'Harbor Goods']);
    assert.deepEqual(world.server.realtime.joins, [{ topic: 'support:org:o1', token: 'token-mika', isPrivate: true }]);
  });

  it('answers for the organization that was asked for, with every call', async () => {
    await world.openReady({}, { organizationId: 'o7' });
    assert.deepEqual([...new Set(world.server.requests.map(({ query }) => query['organization_id']))], ['o7']);
  });

  it('asks for another token once when the server does not accept it, and repeats the call', async () => {
    const asked: boolean[] = [];
    world.token = 'token-old';
    const getAccessToken = async (isRejected: boolean): Promise<string | null> => {
      asked.push(isRejected);
      if (isRejected) world.token = 'token-mika';
      return world.token;
    };
    const agent = await world.openReady({}, { getAccessToken });
    assert.equal(agent.getSnapshot().status.name, 'ready');
    assert.equal(asked.filter(Boolean).length, 1);
  });

  it('is signed out when there is no token, and goes on by itself when there is one', async () => {
    world.token = null;
    const agent = world.open();
    await Promise.all([agent.start(), world.clock.advance(1_000)]);
    assert.equal(agent.getSnapshot().status.name, 'signed-out');
    assert.equal(world.server.requests.length, 0);
    world.token = 'token-mika';
    await world.clock.until(() => agent.getSnapshot().connection === 'live');
    assert.equal(agent.getSnapshot().status.name, 'ready');
  });

  it('is signed out when no token is accepted any more, keeps what waits, and sends it after the next sign-in', async () => {
    const id = world.server.begin();
    const agent = await world.openReady();
    await Promise.all([agent.openConversation(id), world.clock.advance(100)]);
    world.server.tokens.delete('token-mika');
    await Promise.all([agent.send({ text: 'Hi' }), world.clock.advance(1_000)]);
    await world.clock.until(() => agent.getSnapshot().status.name === 'signed-out');
    assert.deepEqual(visible(agent), ['Robin: Hello?', 'Hi (queued)']);
    assert.equal(agent.getSnapshot().connection, 'idle');
    const requests = world.server.requests.length;
    await world.clock.advance(120_000);
    assert.equal(world.server.requests.length, requests, 'a refused token is not shown again');
    world.server.tokens.set('token-2', 'mika');
    world.token = 'token-2';
    await world.clock.until(() => visible(agent).includes('Hi (sent)'));
    assert.deepEqual(world.server.textsOf(id), ['Hello?', 'Hi']);
  });

  it('says that it was refused when the account is nobody on the team', async () => {
    world.server.tokens.set('token-jo', 'jo');
    world.token = 'token-jo';
    const agent = world.open();
    await Promise.all([agent.start(), world.clock.advance(1_000)]);
    const { status } = agent.getSnapshot();
    assert.equal(status.name, 'refused');
    assert.equal(status.name === 'refused' && status.error.code, 'agent_not_found');
    world.server.hire('Jo');
    await world.clock.until(() => agent.getSnapshot().status.name === 'ready', 120_000);
  });

  it('is refused when the agent is let go, and says nothing of being there until they are back', async () => {
    const agent = await world.openReady();
    const mika = world.server.agents.get('mika');
    assert.ok(mika);
    world.server.agents.set('mika', { ...mika, is_active: false });
    await world.clock.until(() => agent.getSnapshot().status.name === 'refused', 70_000);
    const beats = world.server.requestsTo('presence').length;
    await world.clock.advance(40_000);
    assert.equal(world.server.requestsTo('presence').length, beats);
    world.server.agents.set('mika', mika);
    await world.clock.until(() => agent.getSnapshot().status.name === 'ready', 70_000);
  });

  it('never acts for another account than the one it began with', async () => {
    const [mika, ana] = [tokenOf('mika'), tokenOf('ana')];
    world.server.tokens.set(mika, 'mika');
    world.server.tokens.set(ana, 'ana');
    world.token = mika;
    const id = world.server.begin();
    const agent = await world.openReady();
    world.token = ana;
    await Promise.all([agent.send({ text: 'From Mika' }, id), world.clock.advance(10_000)]);
    assert.equal(agent.getSnapshot().status.name, 'signed-out');
    assert.deepEqual(world.server.textsOf(id), ['Hello?']);
    const other = world.open();
    await Promise.all([other.start(), world.clock.advance(10_000)]);
    assert.deepEqual(other.getSnapshot().outbox, { waiting: 0, failed: 0 });
    assert.deepEqual(world.server.textsOf(id), ['Hello?']);
    world.token = mika;
    await world.clock.until(() => world.server.textsOf(id).length === 2);
  });

  it('brings a renewed token to the open channel', async () => {
    const agent = await world.openReady();
    world.server.tokens.set('token-2', 'mika');
    world.token = 'token-2';
    await world.clock.advance(31_000);
    assert.equal(world.server.realtime.tokens.at(-1), 'token-2');
    assert.equal(agent.getSnapshot().connection, 'live');
  });

  it('waits for the host when it cannot say who is signed in', async () => {
    let isAway = true;
    const agent = world.open(
      {},
      {
        getAccessToken: async () => {
          if (isAway) throw new Error('away');
          return 'token-mika';
        },
      },
    );
    void agent.start();
    await world.clock.advance(5_000);
    assert.equal(agent.getSnapshot().status.name, 'starting');
    isAway = false;
    await world.clock.until(() => agent.getSnapshot().status.name === 'ready');
  });

  it('goes on where Realtime does not, by asking', async () => {
    world.server.realtime.answer = { error: 'no' };
    const agent = world.open();
    void agent.start();
    await world.clock.until(() => agent.getSnapshot().connection === 'polling');
    const id = world.server.begin();
    void agent.setFilter({ scope: 'queued' });
    await world.clock.until(() => listed(agent).includes(id), 5_000);
  });

  it('does nothing any more after it was destroyed', async () => {
    const agent = await world.openReady();
    agent.destroy();
    await world.clock.advance(1_000);
    const requests = world.server.requests.length;
    world.server.begin();
    await world.clock.advance(300_000);
    assert.equal(world.server.requests.length, requests);
    assert.equal(world.clock.pending, 0);
    await assert.rejects(agent.setFilter({ scope: 'all' }), { code: 'client_destroyed' });
  });
});
