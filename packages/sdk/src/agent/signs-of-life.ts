/** Tells of hands at this page: that somebody is there, not what they do. One replaceable source. */
export interface SignsOfLife {
  /** Calls back often; returns its undo. */
  subscribe(listener: () => void): () => void;
}

/**
 * What only somebody does. No `scroll`: a list that follows new messages scrolls by itself. `click` and `input` are all that
 * comes of somebody who uses a switch or their voice.
 */
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove', 'click', 'input'] as const;

/** Those of the whole page, whoever handles them; null outside of a browser, where nobody could be seen. */
export function browserSignsOfLife(): SignsOfLife | null {
  if (typeof document !== 'object') return null;
  return {
    subscribe(listener) {
      const controller = new AbortController();
      let place = '';
      const tell = (event: Event): void => {
        // What the page's own scripts dispatch is nobody's hand.
        if (!event.isTrusted) return;
        if (event.type === 'pointermove') {
          const { screenX, screenY } = event as PointerEvent;
          const before = place;
          place = `${screenX} ${screenY}`;
          // Browsers move a pointer that lies still, too, when the page changes under it.
          if (place === before) return;
        }
        listener();
      };
      const options = { capture: true, passive: true, signal: controller.signal };
      for (const type of SIGNS) document.addEventListener(type, tell, options);
      return () => controller.abort();
    },
  };
}
