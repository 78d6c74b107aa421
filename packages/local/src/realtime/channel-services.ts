import type { Logger } from '../database/logger.ts';
import type { Channel } from './channel.ts';
import type { ChannelAuthorizer } from './channel-authorizer.ts';
import type { Clock } from './clock.ts';
import type { DatabaseBroadcasts } from './database-broadcasts.ts';
import type { Frame, ProtocolVersion } from './frames.ts';
import type { Hub } from './hub.ts';
import type { RealtimeDelays } from './limits.ts';
import type { TokenVerifier } from './token-verifier.ts';

/** What all channels of an endpoint share. */
export interface ChannelServices {
  readonly hub: Hub;
  readonly verifier: TokenVerifier;
  readonly authorizer: ChannelAuthorizer;
  readonly broadcasts: DatabaseBroadcasts;
  readonly clock: Clock;
  readonly delays: RealtimeDelays;
  readonly logger: Logger;
}

/** The socket, as one of its channels sees it. */
export interface ChannelLink {
  readonly version: ProtocolVersion;
  /** The token or key of the handshake, for joins that bring none. */
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Runs a task when it is its turn on the socket; everything waits while a join is decided. */
  post(task: () => void): void;
  /** Writes at once; only from within a posted task. */
  write(frame: Frame): void;
  /** The channel is over: further frames for its topic are unmatched. */
  forget(channel: Channel): void;
}
