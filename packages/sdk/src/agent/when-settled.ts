import { onAbort } from '../lib/abort.ts';
import type { AgentStore } from './agent-store.ts';

/** Resolves when it is known who is signed in and the list is here, or why not; or when that will take a while. */
export function whenSettled(store: AgentStore, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { status, inbox, connection } = store.getSnapshot();
      const isSettled = status.name === 'ready' ? !inbox.isLoading : status.name !== 'starting';
      if (!isSettled && connection !== 'offline') return;
      undo();
      resolve();
    };
    const undo = store.subscribe(look);
    onAbort(signal, resolve);
  });
}
