import type { WireAvailability, WireBehavior, WireDepartment, WireHours } from '@support-chat/sdk/protocol';
import type { Widget } from '../schemas/widget-config.ts';
import { given } from './lenient.ts';

export interface PublicPresence {
  readonly departments: readonly WireDepartment[];
  readonly hours?: WireHours;
  readonly availability: WireAvailability;
}

/** Who is there, and when, as far as visitors may know: of agents a name and a picture, if they are shown at all. */
export function publicPresence(
  { departments, hours, availability }: Pick<Widget, 'departments' | 'hours' | 'availability'>,
  { shows_agents }: Pick<WireBehavior, 'shows_agents'>,
): PublicPresence {
  return given({
    departments: departments.map(({ id, name, description, is_online }) => given({ id, name, description, is_online })),
    hours: hours === undefined ? undefined : publicHours(hours),
    availability: {
      status: availability.status,
      agents: shows_agents ? availability.agents.map(({ name, avatar_url }) => ({ name, avatar_url })) : [],
      reply_time_seconds: availability.reply_time_seconds,
    },
  });
}

function publicHours({ is_open, opens_at, closes_at, time_zone }: WireHours): WireHours {
  return { is_open, opens_at, closes_at, time_zone };
}
