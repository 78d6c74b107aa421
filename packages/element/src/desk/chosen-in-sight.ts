import type { LitElement, ReactiveController } from 'lit';

/**
 * Keeps the chosen item of a row that scrolls sideways in sight: when another one is chosen, and not with every drawing, so
 * that whoever scrolls the row is left alone. The page around it stays where it is, which `scrollIntoView` does not promise.
 */
export class ChosenInSight implements ReactiveController {
  readonly #host: LitElement;
  readonly #row: string;
  readonly #chosen: string;
  #shown: Element | null = null;

  /** `row` and `chosen`: selectors in the host's root, and in the row. */
  constructor(host: LitElement, row: string, chosen: string) {
    this.#host = host;
    this.#row = row;
    this.#chosen = chosen;
    host.addController(this);
  }

  hostUpdated(): void {
    const row = this.#host.renderRoot.querySelector(this.#row);
    const item = row?.querySelector(this.#chosen) ?? null;
    if (item === this.#shown) return;
    this.#shown = item;
    if (row === null || item === null) return;
    const seen = row.getBoundingClientRect();
    const { left, right } = item.getBoundingClientRect();
    if (left < seen.left) row.scrollLeft += left - seen.left;
    else if (right > seen.right) row.scrollLeft += right - seen.right;
  }
}
