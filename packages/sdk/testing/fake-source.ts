import type { ChatSnapshot } from '../src/store/chat-state.ts';
import type { ChatSource } from '../src/store/selection.ts';
import { EMPTY_SNAPSHOT } from '../src/store/selectors.ts';

/** As much of a chat as there is to be read, with the snapshot that the test wants. */
export interface FakeSource extends ChatSource {
  /** Changes the snapshot and tells everybody. */
  update(change: Partial<ChatSnapshot>): void;
  readonly subscribers: number;
}

/** Begins with a snapshot that nobody else has, to tell it from `EMPTY_SNAPSHOT`. */
export function createFakeSource(change: Partial<ChatSnapshot> = {}): FakeSource {
  const listeners = new Set<() => void>();
  let snapshot: ChatSnapshot = Object.freeze({ ...EMPTY_SNAPSHOT, ...change });
  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
    update(change) {
      snapshot = Object.freeze({ ...snapshot, ...change });
      for (const listener of [...listeners]) listener();
    },
    get subscribers() {
      return listeners.size;
    },
  };
}
