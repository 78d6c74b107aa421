/** What becomes of time: sleep, that no browser tells of, and clocks that somebody turns. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../testing/fake-clock.ts';
import { FakePage } from '../../testing/fake-page.ts';
import { createConnection } from './connection-driver.ts';
import { demanded, joined } from './connection-machine.ts';

const TEN_MINUTES = 600_000;

describe('a connection that is live', () => {
  let clock: FakeClock;
  let page: FakePage;
  let connection: ReturnType<typeof createConnection>;
  let joins: number;
  let syncs: number;
  beforeEach(async () => {
    clock = new FakeClock();
    page = new FakePage();
    joins = syncs = 0;
    connection = createConnection({
      timers: clock,
      random: () => 0.5,
      page,
      sync: async () => void (syncs += 1),
      link: { start: () => void (joins += 1), stop: () => {} },
      onStatus: () => {},
    });
    connection.dispatch(demanded('open', true));
    connection.dispatch(joined);
    await clock.advance(1_000);
  });
  afterEach(() => connection.stop());

  it('looks every minute, and stays as it is', async () => {
    const before = syncs;
    await clock.advance(TEN_MINUTES);
    assert.equal(joins, 1);
    assert.equal(syncs - before, 10);
  });

  for (const signal of ['visible', 'online', 'hidden', 'offline'] as const) {
    it(`joins anew when the first that it hears after a sleep is "${signal}"`, () => {
      clock.sleep(TEN_MINUTES);
      page.send(signal);
      assert.equal(joins, 2);
    });
  }

  it('joins anew when a timer is the first to run after a sleep', async () => {
    clock.sleep(TEN_MINUTES);
    await clock.advance(0);
    assert.equal(joins, 2);
  });

  it('does not take a clock that is set back for a sleep, and notices the next one', async () => {
    clock.turnBack(7_200_000);
    page.send('visible');
    await clock.advance(TEN_MINUTES);
    assert.equal(joins, 1);
    clock.sleep(TEN_MINUTES);
    page.send('visible');
    assert.equal(joins, 2);
  });

  it('pays one join for a clock that is set forth, not one for each look', async () => {
    clock.turnBack(-7_200_000);
    await clock.advance(61_000);
    assert.equal(joins, 2);
    connection.dispatch(joined);
    await clock.advance(TEN_MINUTES);
    assert.equal(joins, 2);
  });
});
