/**
 * What the server says of whoever is signed in: the snapshot's `status`, `me`, and where to listen. Asked once; from then
 * on every call tells whether it still holds.
 */
import { ChatError } from '../errors.ts';
import type { CallAgent } from './agent-endpoints.ts';
import type { AgentStatus } from './agent-snapshot.ts';
import type { AgentStore } from './agent-store.ts';
import { readRealtimeAddress } from './realtime-address.ts';
import { isNobody, isRefusal } from './refusals.ts';
import { toIdentity } from './wire/team.ts';

export interface StandingOptions {
  readonly call: CallAgent;
  readonly store: AgentStore;
  readonly signal: AbortSignal;
  /** They are one of the team. */
  readonly onReady: () => void;
  /** Nobody is signed in any more, or nobody of the team. */
  readonly onAway: () => void;
}

export type AgentStanding = ReturnType<typeof createAgentStanding>;

export function createAgentStanding({ call, store, signal, onReady, onAway }: StandingOptions) {
  let listening: ReturnType<typeof readRealtimeAddress> = null;

  const status = (): AgentStatus['name'] => store.getSnapshot().status.name;

  const away = (next: AgentStatus): void => {
    store.change({ status: Object.freeze(next) });
    onAway();
  };

  const becomeReady = (): void => {
    if (!store.getSnapshot().me || signal.aborted) return;
    store.change({ status: Object.freeze({ name: 'ready' }) });
    onReady();
  };

  return {
    /** Where the team is told what happens; null until that is known, or where there is no such place. */
    get listening() {
      return listening;
    },

    /** Asks who is signed in, unless that is known. @throws {ChatError} */
    async identify(): Promise<void> {
      if (store.getSnapshot().me) return;
      try {
        const answer = await call('agent/me', {});
        const me = toIdentity(answer);
        if (!me) throw new ChatError('network_unavailable', 'The answer is not readable.', { retryable: true });
        listening = readRealtimeAddress(answer);
        store.change({ me });
        becomeReady();
      } catch (error) {
        if (isRefusal(error)) away({ name: 'refused', error });
        throw error;
      }
    },

    /** A call got through to the server. */
    signedIn(): void {
      if (status() === 'signed-out') becomeReady();
    },

    signedOut: (): void => away({ name: 'signed-out' }),

    /** What only one of the team is told has been answered. */
    accepted(): void {
      if (status() === 'refused') becomeReady();
    },

    /** Such a question has failed, perhaps because they are not of the team any more. */
    doubted(error: unknown): void {
      if (isNobody(error)) away({ name: 'refused', error });
    },
  };
}
