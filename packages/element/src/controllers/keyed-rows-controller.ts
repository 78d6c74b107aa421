import { render, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/**
 * Draws a list whose rows keep their nodes: a row that was there stays the same node wherever it moves, so focus, a
 * screen reader's place and running animations survive when rows come in before it.
 *
 * Does what Lit's `repeat` does for lists that only grow at their ends and lose single rows, at a fourth of its weight.
 */
export class KeyedRowsController<Row extends { readonly key: string }> implements ReactiveController {
  readonly #find: () => Element | null;
  readonly #rows: () => readonly Row[];
  readonly #draw: (row: Row, node: HTMLElement) => TemplateResult;
  #nodes = new Map<string, HTMLElement>();

  /** `find` names an element that holds the rows and nothing else. */
  constructor(
    host: ReactiveControllerHost,
    find: () => Element | null,
    rows: () => readonly Row[],
    draw: (row: Row, node: HTMLElement) => TemplateResult,
  ) {
    this.#find = find;
    this.#rows = rows;
    this.#draw = draw;
    host.addController(this);
  }

  hostUpdated(): void {
    const parent = this.#find();
    if (parent === null) return;
    const stale = this.#nodes;
    this.#nodes = new Map();
    const rows = this.#rows().map((row) => {
      const node = stale.get(row.key) ?? document.createElement('div');
      stale.delete(row.key);
      this.#nodes.set(row.key, node);
      render(this.#draw(row, node), node);
      return node;
    });
    for (const node of stale.values()) node.remove();
    let next = parent.firstChild;
    for (const node of rows) {
      if (node === next) next = next.nextSibling;
      else parent.insertBefore(node, next);
    }
  }
}
