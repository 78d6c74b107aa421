/**
 * Asks for conversations that events have named and nobody here knows, or of which news were missed. What comes together
 * is asked for together: a few one by one, many by a look at the whole list.
 */
import { createCoalesced } from '../lib/coalesce.ts';
import type { Timers } from '../lib/timers.ts';

export interface LookupOptions {
  readonly timers: Timers;
  /** Asks for one. Must not reject. */
  readonly lookUp: (id: string) => Promise<void>;
  /** Asks for the list. Must not reject. */
  readonly lookAround: () => Promise<void>;
  readonly signal: AbortSignal;
}

const FEW = 4;

export function createLookups({ timers, lookUp, lookAround, signal }: LookupOptions) {
  const wanted = new Set<string>();
  const turn = createCoalesced({
    timers,
    waitMs: 150,
    everyMs: 1_000,
    async run() {
      const ids = [...wanted];
      wanted.clear();
      if (ids.length > FEW) await lookAround();
      for (const id of ids.slice(0, FEW)) {
        if (!signal.aborted) await lookUp(id);
      }
    },
  });
  signal.addEventListener('abort', turn.stop);
  return {
    want(id: string): void {
      wanted.add(id);
      turn.want();
    },
  };
}
