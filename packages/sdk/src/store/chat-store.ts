import { createEmitter } from '../lib/emitter.ts';
import type { ChatSnapshot } from './chat-state.ts';
import { type ChatAction, type ChatState, initialChatState } from './chat-reducer.ts';
import { type MessageCache, selectSnapshot } from './selectors.ts';

export interface ChatStoreOptions {
  /** Called at once, after every change of the state. */
  readonly onState: (state: ChatState) => void;
  /** Called before the listeners, with the last snapshot that was told and the one that is told now. */
  readonly onChange: (previous: ChatSnapshot, next: ChatSnapshot) => void;
  readonly onListenerError: (error: unknown) => void;
}

export type ChatStore = ReturnType<typeof createChatStore>;

/**
 * Holds the state and tells of changes. `getSnapshot` is always up to date; listeners are called once per microtask,
 * however many changes came together. Works with `useSyncExternalStore` and as a Svelte-like store's source.
 */
export function createChatStore({ onState, onChange, onListenerError }: ChatStoreOptions) {
  const listeners = createEmitter<{ change: undefined }>(onListenerError);
  const cache: MessageCache = new WeakMap();
  let state = initialChatState;
  let snapshot = selectSnapshot(state, null, cache);
  let snapshotOf = state;
  let told = snapshot;
  let isScheduled = false;

  const getSnapshot = (): ChatSnapshot => {
    if (snapshotOf !== state) {
      snapshotOf = state;
      // Most of what the client knows (cursors, revisions) is nobody else's business.
      snapshot = selectSnapshot(state, snapshot, cache);
    }
    return snapshot;
  };

  const tell = (): void => {
    isScheduled = false;
    const previous = told;
    told = getSnapshot();
    if (told === previous) return;
    onChange(previous, told);
    listeners.emit('change', undefined);
  };

  return {
    get state(): ChatState {
      return state;
    },

    dispatch(action: ChatAction): void {
      const next = action(state);
      if (next === state) return;
      state = next;
      if (!isScheduled) {
        isScheduled = true;
        queueMicrotask(tell);
      }
      onState(next);
    },

    getSnapshot,

    /** Returns its undo. */
    subscribe: (listener: () => void): (() => void) => listeners.on('change', listener),

    clear: listeners.clear,
  };
}
