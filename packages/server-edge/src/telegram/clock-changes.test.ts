/** 51: hours that exist twice, or not at all. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { context } from '../../testing/telegram/fake-bridge.ts';
import { formatCard } from './format-card.ts';

function localTime(timeZone: string, now: string): string | undefined {
  const { visitor } = context();
  const { text } = formatCard(context({ visitor: { ...visitor, time_zone: timeZone } }), Date.parse(now));
  return /^Local time: (.*?) \(/m.exec(text)?.[1];
}

describe('the visitor’s local time on the card', () => {
  for (const [title, zone, now, expected] of [
    ['before summer time begins', 'Europe/Berlin', '2026-03-29T00:59:00Z', 'Sun 01:59'],
    ['right after it has begun', 'Europe/Berlin', '2026-03-29T01:00:00Z', 'Sun 03:00'],
    ['in the first of the two hours', 'Europe/Berlin', '2026-10-25T00:30:00Z', 'Sun 02:30'],
    ['in the second of the two hours', 'Europe/Berlin', '2026-10-25T01:30:00Z', 'Sun 02:30'],
    ['where it changes by half an hour', 'Australia/Lord_Howe', '2026-10-03T15:30:00Z', 'Sun 02:30'],
    ['on the other side of the date line', 'Pacific/Kiritimati', '2026-12-31T10:00:00Z', 'Fri 00:00'],
  ] as const) {
    it(`51: is right ${title}`, () => assert.equal(localTime(zone, now), expected));
  }
});
