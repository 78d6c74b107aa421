import type { PresencePayload } from './presence.ts';

/** What a client asked of presence. The server lower-cases the event and ignores a payload without one. */
export interface PresenceCall {
  readonly event: string;
  readonly payload: unknown;
}

export function parsePresenceCall(value: unknown): PresenceCall | undefined {
  if (typeof value !== 'object' || value === null || !('event' in value) || typeof value.event !== 'string')
    return undefined;
  return { event: value.event.toLowerCase(), payload: 'payload' in value ? value.payload : {} };
}

export function isPresencePayload(value: unknown): value is PresencePayload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
