import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { FakePageFacts } from '../../testing/fake-page-facts.ts';
import { TestWorld, visible } from '../../testing/test-world.ts';
import type { ChatClientOptions } from '../chat-options.ts';
import type { WireTrackRequest } from '../protocol/trail.ts';
import type { SupportChat } from '../support-chat.ts';

describe('what the visitor does', () => {
  let world: TestWorld;
  let facts: FakePageFacts;
  let warnings: string[];
  beforeEach(() => {
    world = new TestWorld();
    world.server.settings = { features: { ...world.server.config.features!, tracking: true } };
    facts = new FakePageFacts(world.clock);
    warnings = [];
  });
  afterEach(() => world.close());

  const open = (options: Partial<ChatClientOptions> = {}): SupportChat =>
    world.open(
      { pageFacts: facts },
      {
        consent: 'granted',
        logger: (level, message) => {
          if (level === 'error') throw new Error(message);
          if (level === 'warn') warnings.push(message);
        },
        ...options,
      },
    );
  /** In short: names of events, paths of pages. */
  const trail = (): string[] =>
    world.server.visitors.trail.map((event) =>
      event.kind === 'custom' ? event.name : `${event.page_title ?? '-'} ${new URL(event.page_url).pathname}`,
    );
  const calls = (): WireTrackRequest['events'][] =>
    world.server.requestsTo('chat/track').map(({ body }) => (body as WireTrackRequest).events);

  async function begin(chat: SupportChat): Promise<void> {
    await chat.load();
    await chat.send('Hello');
    await world.clock.until(() => visible(chat)[0] === 'Hello (sent)');
  }

  it('is gathered for a few seconds and told in one call', async () => {
    const chat = open();
    await begin(chat);
    chat.track('added_to_cart', { sku: 'S-1', tags: ['wool'] });
    await world.clock.advance(1_000);
    chat.page();
    chat.track('checkout');
    await world.clock.advance(1_500);
    assert.deepEqual(calls(), []);
    await world.clock.advance(1_500);
    const page_url = 'https://shop.example/';
    assert.deepEqual(calls(), [
      [
        { kind: 'custom', name: 'added_to_cart', page_url, data: { sku: 'S-1', tags: ['wool'] } },
        { kind: 'page_view', page_url, page_title: 'Shop' },
        { kind: 'custom', name: 'checkout', page_url },
      ],
    ]);
  });

  it('makes no session, and is told with the first one', async () => {
    const chat = open({ trackPages: true });
    await chat.load();
    for (let index = 0; index < 60; index++) chat.track(`event ${index}`);
    await world.clock.advance(3_600_000);
    assert.equal(world.server.sessions.count, 0);
    assert.equal(world.browser.writes, 0);
    await begin(chat);
    await world.clock.advance(4_000);
    assert.deepEqual(
      trail(),
      [...Array.from({ length: 49 }, (_, index) => `event ${index + 11}`), 'Shop /'],
      'the latest 50',
    );
  });

  it('waits for the configuration before anything is loaded for it', async () => {
    const chat = open({ trackPages: true });
    chat.track('early');
    chat.page('/early', 'Early');
    await world.clock.advance(60_000);
    assert.deepEqual([world.server.requests.length, facts.senses], [0, []]);
    await begin(chat);
    await world.clock.advance(4_000);
    assert.deepEqual(trail(), ['early', 'Early /early', 'Shop /']);
  });

  it('is nobody’s business unless the widget tracks', async () => {
    world.server.settings = {};
    const chat = open({ trackPages: true });
    await begin(chat);
    chat.track('seen');
    await world.clock.advance(60_000);
    assert.deepEqual([calls(), facts.senses], [[], []]);
  });

  for (const consent of ['unknown', 'denied', undefined] as const) {
    it(`is not told while consent is ${consent ?? 'not asked for'}`, async () => {
      const chat = world.open({ pageFacts: facts }, consent ? { consent } : {});
      await begin(chat);
      chat.track('before');
      await world.clock.advance(60_000);
      assert.deepEqual(calls(), []);
      await chat.setConsent('granted');
      chat.track('after');
      await world.clock.advance(4_000);
      assert.deepEqual(trail(), consent === 'denied' ? ['after'] : ['before', 'after']);
    });
  }

  it('is forgotten when the visitor denies it', async () => {
    const chat = open();
    await begin(chat);
    chat.track('before');
    await chat.setConsent('denied');
    chat.track('denied');
    await world.clock.advance(10_000);
    await chat.setConsent('granted');
    await world.clock.advance(10_000);
    assert.deepEqual(calls(), []);
  });

  it('is not told again to a server that keeps none of it, until the visitor grants it once more', async () => {
    const chat = open();
    await begin(chat);
    await world.clock.advance(1_000);
    const [conversation] = world.server.conversations;
    world.server.visitors.deny(conversation!.visitorId);
    for (const name of ['one', 'two', 'three']) {
      chat.track(name);
      await world.clock.advance(10_000);
    }
    assert.equal(calls().length, 1);
    await chat.setConsent('denied');
    await chat.setConsent('granted', 'text 2');
    await world.clock.advance(1_000);
    chat.track('four');
    await world.clock.advance(10_000);
    assert.deepEqual(trail(), ['four']);
  });

  it('goes at most 50 at once, in order, and small enough to outlive the page', async () => {
    const chat = open();
    await begin(chat);
    for (let index = 0; index < 120; index++) chat.track(`e${index}`);
    await world.clock.advance(20_000);
    assert.deepEqual(
      trail(),
      Array.from({ length: 120 }, (_, index) => `e${index}`),
    );
    for (let index = 0; index < 12; index++) chat.track(`big${index}`, { text: 'x'.repeat(4_000) });
    await world.clock.advance(20_000);
    assert.equal(trail().length, 132);
    for (const events of calls()) {
      assert.ok(events.length <= 50);
      assert.ok(JSON.stringify({ events }).length < 16_000);
    }
  });

  for (const signal of ['hidden', 'leaving'] as const) {
    it(`is told at once when the page is ${signal}`, async () => {
      const chat = open({ trackPages: true });
      await begin(chat);
      await world.clock.advance(5_000);
      facts.goTo('/socks', 'Socks');
      chat.track('last');
      await world.clock.advance(0);
      world.page.send(signal);
      await world.clock.advance(0);
      assert.deepEqual(trail(), ['Shop /', 'last', 'Socks /socks']);
    });
  }

  it('is told again after no answer, with growing pauses, and at once when the network is back', async () => {
    const chat = open();
    await begin(chat);
    await world.clock.advance(5_000);
    world.server.fault = { kind: 'down' };
    chat.track('one');
    await world.clock.advance(600_000);
    const times = world.server.requestsTo('chat/track').map(({ at }) => at);
    assert.ok(times.length > 8 && times.length < 40, `${times.length} tries in ten minutes`);
    assert.ok(times.at(-1)! - times.at(-2)! > 20_000);
    world.server.fault = null;
    world.page.send('offline');
    world.page.send('online');
    await world.clock.advance(0);
    assert.deepEqual(trail(), ['one']);
  });

  it('leaves the server alone for as long as it asks', async () => {
    const chat = open();
    await begin(chat);
    world.server.nextFaults.push({
      kind: 'status',
      status: 429,
      code: 'rate_limited',
      retryAfter: '120',
      path: 'chat/track',
    });
    chat.track('one');
    await world.clock.advance(110_000);
    world.page.send('hidden');
    world.page.send('visible');
    await world.clock.advance(1_000);
    assert.equal(calls().length, 1);
    await world.clock.advance(20_000);
    assert.deepEqual(trail(), ['one']);
  });

  it('is dropped when it was refused', async () => {
    const chat = open();
    await begin(chat);
    world.server.nextFaults.push({ kind: 'status', status: 400, code: 'invalid_request', path: 'chat/track' });
    chat.track('refused');
    await world.clock.advance(60_000);
    chat.track('next');
    await world.clock.advance(60_000);
    assert.deepEqual(trail(), ['next']);
  });

  it('is not told any more when tracking was switched off', async () => {
    const chat = open();
    await begin(chat);
    world.server.settings = {};
    for (const name of ['one', 'two']) {
      chat.track(name);
      await world.clock.advance(10_000);
    }
    assert.equal(calls().length, 1);
  });

  it('is not told of one visitor to the next', async () => {
    const chat = open();
    await begin(chat);
    chat.track('of the first');
    await chat.logout();
    await begin(chat);
    chat.track('of the second');
    await world.clock.advance(10_000);
    assert.deepEqual(trail(), ['of the second']);
  });

  it('is not told of one visitor to the next, though it was on its way', async () => {
    const chat = open();
    await begin(chat);
    world.server.nextFaults.push({ kind: 'slow', delayMs: 5_000, path: 'chat/track' });
    chat.track('of the first');
    await world.clock.advance(4_000);
    await chat.logout();
    await begin(chat);
    await world.clock.advance(60_000);
    assert.deepEqual([calls().length, trail()], [1, []]);
  });

  it('goes on in a new session when the server has ended the old one', async () => {
    const chat = open();
    await begin(chat);
    await world.clock.advance(5_000);
    world.server.sessions.revoke();
    chat.track('kept');
    await world.clock.advance(10_000);
    assert.equal(world.server.sessions.count, 1);
    await chat.send('Again');
    await world.clock.advance(10_000);
    assert.deepEqual(trail(), ['kept']);
  });

  it('does nothing any more once the client is destroyed', async () => {
    const chat = open({ trackPages: true });
    await begin(chat);
    chat.track('one');
    await world.clock.advance(0);
    assert.deepEqual(facts.senses, ['navigate']);
    chat.destroy();
    chat.track('two');
    world.page.send('leaving');
    await world.clock.advance(60_000);
    assert.deepEqual([calls(), facts.senses, world.clock.pending, world.page.listenerCount], [[], [], 0, 0]);
  });

  it('never breaks the page, whatever it is', async () => {
    const chat = open();
    await begin(chat);
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
    const wrong: readonly (readonly [unknown, unknown?])[] = [
      [''],
      [' \n'],
      ['x'.repeat(101)],
      [null],
      ['data', circle],
      ['data', { big: 1n }],
      ['data', ['list']],
      ['data', 'text'],
      ['data', () => 1],
      ['data', { text: 'ü'.repeat(2_048) }],
      ['data', nested(9)],
    ];
    for (const [name, data] of wrong) chat.track(name as string, data as Record<string, unknown>);
    chat.page('https://');
    await world.clock.advance(0);
    assert.equal(warnings.length, wrong.length + 1);
    chat.track('deepest', nested(8) as Record<string, unknown>);
    await world.clock.advance(10_000);
    assert.deepEqual(trail(), ['deepest']);
  });

  it('arrives over whatever network, once unless an answer got lost', async () => {
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant('track' as const), count: fc.integer({ min: 1, max: 60 }) }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(20_000) }) },
      fc.record({ kind: fc.constantFrom('down' as const, 'lost' as const, 'slow' as const, 'well' as const) }),
      fc.record({ kind: fc.constantFrom('hidden' as const, 'visible' as const, 'leaving' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const own = new TestWorld();
        own.server.settings = { features: { ...own.server.config.features!, tracking: true } };
        const chat = own.open({ pageFacts: new FakePageFacts(own.clock) }, { consent: 'granted' });
        await chat.load();
        await chat.send('Hello');
        await own.clock.until(() => visible(chat)[0] === 'Hello (sent)');
        // The queue takes 500; the rest of this test is about fewer.
        let tracked = 0;
        for (const one of steps) {
          if (one.kind === 'wait') await own.clock.advance(one.ms);
          else if (one.kind === 'track') {
            for (let left = Math.min(one.count, 450 - tracked); left > 0; left--) chat.track(`e${tracked++}`);
          } else if (one.kind === 'down') own.server.fault = { kind: 'down' };
          else if (one.kind === 'lost') own.server.fault = { kind: 'lost-answer' };
          else if (one.kind === 'slow') own.server.fault = { kind: 'slow', delayMs: 5_000 };
          else if (one.kind === 'well') own.server.fault = null;
          else own.page.send(one.kind);
          await own.clock.advance(0);
        }
        own.server.fault = null;
        await own.clock.advance(180_000);
        const names = own.server.visitors.trail.map((event) => (event.kind === 'custom' ? event.name : ''));
        own.close();
        assert.equal(new Set(names).size, tracked);
        if (!steps.some(({ kind }) => kind === 'lost')) assert.equal(names.length, tracked);
      }),
      { numRuns: 30 },
    );
  });

  it('is always something that the server takes', async () => {
    const chat = open({ logger: () => {} });
    await begin(chat);
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 120 }), fc.option(fc.anything()), async (name, data) => {
        const before = calls().length;
        chat.track(name, data as Record<string, unknown>);
        await world.clock.advance(0);
        world.page.send('leaving');
        await world.clock.advance(0);
        // A refusal would be dropped without a word.
        const told = calls().slice(before).flat();
        return told.every((event) =>
          world.server.visitors.trail.some(
            (kept) => kept.kind === 'custom' && event.kind === 'custom' && kept.name === event.name,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });
});
