import type { ChatSnapshot } from '../store/chat-state.ts';
import { type ChatSource, type IsEqual, selectAll, type Selector } from '../store/selection.ts';

/** What Svelte calls a readable store: `$store` in a component, `get` and `derived` elsewhere. */
export interface ChatStoreContract<Part> {
  /** Calls back at once, and then after every change of the part. Returns its undo. */
  readonly subscribe: (run: (part: Part) => void) => () => void;
}

/**
 * The snapshot, or a part of it, as a Svelte store.
 *
 * @param selector - Default: everything.
 * @param isEqual - Default `Object.is`. A selector that makes a new array or object each time needs another one.
 * @example
 * const unreadCount = toStore(chat, (snapshot) => snapshot.unreadCount); // {$unreadCount}
 */
export function toStore<Part = ChatSnapshot>(
  chat: ChatSource,
  selector: Selector<Part> = selectAll as Selector<Part>,
  isEqual: IsEqual<Part> = Object.is,
): ChatStoreContract<Part> {
  const read = (): Part => selector(chat.getSnapshot());
  return {
    subscribe(run) {
      let part = read();
      const undo = chat.subscribe(() => {
        const next = read();
        if (isEqual(part, next)) return;
        part = next;
        run(part);
      });
      run(part);
      return undo;
    },
  };
}
