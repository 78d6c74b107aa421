import { createEmitter } from '../lib/emitter.ts';
import type { ChatSnapshot } from './chat-state.ts';
import { type ChatAction, type ChatState, initialChatState } from './chat-reducer.ts';
import { select, type Selection } from './selectors.ts';

export interface ChatStoreOptions {
  /** Called at once, after every change of the state. */
  readonly onState: (state: ChatState) => void;
  /** Called before the listeners, with what was told last and what is told now. */
  readonly onChange: (previous: Selection, next: Selection) => void;
  readonly onListenerError: (error: unknown) => void;
}

export type ChatStore = ReturnType<typeof createChatStore>;

/**
 * Holds the state and tells of changes. `getSnapshot` is always up to date; listeners are called once per microtask,
 * however many changes came together. Works with `useSyncExternalStore` and as a Svelte-like store's source.
 */
export function createChatStore({ onState, onChange, onListenerError }: ChatStoreOptions) {
  const listeners = createEmitter<{ change: undefined; state: undefined }>(onListenerError);
  let state = initialChatState;
  let selection = select(state, null);
  let told = selection;
  let isScheduled = false;

  const current = (): Selection => (selection.state === state ? selection : (selection = select(state, selection)));

  const tell = (): void => {
    isScheduled = false;
    const previous = told;
    told = current();
    onChange(previous, told);
    // Most of what the client knows (cursors, revisions) is nobody else's business.
    if (told.snapshot !== previous.snapshot) listeners.emit('change', undefined);
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
      listeners.emit('state', undefined);
    },

    getSnapshot: (): ChatSnapshot => current().snapshot,

    /** Returns its undo. */
    subscribe: (listener: () => void): (() => void) => listeners.on('change', listener),

    /** Like `subscribe`, but at once: what follows from a change can be part of the same snapshot. */
    follow: (listener: () => void): (() => void) => listeners.on('state', listener),

    clear: listeners.clear,
  };
}
