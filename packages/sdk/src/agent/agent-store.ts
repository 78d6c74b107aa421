import { createEmitter } from '../lib/emitter.ts';
import { patch } from '../lib/patch.ts';
import type { AgentSnapshot } from './agent-snapshot.ts';
import { EMPTY_AGENT_SNAPSHOT } from './empty-snapshot.ts';

export type AgentStore = ReturnType<typeof createAgentStore>;

/** Holds the snapshot. It is always up to date; listeners are called once per microtask, however many changes came together. */
export function createAgentStore(onListenerError: (error: unknown) => void) {
  const listeners = createEmitter<{ change: undefined }>(onListenerError);
  let snapshot = EMPTY_AGENT_SNAPSHOT;
  let told = snapshot;
  let isScheduled = false;

  const tell = (): void => {
    isScheduled = false;
    if (told === snapshot) return;
    told = snapshot;
    listeners.emit('change', undefined);
  };

  const change = (part: Partial<AgentSnapshot>): void => {
    const next = patch(snapshot, part);
    if (next === snapshot) return;
    snapshot = Object.freeze(next);
    if (isScheduled) return;
    isScheduled = true;
    queueMicrotask(tell);
  };

  return {
    getSnapshot: (): AgentSnapshot => snapshot,
    /** Returns its undo. */
    subscribe: (listener: () => void): (() => void) => listeners.on('change', listener),
    change,
    changeInbox: (part: Partial<AgentSnapshot['inbox']>): void => change({ inbox: frozenPatch(snapshot.inbox, part) }),
    changeThread(part: Partial<NonNullable<AgentSnapshot['thread']>>): void {
      if (snapshot.thread) change({ thread: frozenPatch(snapshot.thread, part) });
    },
    clear: listeners.clear,
  };
}

function frozenPatch<State extends object>(state: State, part: Partial<State>): State {
  return Object.freeze(patch(state, part));
}
