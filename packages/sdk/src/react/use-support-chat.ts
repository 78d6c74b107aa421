import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { ChatSnapshot } from '../store/chat-state.ts';
import { type ChatSource, type IsEqual, selectAll, type Selector } from '../store/selection.ts';
import { EMPTY_SNAPSHOT } from '../store/selectors.ts';

/**
 * The snapshot, drawn again whenever anything in it changes.
 *
 * @param chat - null where there is no client yet: `EMPTY_SNAPSHOT` is shown.
 */
export function useSupportChat(chat: ChatSource | null): ChatSnapshot;
/**
 * A part of the snapshot, drawn again only when that part changes.
 *
 * @param chat - null where there is no client yet: the part is that of `EMPTY_SNAPSHOT`.
 * @param selector - May be written in place; it need not be the same function at every call.
 * @param isEqual - Default `Object.is`. A selector that makes a new array or object each time needs another one.
 * @example
 * const unreadCount = useSupportChat(chat, (snapshot) => snapshot.unreadCount);
 */
export function useSupportChat<Part>(chat: ChatSource | null, selector: Selector<Part>, isEqual?: IsEqual<Part>): Part;
export function useSupportChat(
  chat: ChatSource | null,
  selector: Selector<unknown> = selectAll,
  isEqual: IsEqual<unknown> = Object.is,
): unknown {
  const drawn = useRef<readonly [unknown] | null>(null);
  // React asks several times for one snapshot and wants the same answer each time, even of a selector that makes a new
  // value; and a selector written in place is a new one at every call, whose value may still equal what is drawn.
  const read = useMemo(() => {
    let last: { readonly snapshot: ChatSnapshot; readonly part: unknown } | null = null;
    return (snapshot: ChatSnapshot): unknown => {
      if (last?.snapshot !== snapshot) {
        const part = selector(snapshot);
        const before = last ? [last.part] : drawn.current;
        last = { snapshot, part: before && isEqual(before[0], part) ? before[0] : part };
      }
      return last.part;
    };
  }, [selector, isEqual]);
  const part = useSyncExternalStore(
    chat?.subscribe ?? subscribeToNothing,
    () => read(chat?.getSnapshot() ?? EMPTY_SNAPSHOT),
    () => read(EMPTY_SNAPSHOT),
  );
  useEffect(() => {
    drawn.current = [part];
  });
  return part;
}

const subscribeToNothing = (): (() => void) => () => undefined;
