import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AgentWorld } from '../../testing/agent-world.ts';

describe('being there', () => {
  let world: AgentWorld;
  beforeEach(() => (world = new AgentWorld()));
  afterEach(() => world.close());
  const beats = (): readonly unknown[] => world.server.beats.map(({ status }) => status);

  it('is said twice a minute while the page can be seen, by one connection', async () => {
    const agent = await world.openReady();
    await world.clock.advance(120_000);
    assert.deepEqual(beats(), ['online', 'online', 'online', 'online', 'online']);
    assert.equal(new Set(world.server.beats.map(({ connection_id }) => connection_id)).size, 1);
    assert.equal(agent.getSnapshot().presence?.status, 'online');
  });

  it('becomes away when the page was hidden for five minutes, and online when it is seen again', async () => {
    await world.openReady();
    world.page.send('hidden');
    await world.clock.advance(4 * 60_000);
    assert.ok(!beats().includes('away'));
    await world.clock.advance(2 * 60_000);
    assert.equal(beats().at(-1), 'away');
    world.page.send('visible');
    await world.clock.advance(100);
    assert.equal(beats().at(-1), 'online');
  });

  it('becomes away when nobody touched the page for five minutes, and online with the first sign of life', async () => {
    await world.openReady();
    await world.clock.advance(4 * 60_000);
    world.hands.move();
    await world.clock.advance(4 * 60_000);
    assert.ok(!beats().includes('away'), 'somebody was there in between');
    await world.clock.advance(2 * 60_000);
    assert.equal(beats().at(-1), 'away');
    const count = beats().length;
    world.hands.move();
    world.hands.move();
    await world.clock.advance(100);
    assert.deepEqual(beats().slice(count), ['online'], 'said at once, and once');
  });

  it('counts five minutes from when the page was hidden, however quiet it was before', async () => {
    await world.openReady();
    await world.clock.advance(4 * 60_000);
    world.page.send('hidden');
    await world.clock.advance(4 * 60_000);
    assert.ok(!beats().includes('away'));
    await world.clock.advance(2 * 60_000);
    assert.equal(beats().at(-1), 'away');
  });

  it('is not brought back by the network, nor kept by it', async () => {
    await world.openReady();
    await world.clock.advance(4 * 60_000);
    world.page.send('offline');
    world.page.send('online');
    await world.clock.advance(2 * 60_000);
    assert.equal(beats().at(-1), 'away');
  });

  it('follows the page alone where no hands can be seen', async () => {
    await world.openReady({ signsOfLife: null });
    await world.clock.advance(20 * 60_000);
    assert.ok(!beats().includes('away'));
    world.page.send('hidden');
    await world.clock.advance(6 * 60_000);
    assert.equal(beats().at(-1), 'away');
  });

  it('leaves what the agent has said of themselves alone, whatever their hands do', async () => {
    const agent = await world.openReady();
    await Promise.all([agent.setPresence('away'), world.clock.advance(100)]);
    const said = (): readonly unknown[] => world.server.beats.flatMap(({ presence }) => presence ?? []);
    await world.clock.advance(6 * 60_000);
    world.hands.move();
    await world.clock.advance(60_000);
    assert.deepEqual(said(), ['away']);
    await world.clock.advance(6 * 60_000);
    await Promise.all([agent.setPresence('auto'), world.clock.advance(100)]);
    assert.deepEqual(said(), ['away', 'auto']);
    assert.equal(beats().at(-1), 'online', 'whoever says so is there');
  });

  it('watches nobody any more once the client is destroyed', async () => {
    const agent = await world.openReady();
    assert.equal(world.hands.listenerCount, 1);
    agent.destroy();
    assert.equal(world.hands.listenerCount, 0);
  });

  it('never lets the connection expire between two beats', async () => {
    await world.openReady();
    world.page.send('hidden');
    await world.clock.advance(10 * 60_000);
    const { at = [], ttl = [] } = {
      at: world.server.requestsTo('presence').map((request) => request.at),
      ttl: world.server.beats.map(({ ttl_seconds }) => Number(ttl_seconds) * 1_000),
    };
    assert.ok(at.every((time, index) => index === 0 || time - (at[index - 1] ?? 0) < (ttl[index - 1] ?? 0) / 2));
  });

  it('ends with the page, and begins anew when the page comes back', async () => {
    await world.openReady();
    world.page.send('leaving');
    await world.clock.advance(100);
    assert.equal(beats().at(-1), 'offline');
    await world.clock.advance(300_000);
    assert.equal(beats().at(-1), 'offline');
    world.page.send('visible');
    await world.clock.advance(100);
    assert.equal(beats().at(-1), 'online');
  });

  it('ends when the client is destroyed', async () => {
    const agent = await world.openReady();
    agent.destroy();
    await world.clock.advance(100);
    assert.equal(beats().at(-1), 'offline');
  });

  it('tells what the agent says of themselves, and until when', async () => {
    const agent = await world.openReady();
    const until = world.clock.now() + 3_600_000;
    await Promise.all([agent.setPresence('away', until), world.clock.advance(100)]);
    assert.deepEqual([agent.getSnapshot().presence?.choice, agent.getSnapshot().presence?.until], ['away', until]);
    await Promise.all([agent.setPresence('auto'), world.clock.advance(100)]);
    assert.equal(agent.getSnapshot().presence?.choice, 'auto');
  });

  it('is not said while nobody is signed in', async () => {
    await world.openReady();
    world.token = null;
    await world.clock.advance(60_000);
    const count = world.server.beats.length;
    await world.clock.advance(120_000);
    assert.equal(world.server.beats.length, count);
  });
});
