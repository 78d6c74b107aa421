import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Lines kept in the region; enough for a screen reader to catch up with a burst. */
const LINES = 3;

/**
 * Says things to screen readers through a polite live region. Every sentence is a line of its own and only additions
 * are read, so nothing is repeated when the list around it is drawn again.
 */
export class AnnouncerController implements ReactiveController {
  readonly #find: () => HTMLElement | null;
  #waiting: string[] = [];

  constructor(host: ReactiveControllerHost, find: () => HTMLElement | null) {
    this.#find = find;
    host.addController(this);
  }

  announce(words: string): void {
    this.#waiting.push(words);
  }

  hostUpdated(): void {
    const region = this.#find();
    if (region === null || this.#waiting.length === 0) return;
    for (const words of this.#waiting.splice(0)) {
      const line = document.createElement('p');
      line.textContent = words;
      region.append(line);
    }
    while (region.childElementCount > LINES) region.firstElementChild?.remove();
  }
}
