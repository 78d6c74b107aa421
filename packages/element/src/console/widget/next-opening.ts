import type { WireShift, WireWeekday, WireWorkingHours } from '@support-chat/sdk/protocol/admin';

/** From Monday on, as people plan a week. */
export const WEEKDAYS: readonly WireWeekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Whether it is open; if not, when it opens, in milliseconds since 1970, or null when it does not soon. */
export type Opening = { readonly isOpen: true } | { readonly isOpen: false; readonly opensAt: number | null };

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 14;

/**
 * What visitors would see of these hours, by the rules of `widget_hours_json` in the database: a holiday takes the place of
 * its weekday, a shift that ends earlier than it begins goes on after midnight, and what is not as it should be is not there.
 * Null: no hours are set, or nobody knows the time zone.
 */
export function openingOf(hours: WireWorkingHours, timeZone: string, now: number): Opening | null {
  if (!hasHours(hours) || !isTimeZone(timeZone)) return null;
  let opensAt: number | null = null;
  // From yesterday on, because its last shift may go on until this morning.
  for (let ahead = -1; ahead <= DAYS_AHEAD; ahead += 1) {
    const date = dateIn(timeZone, now + ahead * DAY_MS);
    for (const shift of shiftsOn(hours, date)) {
      const [from, until] = shift.map(minutesOf) as [number | null, number | null];
      if (from === null || until === null) continue;
      const startsAt = instantOf(date, from, timeZone);
      const endsAt = instantOf(date, until <= from ? until + 1_440 : until, timeZone);
      if (startsAt <= now && now < endsAt) return { isOpen: true };
      if (startsAt > now && startsAt <= now + DAYS_AHEAD * DAY_MS) opensAt = Math.min(opensAt ?? Infinity, startsAt);
    }
  }
  return { isOpen: false, opensAt };
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name !== '';
  } catch {
    // The only way to ask: an unknown name is an exception.
    return false;
  }
}

function hasHours({ days = {}, holidays = [] }: WireWorkingHours): boolean {
  return Object.keys(days).length > 0 || holidays.length > 0;
}

function shiftsOn({ days = {}, holidays = [] }: WireWorkingHours, date: string): readonly WireShift[] {
  const holiday = holidays.find((one) => one.date === date);
  if (holiday !== undefined) return holiday.hours ?? [];
  if (Object.keys(days).length === 0) return [['00:00', '24:00']];
  // Noon in UTC is the same day of the week everywhere that the date is a date.
  const day = (new Date(`${date}T12:00Z`).getUTCDay() + 6) % 7;
  return days[WEEKDAYS[day] as WireWeekday] ?? [];
}

/** Of `HH:MM`; null for anything else. */
export function minutesOf(clock: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock) ?? [];
  if (clock === '24:00') return 1_440;
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** `2026-11-22`, as it is there at that instant. */
function dateIn(timeZone: string, instant: number): string {
  return new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(instant);
}

/** When the clocks of a place show so many minutes after midnight of a date. */
function instantOf(date: string, minutes: number, timeZone: string): number {
  const asUtc = Date.parse(`${date}T00:00Z`) + minutes * 60_000;
  // Twice, because the offset may change between the guess and the instant.
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return asUtc - offsetAt(guess, timeZone);
}

function offsetAt(instant: number, timeZone: string): number {
  const there = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(instant);
  return Date.parse(`${there.replace(' ', 'T')}Z`) - Math.floor(instant / 1000) * 1000;
}
