import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld, visible } from '../../testing/test-world.ts';
import { aTrigger, HOUR, SECOND, DAY, Tab } from '../../testing/trail-tab.ts';
import type { WireTrigger } from '../protocol/widget-config.ts';

describe('a message that the page shows by itself', () => {
  let world: TestWorld;
  let tab: Tab;
  beforeEach(() => {
    world = new TestWorld();
    tab = new Tab(world);
  });
  afterEach(() => world.close());

  const set = (...triggers: readonly WireTrigger[]): void => void (world.server.settings = { triggers });
  const proactive = (): unknown => tab.chat?.getSnapshot().proactive;
  const wait = (ms: number): Promise<void> => world.clock.advance(ms);

  it('is there in the snapshot when it is told, in the language of the page', async () => {
    set(aTrigger({ pages: ['/pricing'] }, { texts: { pt: 'Podemos ajudar?' }, opens: true }));
    tab.facts.facts.locale = 'pt-BR';
    const chat = await tab.visit('https://shop.example/');
    let told: unknown;
    chat.on('trigger', (event) => (told = [event.proactive, proactive()]));
    await wait(HOUR);
    assert.equal(proactive(), null);
    tab.facts.goTo('/pricing');
    await wait(0);
    const message = { id: 'help', text: 'Podemos ajudar?', opens: true };
    assert.deepEqual(told, [message, message]);
    assert.ok(Object.isFrozen(proactive()));
  });

  it('is not waited for when there is none, and nothing is loaded before the configuration', async () => {
    const chat = await tab.visit();
    assert.deepEqual([tab.facts.senses, world.page.listenerCount], [[], 1]);
    chat.destroy();
    set(aTrigger({ seconds_idle: 1, scroll_percent: 1, exit_intent: true }));
    tab.chat = null;
    const later = world.open({ pageFacts: tab.facts });
    await wait(HOUR);
    assert.deepEqual([tab.facts.senses, world.server.requestsTo('widget-config').length], [[], 1]);
    await later.load();
    await wait(0);
    assert.deepEqual(tab.facts.senses, ['activity', 'exit', 'navigate', 'scroll']);
  });

  it('shows after its time on the page, on screen', async () => {
    set(aTrigger({ seconds_on_page: 10 }));
    await tab.visit();
    await wait(6 * SECOND);
    world.page.send('hidden');
    await wait(HOUR);
    world.page.send('visible');
    await wait(3.9 * SECOND);
    assert.deepEqual(tab.shown, []);
    await wait(0.2 * SECOND);
    assert.deepEqual(tab.shown, ['help']);
  });

  it('counts its time from the last navigation, but not from a jump on the same page', async () => {
    set(aTrigger({ seconds_on_page: 10 }));
    await tab.visit();
    await wait(6 * SECOND);
    tab.facts.goTo('/socks');
    await wait(6 * SECOND);
    tab.facts.goTo('/socks#sizes');
    assert.deepEqual(tab.shown, []);
    await wait(4.1 * SECOND);
    assert.deepEqual(tab.shown, ['help']);
  });

  it('shows when nothing was done for a while, whatever the clock on the wall is turned to', async () => {
    set(aTrigger({ seconds_idle: 30 }));
    await tab.visit();
    for (let count = 0; count < 5; count++) {
      await wait(20 * SECOND);
      tab.facts.act();
      world.clock.turnBack(count % 2 ? DAY : -DAY);
    }
    assert.deepEqual(tab.shown, []);
    await wait(30.1 * SECOND);
    assert.deepEqual(tab.shown, ['help']);
  });

  it('shows when the visitor has scrolled far enough', async () => {
    set(aTrigger({ scroll_percent: 60, seconds_on_page: 5 }));
    await tab.visit();
    tab.facts.scrollTo(70);
    tab.facts.scrollTo(10);
    await wait(4 * SECOND);
    assert.deepEqual(tab.shown, []);
    await wait(1.1 * SECOND);
    assert.deepEqual(tab.shown, ['help']);
  });

  it('shows when the visitor reaches for the tabs, then and not later', async () => {
    set(aTrigger({ exit_intent: true, seconds_on_page: 5 }));
    await tab.visit();
    tab.facts.reachForTabs();
    await wait(60 * SECOND);
    assert.deepEqual(tab.shown, []);
    tab.facts.reachForTabs();
    await wait(0);
    assert.deepEqual(tab.shown, ['help']);
  });

  it('shows when the page tracks an event, also where nothing is tracked', async () => {
    set(aTrigger({ event: 'added_to_cart' }));
    const chat = await tab.visit('https://shop.example/', { consent: 'denied' });
    chat.track('seen');
    await wait(0);
    assert.deepEqual(tab.shown, []);
    chat.track('added_to_cart');
    await wait(0);
    assert.deepEqual([tab.shown, world.server.requestsTo('chat/track')], [['help'], []]);
  });

  describe('that is wanted now', () => {
    it('shows whatever it waits for, in place of another one, and counts as shown', async () => {
      set(aTrigger({ pages: ['/nowhere'] }, { frequency: 'once' }), aTrigger({}, { id: 'other' }));
      const chat = await tab.visit();
      await wait(0);
      assert.deepEqual(tab.shown, ['other']);
      assert.equal(await chat.trigger('help'), true);
      assert.deepEqual(tab.shown, ['other', 'help']);
      assert.equal((proactive() as { id: string }).id, 'help');
      assert.equal(await chat.trigger('help'), true, 'however often it was shown');
    });

    it('waits for the configuration', async () => {
      set(aTrigger({ pages: ['/nowhere'] }));
      const chat = world.open({ pageFacts: tab.facts });
      const outcome = chat.trigger('help');
      await wait(HOUR);
      assert.equal(chat.getSnapshot().proactive, null);
      await chat.load();
      assert.equal(await outcome, true);
      chat.destroy();
    });

    it('does not show where there is none, or the chat is open', async () => {
      set(aTrigger({ pages: ['/nowhere'] }));
      const chat = await tab.visit();
      assert.equal(await chat.trigger('constructor'), false);
      chat.setOpen(true);
      assert.equal(await chat.trigger('help'), false);
      assert.deepEqual([tab.shown, proactive()], [[], null]);
    });
  });

  it('shows for an event of this page, not of the one before', async () => {
    set(aTrigger({ event: 'hesitated', pages: ['/checkout'] }));
    const chat = await tab.visit();
    chat.track('hesitated');
    await wait(0);
    tab.facts.goTo('/checkout');
    await wait(SECOND);
    assert.deepEqual(tab.shown, []);
    chat.track('hesitated');
    await wait(0);
    assert.deepEqual(tab.shown, ['help']);
  });

  it('shows to those who come back', async () => {
    set(aTrigger({ visits: 3 }));
    for (let visit = 1; visit <= 3; visit++) {
      await tab.visit();
      await tab.visit('https://shop.example/socks');
      assert.deepEqual(tab.shown, visit < 3 ? [] : ['help'], `visit ${visit}`);
      await wait(2 * HOUR);
    }
  });

  it('shows when as many pages were seen in this tab, by reload or not', async () => {
    set(aTrigger({ pages_seen: 3 }));
    const other = new Tab(world);
    await tab.visit();
    await other.visit();
    tab.facts.goTo('/socks');
    await wait(0);
    assert.deepEqual(tab.shown, []);
    await tab.visit();
    assert.deepEqual([tab.shown, other.shown], [['help'], []]);
  });

  it('knows whether somebody is there, and who the visitor is', async () => {
    set(aTrigger({ availability: 'online', is_identified: true }));
    const chat = await tab.visit();
    assert.deepEqual(tab.shown, []);
    await chat.send('Hello');
    await world.clock.until(() => visible(chat)[0] === 'Hello (sent)');
    await chat.identify(world.server.visitors.sign({ sub: 'ana' }));
    await wait(5 * SECOND);
    assert.deepEqual(tab.shown, []);
    world.server.team.update({ status: 'closed' });
    await wait(60 * SECOND);
    assert.deepEqual(tab.shown, ['help']);
    const again = new Tab(world);
    await again.visit();
    await wait(SECOND);
    assert.deepEqual(again.shown, ['help'], 'known from before');
  });

  it('waits while the chat is open, and while the page is out of sight', async () => {
    set(aTrigger({ seconds_on_page: 1 }));
    const chat = await tab.visit();
    chat.setOpen(true);
    await wait(HOUR);
    world.page.send('hidden');
    chat.setOpen(false);
    await wait(HOUR);
    assert.deepEqual(tab.shown, []);
    world.page.send('visible');
    await wait(0);
    assert.deepEqual(tab.shown, ['help']);
  });

  it('never disturbs a conversation, be it of an earlier visit', async () => {
    const before = world.open();
    before.setOpen(true);
    await before.send('Hello');
    await world.clock.until(() => visible(before)[0] === 'Hello (sent)');
    before.destroy();
    set(aTrigger());
    world.server.nextFaults.push({ kind: 'down', path: 'chat/poll' });
    await tab.visit();
    await wait(10 * 60 * SECOND);
    assert.deepEqual(tab.shown, []);
    world.server.team.update({ status: 'closed' });
    await wait(60 * SECOND);
    assert.deepEqual(tab.shown, ['help']);
  });

  it('is over when the visitor writes', async () => {
    set(aTrigger());
    const chat = await tab.visit();
    assert.notEqual(proactive(), null);
    chat.setOpen(true);
    assert.notEqual(proactive(), null);
    await chat.send('Yes, please');
    assert.equal(proactive(), null);
  });

  it('is the only one at a time, and the next waits a little', async () => {
    set(
      aTrigger({}, { id: 'first' }),
      aTrigger({}, { id: 'second' }),
      aTrigger({ exit_intent: true }, { id: 'third' }),
    );
    await tab.visit();
    tab.facts.reachForTabs();
    await wait(HOUR);
    assert.deepEqual(tab.shown, ['first']);
    await tab.dismiss();
    assert.equal(proactive(), null);
    await wait(29 * SECOND);
    assert.deepEqual(tab.shown, ['first']);
    await wait(2 * SECOND);
    assert.deepEqual(tab.shown, ['first', 'second']);
  });

  it('is not shown where the chat hides because nobody is there', async () => {
    const behavior = { is_hidden_when_offline: true } as never;
    world.server.settings = { triggers: [aTrigger()], behavior };
    world.server.availability = { ...world.server.availability, status: 'offline' };
    await tab.visit();
    await wait(HOUR);
    assert.deepEqual(tab.shown, []);
  });

  it('listens to nothing that no message needs any more', async () => {
    set(
      aTrigger({ seconds_idle: 5 }, { id: 'idle', frequency: 'once' }),
      aTrigger({ exit_intent: true }, { id: 'exit', frequency: 'always' }),
    );
    const chat = await tab.visit();
    assert.deepEqual(tab.facts.senses, ['activity', 'exit', 'navigate']);
    await wait(6 * SECOND);
    await tab.dismiss();
    assert.deepEqual([tab.shown, tab.facts.senses], [['idle'], ['exit', 'navigate']]);
    await wait(HOUR);
    chat.destroy();
    assert.deepEqual([tab.facts.senses, world.page.listenerCount, world.clock.pending], [[], 0, 0]);
  });
});
