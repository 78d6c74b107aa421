/** What the page says about itself. One replaceable source; a client outside of a browser gets one that never speaks. */
export type PageSignal =
  | 'online'
  | 'offline'
  | 'visible'
  | 'hidden'
  /** Hidden too, and perhaps for good: the visitor leaves the page. */
  | 'leaving';

/** What the client asks of the page, and hears from it. */
export interface PageSignals {
  /** False only when the browser is sure. */
  isOnline(): boolean;
  /** Whether the visitor can see the page. */
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
        else if (type === 'pagehide') listener('leaving');
        else listener(isHidden() ? 'hidden' : 'visible');
      };
      // Back and forward: a page out of the cache has slept, with its socket closed and its timers stopped.
      for (const type of ['online', 'offline', 'pageshow', 'pagehide']) window.addEventListener(type, tell, { signal });
      document.addEventListener('visibilitychange', tell, { signal });
      return () => controller.abort();
    },
  };
}
