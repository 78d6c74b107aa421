import * as z from 'zod';
import type { WireTrigger } from '@support-chat/sdk/protocol';
import { byLocale, fieldName, given, locale, maybeList, text, wholeNumber } from './lenient.ts';

const places = z.array(text(1, 500)).max(50).exactOptional();

/** Not lenient: without one of its conditions a trigger would speak up where it was never meant to. */
const conditionSettings = z.strictObject({
  pages: places,
  not_pages: places,
  referrers: places,
  locales: z.array(locale).max(100).exactOptional(),
  devices: z.array(z.enum(['desktop', 'tablet', 'phone'])).exactOptional(),
  seconds_on_page: wholeNumber(0, 86_400).exactOptional(),
  seconds_idle: wholeNumber(0, 86_400).exactOptional(),
  pages_seen: wholeNumber(0, 10_000).exactOptional(),
  visits: wholeNumber(0, 10_000).exactOptional(),
  scroll_percent: wholeNumber(0, 100).exactOptional(),
  exit_intent: z.boolean().exactOptional(),
  event: text(1, 100).exactOptional(),
  availability: z.enum(['online', 'away', 'offline']).exactOptional(),
  is_identified: z.boolean().exactOptional(),
});

const triggerSettings = z
  .object({
    id: fieldName,
    is_enabled: z.boolean().catch(true),
    text: text(1, 1_000),
    texts: byLocale(1_000),
    opens: z.boolean().catch(false),
    frequency: z.enum(['once', 'session', 'day', 'always']).catch('session'),
    conditions: conditionSettings.default({}),
  })
  .transform(given);

/**
 * The triggers that are switched on, in their order. One of which the id, the text or a condition cannot be read is left
 * out; so is a second one with the same id.
 */
export function readTriggers(settings: unknown): readonly WireTrigger[] {
  const listed = maybeList(triggerSettings, 50).parse(settings) ?? [];
  const byId = new Map<string, WireTrigger>();
  for (const { is_enabled, ...trigger } of listed) {
    if (is_enabled && !byId.has(trigger.id)) byId.set(trigger.id, trigger);
  }
  return [...byId.values()];
}
