/** What the page says about itself. One replaceable source; a client outside of a browser gets one that never speaks. */
export type PageSignal = 'online' | 'offline' | 'visible' | 'hidden';

export interface PageSignals {
  isOnline(): boolean;
  isVisible(): boolean;
  /** Returns its undo. */
  subscribe(listener: (signal: PageSignal) => void): () => void;
}

export function browserPageSignals(): PageSignals {
  const isHidden = (): boolean => typeof document === 'object' && document.visibilityState === 'hidden';
  return {
    isOnline: () => typeof navigator !== 'object' || navigator.onLine !== false,
    isVisible: () => !isHidden(),
    subscribe(listener) {
      if (typeof window !== 'object') return () => {};
      const controller = new AbortController();
      const { signal } = controller;
      const tell = ({ type }: Event): void => {
        if (type === 'online' || type === 'offline') listener(type);
        else listener(type === 'pagehide' || isHidden() ? 'hidden' : 'visible');
      };
      // Back and forward: a page out of the cache has slept, with its socket closed and its timers stopped.
      for (const type of ['online', 'offline', 'pageshow', 'pagehide']) window.addEventListener(type, tell, { signal });
      document.addEventListener('visibilitychange', tell, { signal });
      return () => controller.abort();
    },
  };
}
