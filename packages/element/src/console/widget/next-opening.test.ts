import { expect } from '@open-wc/testing';
import { minutesOf, openingOf } from './next-opening.ts';

const at = (iso: string): number => Date.parse(iso);
const week = {
  mon: [
    ['09:00', '12:00'],
    ['13:00', '18:00'],
  ],
  tue: [['09:00', '18:00']],
  fri: [['20:00', '02:00']],
} as const;

describe('working hours', () => {
  it('are open within a shift, to the minute', () => {
    const open = (iso: string) => openingOf({ days: week }, 'UTC', at(iso))?.isOpen;
    expect(open('2026-11-23T09:00Z')).to.equal(true);
    expect(open('2026-11-23T11:59:59Z')).to.equal(true);
    expect(open('2026-11-23T12:00Z')).to.equal(false);
  });

  it('say when they begin again', () => {
    expect(openingOf({ days: week }, 'UTC', at('2026-11-23T12:30Z'))).to.deep.equal({
      isOpen: false,
      opensAt: at('2026-11-23T13:00Z'),
    });
    expect(openingOf({ days: week }, 'UTC', at('2026-11-21T12:00Z'))).to.deep.equal({
      isOpen: false,
      opensAt: at('2026-11-23T09:00Z'),
    });
  });

  it('go on after midnight', () => {
    expect(openingOf({ days: week }, 'UTC', at('2026-11-28T01:30Z'))).to.deep.equal({ isOpen: true });
  });

  it('give way to holidays, which may have hours of their own', () => {
    const closed = { days: week, holidays: [{ date: '2026-11-23' }] };
    expect(openingOf(closed, 'UTC', at('2026-11-23T10:00Z'))).to.deep.equal({
      isOpen: false,
      opensAt: at('2026-11-24T09:00Z'),
    });
    const short = { days: week, holidays: [{ date: '2026-11-23', hours: [['10:00', '11:00']] as const }] };
    expect(openingOf(short, 'UTC', at('2026-11-23T10:30Z'))).to.deep.equal({ isOpen: true });
  });

  it('are those of the place, also when its clocks change', () => {
    const days = { sun: [['09:00', '10:00']] } as const;
    // Winter time began at 03:00 that morning: nine o'clock is one hour later in UTC than the day before.
    expect(openingOf({ days }, 'Europe/Berlin', at('2026-10-25T07:30Z'))).to.deep.equal({
      isOpen: false,
      opensAt: at('2026-10-25T08:00Z'),
    });
    expect(openingOf({ days }, 'America/New_York', at('2026-11-22T14:30Z'))).to.deep.equal({ isOpen: true });
  });

  it('are none without a day or in a place that nobody knows', () => {
    expect(openingOf({}, 'UTC', 0)).to.equal(null);
    expect(openingOf({ days: week }, 'Mars/Olympus', 0)).to.equal(null);
    expect(openingOf({ days: { mon: [] } }, 'UTC', 0)).to.deep.equal({ isOpen: false, opensAt: null });
  });

  it('are not what is no time', () => {
    expect([minutesOf('24:00'), minutesOf('07:05'), minutesOf('7:05'), minutesOf('24:01')]).to.deep.equal([
      1440,
      425,
      null,
      null,
    ]);
  });
});
