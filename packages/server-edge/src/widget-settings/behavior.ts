import * as z from 'zod';
import type { WireBehavior } from '@support-chat/sdk/protocol';
import { settingsOf, text, wholeNumber } from './lenient.ts';

/** The numbers are those of `widget_json` in SQL, which obeys them. */
const behaviorSettings = z.object({
  reopen_hours: wholeNumber(0, 8_760).catch(168),
  edit_window_minutes: wholeNumber(0, 1_440).catch(15),
  sound: z.boolean().catch(true),
  response_promise: text(1, 200).nullable().catch(null),
  loading: z.enum(['lazy', 'eager', 'manual']).catch('lazy'),
  is_hidden_when_offline: z.boolean().catch(false),
  shows_agents: z.boolean().catch(true),
  shows_queue_position: z.boolean().catch(false),
});

export function readBehavior(settings: unknown): WireBehavior {
  return behaviorSettings.parse(settingsOf(settings));
}
