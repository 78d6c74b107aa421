/** Typed events; a listener that throws is reported and never keeps the others from hearing. */
export function createEmitter<EventMap extends object>(onListenerError: (error: unknown) => void) {
  // Pairs, so that the same function added twice is two listeners with two undos.
  const listeners = new Set<readonly [type: keyof EventMap, listener: (event: never) => void]>();
  return {
    /** Returns its own undo. */
    on<Type extends keyof EventMap>(type: Type, listener: (event: EventMap[Type]) => void): () => void {
      const own = [type, listener] as const;
      listeners.add(own);
      return () => void listeners.delete(own);
    },

    emit<Type extends keyof EventMap>(type: Type, event: EventMap[Type]): void {
      for (const [listenedTo, listener] of [...listeners]) {
        if (listenedTo !== type) continue;
        try {
          (listener as (event: EventMap[Type]) => void)(event);
        } catch (error) {
          onListenerError(error);
        }
      }
    },

    clear(): void {
      listeners.clear();
    },
  };
}
