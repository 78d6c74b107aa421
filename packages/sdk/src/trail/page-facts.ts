import type { DeviceKind } from './trigger-engine.ts';

/**
 * The page as its visitor experiences it. Nothing is listened to before it is asked for; every `on…` returns its undo.
 */
export interface PageFacts {
  /** Milliseconds by a clock that nobody turns, from any beginning. */
  elapsedMs(): number;
  /** With its fragment; empty where there is no page. */
  url(): string;
  /** Empty where there is no page. */
  title(): string;
  /** Where the visitor came from; empty when that is not known. */
  referrer(): string;
  /** The language of the page, else of the browser (BCP 47); empty when neither says. */
  locale(): string;
  /** By its pointer and the size of its window. */
  device(): DeviceKind;
  /** The address has changed within the document. */
  onNavigate(listener: () => void): () => void;
  /** The visitor has scrolled: how far down they are, 0 to 100. At most once per frame. */
  onScroll(listener: (percent: number) => void): () => void;
  /** The visitor has done anything at all. Called very often. */
  onActivity(listener: () => void): () => void;
  /** The pointer has left the window at its top, where tabs and addresses are. */
  onExitIntent(listener: () => void): () => void;
}
