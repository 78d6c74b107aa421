import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakePageFacts } from '../../testing/fake-page-facts.ts';
import { TestWorld, visible } from '../../testing/test-world.ts';
import type { SupportChat } from '../support-chat.ts';

describe('page views', () => {
  let world: TestWorld;
  let facts: FakePageFacts;
  let chat: SupportChat;
  beforeEach(async () => {
    world = new TestWorld();
    world.server.settings = { features: { ...world.server.config.features!, tracking: true } };
    facts = new FakePageFacts(world.clock, 'https://shop.example/?token=abc#top');
    chat = world.open({ pageFacts: facts }, { consent: 'granted', trackPages: true });
    await chat.load();
    await chat.send('Hello');
    await world.clock.until(() => visible(chat)[0] === 'Hello (sent)');
  });
  afterEach(() => world.close());

  const views = async (): Promise<string[]> => {
    await world.clock.advance(5_000);
    return world.server.visitors.trail.map(
      ({ page_url, page_title }) => `${page_title ?? '-'}: ${page_url?.slice(20)}`,
    );
  };

  it('follow a single-page application, with the titles that come after', async () => {
    await world.clock.advance(1_000);
    facts.goTo('/socks', 'Socks');
    await world.clock.advance(1_000);
    facts.goTo('/', 'Shop');
    assert.deepEqual(await views(), ['Shop: /?token=', 'Socks: /socks', 'Shop: /']);
  });

  it('count a page once, however it is told', async () => {
    await world.clock.advance(1_000);
    chat.page();
    facts.goTo('/?token=abc#bottom');
    await world.clock.advance(1_000);
    chat.page('?token=def', 'Other title');
    assert.deepEqual(await views(), ['Shop: /?token=']);
  });

  it('leave out where the visitor only came through', async () => {
    await world.clock.advance(1_000);
    facts.goTo('/login', 'Login');
    await world.clock.advance(100);
    facts.goTo('/account', 'Account');
    assert.deepEqual(await views(), ['Shop: /?token=', 'Account: /account']);
  });

  it('can be told by the page, with an address and a title of its own', async () => {
    await world.clock.advance(1_000);
    chat.page('/step-2', 'Step 2');
    chat.page('/step-3');
    assert.deepEqual(await views(), ['Shop: /?token=', 'Step 2: /step-2', '-: /step-3']);
  });
});
