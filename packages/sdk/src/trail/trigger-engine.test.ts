import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { WireTrigger, WireTriggerConditions } from '../protocol/widget-config.ts';
import { hasPart } from './address-pattern.ts';
import { DAY_MS, dueInMs, textOf, type TriggerFacts, type TriggerMemory } from './trigger-engine.ts';

const FACTS: TriggerFacts = {
  now: Date.UTC(2026, 2, 28, 12),
  url: 'https://shop.example/de/Pricing?plan=team#faq',
  referrer: 'https://search.example/?q=socks',
  locale: 'pt-BR',
  device: 'tablet',
  msOnPage: 10_000,
  msIdle: 4_000,
  pagesSeen: 3,
  visits: 2,
  scrollPercent: 50,
  hasExitIntent: false,
  events: new Set(['added_to_cart']),
  availability: 'away',
  isIdentified: false,
};
const NOTHING: TriggerMemory = { shownAt: {}, shownInTab: [], shownOnPage: [] };

const trigger = (conditions: object, frequency: WireTrigger['frequency'] = 'always'): WireTrigger => ({
  id: 't',
  text: 'May we help?',
  opens: false,
  frequency,
  conditions,
});
const due = (conditions: object, facts: Partial<TriggerFacts> = {}): number =>
  dueInMs(trigger(conditions), { ...FACTS, ...facts }, NOTHING);

describe('a condition of a trigger', () => {
  const table: readonly (readonly [string, WireTriggerConditions, number])[] = [
    ['none', {}, 0],
    ['a part of the address', { pages: ['/pricing'] }, 0],
    ['one of several parts', { pages: ['/docs', '/de/*plan=team'] }, 0],
    ['no part of the address', { pages: ['/docs'] }, Infinity],
    ['an empty list of parts', { pages: [] }, Infinity],
    ['a part that must not be there, and is', { not_pages: ['/docs', 'pricing'] }, Infinity],
    ['a part that must not be there, and is not', { not_pages: ['/docs'] }, 0],
    ['where the visitor came from', { referrers: ['search.*q='] }, 0],
    ['where the visitor did not come from', { referrers: ['mail.'] }, Infinity],
    ['the language', { locales: ['pt'] }, 0],
    ['the language with its region', { locales: ['en', 'PT-br'] }, 0],
    ['the language of another region', { locales: ['pt-PT'] }, Infinity],
    ['a language that begins alike', { locales: ['p'] }, Infinity],
    ['the device', { devices: ['phone', 'tablet'] }, 0],
    ['another device', { devices: ['desktop'] }, Infinity],
    ['time that is over', { seconds_on_page: 10 }, 0],
    ['time that is to come', { seconds_on_page: 12 }, 2_000],
    ['a pause that is to come', { seconds_idle: 10 }, 6_000],
    ['a pause and time', { seconds_idle: 10, seconds_on_page: 30 }, 20_000],
    ['time, and what has to happen', { seconds_on_page: 12, exit_intent: true }, Infinity],
    ['as many pages', { pages_seen: 3 }, 0],
    ['more pages', { pages_seen: 4 }, Infinity],
    ['as many visits', { visits: 2 }, 0],
    ['more visits', { visits: 3 }, Infinity],
    ['as far down', { scroll_percent: 50 }, 0],
    ['further down', { scroll_percent: 51 }, Infinity],
    ['no reach for the tabs asked for', { exit_intent: false }, 0],
    ['a reach for the tabs', { exit_intent: true }, Infinity],
    ['an event that came', { event: 'added_to_cart' }, 0],
    ['an event that did not come', { event: 'checkout' }, Infinity],
    ['somebody there or not', { availability: 'away' }, 0],
    ['somebody there', { availability: 'online' }, Infinity],
    ['a stranger', { is_identified: false }, 0],
    ['a user', { is_identified: true }, Infinity],
  ];
  for (const [name, conditions, expected] of table) {
    it(`holds or not: ${name}`, () => assert.equal(due(conditions), expected));
  }

  it('that this version does not know holds the message back', () => {
    for (const unknown of [
      { moon: 'full' },
      { constructor: true },
      { pages: 'x' },
      { not_pages: 'x' },
      { visits: 'x' },
      { seconds_on_page: 'x' },
    ]) {
      assert.equal(due(unknown), Infinity, JSON.stringify(unknown));
    }
  });
});

describe('a pattern for addresses', () => {
  const reference = (address: string, pattern: string): boolean =>
    new RegExp(
      pattern
        .split('*')
        .map((piece) => piece.replace(/[.?+^$()[\]{}|\\]/g, '\\$&'))
        .join('.*'),
      'isu',
    ).test(address);
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '/', '.', '*', '?'), maxLength: 12 });

  it('finds what a regular expression would find', () => {
    fc.assert(fc.property(text, text, (address, pattern) => hasPart(address, pattern) === reference(address, pattern)));
  });

  it('does not take long for a pattern that is made to', () => {
    assert.equal(hasPart('a'.repeat(2_000), `${'a*'.repeat(400)}b`), false);
  });
});

