import { expect } from '@open-wc/testing';
import { snoozeUntil } from './snooze-times.ts';

const at = (year: number, month: number, day: number, hour: number): number =>
  new Date(year, month - 1, day, hour).getTime();

describe('snoozeUntil()', () => {
  it('means hours exactly', () => {
    expect(snoozeUntil('hour', 1_000)).to.equal(3_601_000);
    expect(snoozeUntil('threeHours', 0)).to.equal(10_800_000);
  });

  it('ends in the morning, also over the end of a month', () => {
    expect(snoozeUntil('tomorrow', at(2026, 11, 30, 16))).to.equal(at(2026, 12, 1, 9));
  });

  it('means the next Monday, and never today', () => {
    expect(snoozeUntil('nextWeek', at(2026, 11, 18, 10))).to.equal(at(2026, 11, 23, 9)); // a Wednesday
    expect(snoozeUntil('nextWeek', at(2026, 11, 22, 10))).to.equal(at(2026, 11, 23, 9)); // a Sunday
    expect(snoozeUntil('nextWeek', at(2026, 11, 23, 7))).to.equal(at(2026, 11, 30, 9)); // a Monday
  });
});
