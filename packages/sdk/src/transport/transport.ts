import type { WireRealtimeEvent } from '../protocol/realtime-event.ts';

/**
 * A way for news to come in. What every transport guarantees (`transport-contract.ts` holds them to it):
 *
 * - nothing happens before `start`, and nothing is reported after `stop`;
 * - `onJoined` says "from now on you hear of changes"; what happened before has to be asked for;
 * - a change after `onJoined` is reported as an event, as "something changed", or the loss of the way is;
 * - a transport that was stopped, or has reported its loss, can be started again.
 */
export interface Transport {
  start(): void;
  stop(): void;
}

export interface TransportListener<Event = WireRealtimeEvent> {
  onJoined(): void;
  /** A hint; the truth is a sync away. */
  onEvent(event: Event): void;
  /** Something may have been missed. */
  onGap(): void;
  onLost(loss: TransportLoss): void;
}

export interface TransportLoss {
  /** True when the same token would be turned away again. */
  readonly isRefusal: boolean;
  readonly reason: string;
}
