/** The way to the server: it is open while somebody of the team is signed in, and prefers to be told over asking. */
import { createConnection } from '../connection/connection-driver.ts';
import { answered, demanded, joined, lost, tokenChanged, unanswered } from '../connection/connection-machine.ts';
import type { ChatLogger } from '../lib/logger.ts';
import type { ConnectionStatus } from '../store/chat-state.ts';
import { createRealtimeTransport } from '../transport/realtime-transport.ts';
import type { AgentEnvironment } from './agent-options.ts';
import type { AgentSession } from './agent-session.ts';
import type { AgentStanding } from './agent-standing.ts';
import type { AgentStore } from './agent-store.ts';
import { isTeamEvent, type TeamEvent } from './team-events.ts';

export interface AgentLinkOptions extends AgentEnvironment {
  readonly store: AgentStore;
  readonly session: AgentSession;
  readonly standing: AgentStanding;
  readonly logger: ChatLogger;
  readonly signal: AbortSignal;
  /** Whether something here waits for the server. */
  readonly isWaiting: () => boolean;
  /** Asks for everything that may have changed. */
  readonly sync: () => Promise<void>;
  readonly onEvent: (event: TeamEvent) => void;
  /** Events may have been missed. */
  readonly onGap: () => void;
}

export function createAgentLink(options: AgentLinkOptions) {
  const { store, session, standing, logger, signal } = options;
  let isStarted = false;
  let status: ConnectionStatus = 'idle';

  /** Takes up what has changed in who is signed in, or in what waits. */
  const follow = (): void => {
    if (signal.aborted) return;
    const { name } = store.getSnapshot().status;
    const canListen = name === 'ready' && standing.listening !== null;
    if (isStarted) connection.dispatch(demanded('open', canListen, options.isWaiting()));
    store.change({ connection: name === 'signed-out' ? 'idle' : status });
  };

  const realtime = createRealtimeTransport<TeamEvent>({
    ...options,
    address: () => standing.listening?.address ?? null,
    isEvent: isTeamEvent,
    session: {
      fresh: async () => ({ access_token: await session.fresh(), realtime_topic: standing.listening?.topic ?? '' }),
      keepFresh: session.keepFresh,
      distrust: session.distrust,
    },
    onJoined: () => connection.dispatch(joined),
    onLost({ isRefusal, reason }) {
      logger('debug', 'Realtime is away.', reason);
      connection.dispatch(lost(isRefusal));
    },
  });
  const connection = createConnection({
    ...options,
    link: realtime,
    onStatus(next) {
      status = next;
      follow();
    },
  });

  return {
    follow,

    start(): void {
      isStarted = true;
      follow();
    },
    reconnect: connection.reconnect,
    stop: connection.stop,

    hearOutcome: (isAnswered: boolean): void => connection.dispatch(isAnswered ? answered : unanswered),

    useToken(token: string): void {
      realtime.setToken(token);
      connection.dispatch(tokenChanged);
    },
  };
}
