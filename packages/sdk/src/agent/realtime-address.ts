import type { WireTeamIdentity } from '../protocol/agent/identity.ts';
import type { WireRealtimeAddress } from '../protocol/widget-config.ts';
import { fieldsOf, text } from './wire/read-value.ts';

/** Where `GET agent/me` says to listen; null where it names no such place. */
export function readRealtimeAddress(
  answer: unknown,
): { readonly address: WireRealtimeAddress; readonly topic: string } | null {
  const { realtime } = fieldsOf<WireTeamIdentity>(answer);
  const { url, api_key, topic } = fieldsOf<WireTeamIdentity['realtime']>(realtime);
  const isAddress = typeof url === 'string' && /^wss?:\/\//.test(url) && typeof topic === 'string' && topic !== '';
  return isAddress ? { address: { url, api_key: text(api_key) }, topic } : null;
}
