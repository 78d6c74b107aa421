import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AgentWorld, listed } from '../../testing/agent-world.ts';
import type { AgentClient } from './agent-client.ts';

let world: AgentWorld;
beforeEach(() => (world = new AgentWorld()));
afterEach(() => world.close());

const lists = (): number => world.server.requestsTo('conversations').length;
async function search(words: string): Promise<AgentClient> {
  const agent = await world.openReady();
  await Promise.all([agent.setFilter({ scope: 'all', search: words }), world.clock.advance(500)]);
  return agent;
}

describe('a search', () => {
  it('leaves the hits of a search to the server, and asks again when something changes', async () => {
    world.server.begin();
    const other = world.server.begin('Hello?', { visitor_name: 'Kim' });
    const agent = await search('Kim');
    assert.deepEqual(listed(agent), [other]);
    const before = lists();
    const third = world.server.begin('Hello!', { visitor_name: 'Kim' });
    await world.clock.advance(6_000);
    assert.deepEqual(new Set(listed(agent)), new Set([other, third]));
    assert.ok(lists() - before <= 2);
  });

  it('looks further when a search found nothing among those that the server looked at', async () => {
    world.server.searchSpan = 2;
    const oldest = world.server.begin('Hello?', { visitor_name: 'Kim' });
    for (let other = 0; other < 7; other += 1) {
      await world.clock.advance(1_000);
      world.server.begin('Hello?', { visitor_name: 'Jo' });
    }
    const agent = await search('Kim');
    assert.deepEqual(listed(agent), [oldest]);
    assert.equal(agent.getSnapshot().inbox.hasMore, false);
    await Promise.all([agent.setFilter({ scope: 'all', search: 'Nobody' }), world.clock.advance(500)]);
    const { conversations, hasMore, isLoading } = agent.getSnapshot().inbox;
    assert.deepEqual([conversations, hasMore, isLoading], [[], false, false]);
  });
});

describe('a search that finds nothing for long', () => {
  const paused = (agent: AgentClient): boolean => agent.getSnapshot().inbox.isSearchPaused;
  /** One that matches, behind so many that do not; the server looks at one conversation for each page. */
  async function begin(others: number): Promise<string> {
    world.server.searchSpan = 1;
    const oldest = world.server.begin('Hello?', { visitor_name: 'Kim' });
    for (let other = 0; other < others; other += 1) {
      await world.clock.advance(1_000);
      world.server.begin('Hello?', { visitor_name: 'Jo' });
    }
    return oldest;
  }

  it('stops, says so, and goes on when somebody wants that', async () => {
    const oldest = await begin(25);
    const before = lists();
    const agent = await search('Kim');
    const { isLoading, hasMore, error } = agent.getSnapshot().inbox;
    assert.deepEqual([listed(agent), paused(agent), isLoading, hasMore, error], [[], true, false, true, null]);
    const asked = lists() - before;
    assert.ok(asked <= 12, `${asked} pages were asked for`);
    await Promise.all([agent.loadMore(), world.clock.advance(500)]);
    assert.deepEqual([listed(agent), paused(agent)], [[], true], 'it goes on where it stopped');
    await Promise.all([agent.loadMore(), world.clock.advance(500)]);
    assert.deepEqual([listed(agent), paused(agent)], [[oldest], false]);
    assert.equal(agent.getSnapshot().inbox.hasMore, false);
  });

  it('stops after some seconds, however few pages that were', async () => {
    await begin(25);
    const agent = await world.openReady();
    world.server.fault = { kind: 'slow', delayMs: 2_000 };
    const before = lists();
    void agent.setFilter({ scope: 'all', search: 'Kim' });
    await world.clock.until(() => paused(agent), 20_000);
    assert.ok(lists() - before <= 4, `${lists() - before} pages were asked for`);
  });

  it('keeps what was found before', async () => {
    const oldest = await begin(25);
    await world.clock.advance(1_000);
    const newest = world.server.begin('Hello?', { visitor_name: 'Kim' });
    const agent = await search('Kim');
    assert.deepEqual(listed(agent), [newest]);
    await Promise.all([agent.loadMore(), world.clock.advance(500)]);
    assert.deepEqual([listed(agent), paused(agent)], [[newest], true]);
    await Promise.all([agent.loadMore(), world.clock.advance(500)]);
    await Promise.all([agent.loadMore(), world.clock.advance(500)]);
    assert.deepEqual([listed(agent), paused(agent)], [[newest, oldest], false]);
  });

  it('is not begun anew by news, and shows what they bring', async () => {
    const oldest = await begin(25);
    const agent = await search('Kim');
    await Promise.all([agent.loadMore(), world.clock.advance(500)]);
    const before = lists();
    world.server.begin('Hello?', { visitor_name: 'Jo' });
    await world.clock.advance(4_000);
    assert.ok(lists() - before <= 2, `${lists() - before} pages were asked for`);
    assert.equal(paused(agent), true);
    const news = world.server.begin('Hello?', { visitor_name: 'Kim' });
    await world.clock.advance(4_000);
    assert.deepEqual(listed(agent), [news]);
    for (let more = 0; more < 3 && agent.getSnapshot().inbox.hasMore; more += 1)
      await Promise.all([agent.loadMore(), world.clock.advance(500)]);
    assert.deepEqual(listed(agent), [news, oldest]);
  });

  it('is forgotten with its filter', async () => {
    await begin(25);
    const agent = await search('Kim');
    await Promise.all([agent.setFilter({ scope: 'all' }), world.clock.advance(500)]);
    assert.equal(paused(agent), false);
    assert.equal(listed(agent).length, 26);
  });
});
