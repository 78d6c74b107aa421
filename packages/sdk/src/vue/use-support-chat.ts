import { computed, type ComputedRef, type MaybeRefOrGetter, shallowRef, toValue, watch } from 'vue';
import type { ChatSnapshot } from '../store/chat-state.ts';
import { type ChatSource, type IsEqual, selectAll, type Selector } from '../store/selection.ts';
import { EMPTY_SNAPSHOT } from '../store/selectors.ts';

/**
 * The snapshot, or a part of it, as a read-only ref that follows the chat until the surrounding scope ends.
 *
 * @param chat - May be a ref or a getter, and null where there is no client yet: `EMPTY_SNAPSHOT` is shown.
 * @param selector - Default: everything. Refs that it reads are followed too.
 * @param isEqual - Default `Object.is`. A selector that makes a new array or object each time needs another one.
 * @example
 * const unreadCount = useSupportChat(chat, (snapshot) => snapshot.unreadCount);
 */
export function useSupportChat<Part = ChatSnapshot>(
  chat: MaybeRefOrGetter<ChatSource | null>,
  selector: Selector<Part> = selectAll as Selector<Part>,
  isEqual: IsEqual<Part> = Object.is,
): ComputedRef<Part> {
  const snapshot = shallowRef(EMPTY_SNAPSHOT);
  watch(
    () => toValue(chat),
    (current, _previous, onCleanup) => {
      const follow = (): void => {
        snapshot.value = current?.getSnapshot() ?? EMPTY_SNAPSHOT;
      };
      follow();
      if (current) onCleanup(current.subscribe(follow));
    },
    // At once: also when a page is drawn on a server, where Vue ends such watchers itself.
    { immediate: true, flush: 'sync' },
  );
  let last: readonly [Part] | null = null;
  return computed(() => {
    const part = selector(snapshot.value);
    if (!last || !isEqual(last[0], part)) last = [part];
    return last[0];
  });
}
