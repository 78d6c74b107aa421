export type SnoozeChoice = 'hour' | 'threeHours' | 'tomorrow' | 'nextWeek';

const HOUR = 3_600_000;
/** When a working day begins, in the agent's own time. */
const MORNING = 9;

/** When a snooze ends, in milliseconds since 1970. "Next week" is Monday, also on a Sunday. */
export function snoozeUntil(choice: SnoozeChoice, now: number): number {
  if (choice === 'hour') return now + HOUR;
  if (choice === 'threeHours') return now + 3 * HOUR;
  const day = new Date(now);
  const days = choice === 'tomorrow' ? 1 : (8 - day.getDay()) % 7 || 7;
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, MORNING).getTime();
}