describe('the frequency of a trigger', () => {
  const wait = (frequency: WireTrigger['frequency'], memory: Partial<TriggerMemory>): number =>
    dueInMs(trigger({}, frequency), FACTS, { ...NOTHING, ...memory });
  const hourAgo = { shownAt: { t: FACTS.now - 3_600_000 } };

  it('lets everything show that was not shown', () => {
    for (const frequency of ['once', 'session', 'day', 'always'] as const) assert.equal(wait(frequency, {}), 0);
  });
  it('shows nothing twice on a page', () => {
    for (const frequency of ['once', 'session', 'day', 'always'] as const) {
      assert.equal(wait(frequency, { shownOnPage: ['t'] }), Infinity);
    }
  });
  it('once is for ever', () => assert.equal(wait('once', hourAgo), Infinity));
  it('session is over with the tab', () => {
    assert.equal(wait('session', { shownInTab: ['t'] }), Infinity);
    assert.equal(wait('session', { ...hourAgo, shownInTab: ['other'] }), 0);
  });
  it('day is 24 hours, also when clocks change on it', () => {
    assert.equal(wait('day', hourAgo), DAY_MS - 3_600_000);
    assert.equal(wait('day', { shownAt: { t: FACTS.now - DAY_MS } }), 0);
  });
  it('day waits for 24 hours from now when it was shown in the future', () => {
    assert.equal(wait('day', { shownAt: { t: FACTS.now + 1_000 * DAY_MS } }), DAY_MS);
  });
  it('that this version does not know is once', () => {
    assert.equal(wait('hourly' as 'once', hourAgo), Infinity);
  });
  it('is not confused by names that every object has', () => {
    const odd = { ...trigger({}, 'once'), id: 'constructor' };
    assert.equal(dueInMs(odd, FACTS, NOTHING), 0);
  });
});

describe('a trigger with more conditions', () => {
  const part = fc.constantFrom('/pricing', '/docs', '*', 'shop', '');
  const locale = fc.constantFrom('pt', 'pt-BR', 'en');
  const conditions = fc.record(
    {
      pages: fc.array(part, { maxLength: 3 }),
      not_pages: fc.array(part, { maxLength: 3 }),
      referrers: fc.array(part, { maxLength: 3 }),
      locales: fc.array(locale, { maxLength: 3 }),
      devices: fc.array(fc.constantFrom('desktop' as const, 'tablet' as const), { maxLength: 2 }),
      seconds_on_page: fc.nat(30),
      seconds_idle: fc.nat(30),
      pages_seen: fc.nat(5),
      visits: fc.nat(5),
      scroll_percent: fc.nat(100),
      exit_intent: fc.boolean(),
      event: fc.constantFrom('added_to_cart', 'checkout'),
      availability: fc.constantFrom('online' as const, 'away' as const),
      is_identified: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const facts = fc.record({
    ...Object.fromEntries(Object.entries(FACTS).map(([name, value]) => [name, fc.constant(value)])),
    msOnPage: fc.nat(30_000),
    msIdle: fc.nat(30_000),
    visits: fc.nat(5),
    scrollPercent: fc.nat(100),
    hasExitIntent: fc.boolean(),
    isIdentified: fc.boolean(),
  }) as fc.Arbitrary<TriggerFacts>;
  const frequency = fc.constantFrom('once' as const, 'session' as const, 'day' as const, 'always' as const);
  const memory = fc.record({
    shownAt: fc.record(
      { t: fc.integer({ min: FACTS.now - 2 * DAY_MS, max: FACTS.now + DAY_MS }) },
      { requiredKeys: [] },
    ),
    shownInTab: fc.subarray(['t', 'u']),
    shownOnPage: fc.subarray(['t', 'u']),
  });

  it('never shows earlier than with fewer', () => {
    fc.assert(
      fc.property(conditions, conditions, facts, frequency, memory, (some, others, facts, frequency, memory) => {
        const fewer = dueInMs(trigger(some, frequency), facts, memory);
        return dueInMs(trigger({ ...others, ...some }, frequency), facts, memory) >= fewer;
      }),
    );
  });

  const timed = fc.record({ seconds_on_page: fc.nat(60), seconds_idle: fc.nat(60) }, { requiredKeys: [] });

  it('shows after exactly the time that it says, when nothing else happens', () => {
    fc.assert(
      fc.property(timed, facts, frequency, memory, (conditions, facts, frequency, memory) => {
        const one = trigger(conditions, frequency);
        const waitMs = dueInMs(one, facts, memory);
        if (waitMs === 0 || waitMs === Infinity || (memory.shownAt.t ?? 0) > facts.now) return true;
        const after = (ms: number): TriggerFacts => ({
          ...facts,
          now: facts.now + ms,
          msOnPage: facts.msOnPage + ms,
          msIdle: facts.msIdle + ms,
        });
        return dueInMs(one, after(waitMs), memory) === 0 && dueInMs(one, after(waitMs - 1), memory) === 1;
      }),
    );
  });
});

describe('the text of a trigger', () => {
  const texts = { pt: 'Podemos ajudar?', 'pt-BR': 'Posso ajudar?', de: 'Können wir helfen?' };
  for (const [locale, expected] of [
    ['pt-BR', 'Posso ajudar?'],
    ['pt-PT', 'Podemos ajudar?'],
    ['DE', 'Können wir helfen?'],
    ['fr', 'May we help?'],
    ['', 'May we help?'],
  ] as const) {
    it(`is in the language of the visitor: ${locale || 'not known'}`, () => {
      assert.equal(textOf({ ...trigger({}), texts }, locale), expected);
    });
  }
  it('is the only one that there is', () => assert.equal(textOf(trigger({}), 'de'), 'May we help?'));
});
