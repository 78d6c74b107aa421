const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const YEAR_MS = 365 * 86_400_000;

/** `30m`, `2h`, `3d`, `1w` as milliseconds; null for anything else, and for nothing or more than a year. */
export function readDuration(text: string): number | null {
  const match = /^(\d{1,6})\s?([mhdw])$/i.exec(text);
  const duration = Number(match?.[1] ?? 0) * (UNITS[match?.[2]?.toLowerCase() ?? ''] ?? 0);
  return duration > 0 && duration <= YEAR_MS ? duration : null;
}
