import { createCoalesced } from '../lib/coalesce.ts';
import type { Timers } from '../lib/timers.ts';
import type { CallAgent } from './agent-endpoints.ts';
import type { AgentStore } from './agent-store.ts';
import { toFigures } from './wire/team.ts';

export interface FiguresOptions {
  readonly call: CallAgent;
  readonly store: AgentStore;
  readonly timers: Timers;
  readonly onError: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** Asks for what is going on, some seconds apart at least, whatever the number of calls. */
export function createTeamFigures({ call, store, timers, onError, signal }: FiguresOptions): {
  readonly want: () => void;
  /** What this agent did has changed them. */
  readonly wantNow: () => void;
} {
  const { want, wantNow, stop } = createCoalesced({
    timers,
    waitMs: 500,
    everyMs: 10_000,
    async run() {
      try {
        const live = toFigures(await call('agent/stats', {}));
        const myId = store.getSnapshot().me?.agent.id;
        const mine = live.agents.find(({ agentId }) => agentId === myId)?.open ?? 0;
        const { presence } = store.getSnapshot();
        // The next heartbeat would say the same, half a minute later.
        store.change({ live, presence: presence && Object.freeze({ ...presence, openConversations: mine }) });
        store.changeInbox({ counts: Object.freeze({ mine, queued: live.queued, all: live.open }) });
      } catch (error) {
        onError(error);
      }
    },
  });
  signal.addEventListener('abort', stop);
  return { want, wantNow };
}
