/** Numbers of the Realtime server 2.129 with its default limits; each was measured or read in its source. */

export const TOPIC_PREFIX = 'realtime:';

/** A longer frame cuts the socket without a word. */
export const LONGEST_FRAME_BYTES = 5_000_000;

/** `max_payload_size_in_kb` of 3000, and the tolerance the server adds. */
export const LONGEST_PAYLOAD_BYTES = 3_000_500;

export const CHANNELS_PER_SOCKET = 100;

/** Presence calls of one channel per window; the next one closes the channel. */
export const PRESENCE_CALLS = 5;
export const PRESENCE_WINDOW_MS = 30_000;

/** A timer longer than this would not fit; the token is looked at again then. */
export const LONGEST_TIMER_MS = 3_600_000;

export interface RealtimeDelays {
  /** Before the answer to a refused join, during which the whole socket waits. Default 5000 ms. */
  readonly joinErrorMs: number;
  /** Before the answer to a refused handshake. Default 2000 ms. */
  readonly handshakeErrorMs: number;
  /** A client that is silent for this long is closed with 1000. Default 60 000 ms. */
  readonly idleTimeoutMs: number;
}

export const SERVER_DELAYS: RealtimeDelays = { joinErrorMs: 5_000, handshakeErrorMs: 2_000, idleTimeoutMs: 60_000 };
