import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Lines kept in a region; enough for a screen reader to catch up with a burst. */
const LINES = 3;

/** `assertive` interrupts: for what the visitor has to know before they go on. */
export type Urgency = 'polite' | 'assertive';

/**
 * Says things to screen readers through live regions, one for each urgency. Every sentence is a line of its own and only
 * additions are read, so nothing is repeated when the list around it is drawn again.
 */
export class AnnouncerController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode };
  readonly #waiting: { readonly words: string; readonly urgency: Urgency }[] = [];

  /** The host has an element with `aria-live` for each urgency, from its first drawing on. */
  constructor(host: ReactiveControllerHost & { readonly renderRoot: ParentNode }) {
    this.#host = host;
    host.addController(this);
  }

  announce(words: string, urgency: Urgency = 'polite'): void {
    this.#waiting.push({ words, urgency });
  }

  hostUpdated(): void {
    for (const { words, urgency } of this.#waiting.splice(0)) say(this.#host.renderRoot, words, urgency);
  }
}

/** Says it now, in a root that has been drawn. */
export function say(root: ParentNode, words: string, urgency: Urgency): void {
  const region = root.querySelector(`[aria-live=${urgency}]`);
  if (region === null) return;
  const line = document.createElement('p');
  line.textContent = words;
  region.append(line);
  if (region.childElementCount > LINES) region.firstElementChild?.remove();
}
