import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { FakeClock } from '../../testing/fake-clock.ts';
import { TestWorld } from '../../testing/test-world.ts';
import { aTrigger, DAY, HOUR, SECOND, Tab } from '../../testing/trail-tab.ts';
import type { WireTrigger } from '../protocol/widget-config.ts';

describe('a message that was shown is shown again', () => {
  let world: TestWorld;
  let tab: Tab;
  let other: Tab;
  beforeEach(() => {
    world = new TestWorld();
    tab = new Tab(world);
    other = new Tab(world);
  });
  afterEach(() => world.close());

  const set = (...triggers: readonly WireTrigger[]): void => void (world.server.settings = { triggers });
  const wait = (ms: number): Promise<void> => world.clock.advance(ms);

  /** Loads the page in one tab after the other. */
  async function shownIn(...tabs: readonly Tab[]): Promise<number> {
    const count = (): number => [...new Set(tabs)].flatMap(({ shown }) => shown).length;
    const before = count();
    for (const one of tabs) {
      await one.visit();
      await one.dismiss();
      one.leave();
    }
    return count() - before;
  }

  it('once: never, in whatever tab and year', async () => {
    set(aTrigger({}, { frequency: 'once' }));
    assert.equal(await shownIn(tab, other, tab), 1);
    await wait(400 * DAY);
    assert.equal(await shownIn(new Tab(world), tab), 0);
  });

  it('session: in another tab, not in the same one', async () => {
    set(aTrigger({}, { frequency: 'session' }));
    assert.equal(await shownIn(tab, other, tab, other), 2);
    await wait(2 * DAY);
    assert.equal(await shownIn(tab, other), 0);
  });

  it('day: after 24 hours, also over the change to summer time', async () => {
    world.close();
    world = new TestWorld(new FakeClock(Date.parse('2026-03-28T18:00:00+01:00')));
    [tab, other] = [new Tab(world), new Tab(world)];
    set(aTrigger({}, { frequency: 'day' }));
    assert.equal(await shownIn(tab, other, tab), 1);
    await wait(DAY - 60 * SECOND);
    assert.equal(await shownIn(tab, other), 0);
    await wait(61 * SECOND);
    assert.equal(await shownIn(tab, other, tab), 1);
  });

  it('day: on a page that stays open', async () => {
    set(aTrigger({}, { frequency: 'day' }));
    await tab.visit();
    await tab.dismiss();
    tab.facts.goTo('/socks');
    await wait(DAY + SECOND);
    assert.deepEqual(tab.shown, ['help', 'help']);
  });

  it('day: a clock that was wrong by years costs a day', async () => {
    set(aTrigger({}, { frequency: 'day' }));
    world.clock.turnBack(-3_000 * DAY);
    assert.equal(await shownIn(tab), 1);
    world.clock.turnBack(3_000 * DAY);
    assert.equal(await shownIn(tab, other), 0);
    await wait(DAY - SECOND);
    assert.equal(await shownIn(tab), 0);
    await wait(2 * SECOND);
    assert.equal(await shownIn(tab, other), 1);
  });

  it('always: at every page, once', async () => {
    set(aTrigger({}, { frequency: 'always' }));
    assert.equal(await shownIn(tab), 1);
    await tab.visit();
    await tab.dismiss();
    await wait(HOUR);
    tab.facts.goTo('#top');
    await wait(HOUR);
    assert.equal(tab.shown.length, 2);
    tab.facts.goTo('/socks');
    await wait(0);
    assert.equal(tab.shown.length, 3);
  });

  it('two tabs that are opened at once show it once', async () => {
    set(aTrigger({}, { frequency: 'once' }));
    await Promise.all([tab.visit(), other.visit()]);
    await wait(SECOND);
    assert.equal(tab.shown.length + other.shown.length, 1);
  });

  it('a visitor who has not agreed to storage sees it at the next page', async () => {
    set(aTrigger({ visits: 1, pages_seen: 1 }, { frequency: 'once' }));
    for (const consent of ['unknown', 'denied'] as const) {
      await tab.visit('https://shop.example/', { consent });
      await tab.dismiss();
      tab.facts.goTo('/socks');
      await wait(HOUR);
    }
    assert.equal(tab.shown.length, 2);
    assert.deepEqual([world.browser.writes, tab.tabWrites > 0], [0, true], 'deletions only');
  });

  it('a visitor who denies storage later leaves nothing behind', async () => {
    set(aTrigger({}, { id: 'a', frequency: 'once' }), aTrigger({}, { id: 'b', frequency: 'session' }));
    const chat = await tab.visit();
    await tab.dismiss();
    await wait(HOUR);
    assert.deepEqual(tab.shown, ['a', 'b']);
    await chat.setConsent('denied');
    await wait(SECOND);
    await tab.visit();
    await tab.dismiss();
    await wait(HOUR);
    assert.deepEqual(tab.shown, ['a', 'b', 'a', 'b']);
  });

  it('a page without storage goes by its memory', async () => {
    world.browser.storageError = new Error('full');
    set(aTrigger({}, { frequency: 'once' }));
    const chat = world.open({ pageFacts: tab.facts, openStorage: () => world.browser.openStorage('x') });
    chat.on('trigger', ({ proactive }) => tab.shown.push(proactive.id));
    await chat.load();
    await wait(0);
    chat.dismissProactive();
    tab.facts.goTo('/socks');
    await wait(HOUR);
    assert.deepEqual(tab.shown, ['help']);
  });

  it('after a logout the next visitor is a new one', async () => {
    set(aTrigger({}, { frequency: 'once' }));
    const chat = await tab.visit();
    await chat.logout();
    await wait(HOUR);
    assert.equal(tab.shown.length, 1, 'not on the same page');
    assert.equal(await shownIn(tab, tab), 1);
  });

  it('as often as its frequency says, over reloads, tabs, waiting and clocks that are turned', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('visit' as const), tab: fc.nat(2) }),
      fc.record({ kind: fc.constant('go' as const), tab: fc.nat(2) }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(2 * DAY) }),
      fc.record({ kind: fc.constant('back' as const), ms: fc.nat(3 * DAY) }),
      fc.record({ kind: fc.constant('forth' as const), ms: fc.nat(3 * DAY) }),
    );
    const triggers = (['once', 'session', 'day', 'always'] as const).map((frequency) =>
      aTrigger({}, { id: frequency, frequency }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const own = new TestWorld(new FakeClock(undefined, 4));
        own.server.settings = { triggers };
        const tabs = [new Tab(own), new Tab(own), new Tab(own)];
        const times = new Map<string, number[]>();
        let turnedForth = 0;
        let pages = 0;
        const note = (id: string): void => void times.set(id, [...(times.get(id) ?? []), own.clock.elapsedMs]);
        for (const one of steps) {
          if (one.kind === 'wait') own.clock.sleep(one.ms);
          else if (one.kind === 'back') own.clock.turnBack(one.ms);
          else if (one.kind === 'forth') own.clock.turnBack(-one.ms);
          else {
            const tab = tabs[one.tab]!;
            pages += 1;
            if (one.kind === 'visit' || !tab.chat) {
              await tab.visit();
              tab.chat?.on('trigger', ({ proactive }) => note(proactive.id));
              // What was there before anybody could listen.
              for (const id of tab.shown.splice(0)) note(id);
            } else tab.facts.goTo(`/${pages}`);
            // All that may show on this page does.
            for (let count = 0; count < 5; count++) {
              await tab.dismiss();
              await own.clock.advance(31 * SECOND);
            }
            tab.shown.length = 0;
          }
          if (one.kind === 'forth') turnedForth += one.ms;
        }
        own.close();
        const of = (id: string): number[] => times.get(id) ?? [];
        assert.ok(of('once').length <= 1, 'once');
        assert.ok(of('session').length <= 3, 'session');
        assert.ok(of('always').length <= pages, 'always');
        const days = (own.clock.elapsedMs + turnedForth) / DAY;
        assert.ok(of('day').length <= 1 + days, `day: ${of('day').length} times in ${days} days`);
        if (turnedForth === 0) {
          for (const [index, at] of of('day').entries()) assert.ok(index === 0 || at - of('day')[index - 1]! >= DAY);
        }
      }),
      { numRuns: 40 },
    );
  });
});
