/**
 * `POST agent/presence`: a heartbeat of one connection, to be repeated within `ttl_seconds`; after that long without
 * one the connection counts as gone. `presence` is about the person, whatever is connected: `away` until they say
 * `auto` again, or until `snoozed_until`.
 */
export interface WirePresenceRequest {
  /** Any name for this tab or device, the same with every heartbeat; at most 100 characters. */
  readonly connection_id: string;
  /** `away`: there, but idle. `offline`: the connection ends. */
  readonly status: 'online' | 'away' | 'offline';
  /** 10 to 3 600; 60 unless given. */
  readonly ttl_seconds?: number;
  readonly presence?: WirePresence;
  /** With `presence: 'away'`. ISO 8601, within a year. */
  readonly snoozed_until?: string;
}

export type WirePresence = 'auto' | 'away';

export interface WirePresenceResponse {
  readonly agent: WireAgentPresence;
  /** When the connection counts as gone; null for one that has ended. */
  readonly expires_at: string | null;
}

export interface WireAgentPresence {
  readonly id: string;
  readonly name: string;
  readonly presence: WirePresence;
  readonly snoozed_until: string | null;
  readonly status: 'online' | 'away' | 'offline';
  readonly open_conversations: number;
  readonly max_concurrent_chats: number;
}
