import { render, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/**
 * Draws a list whose rows keep their nodes: a row that was there stays the same node wherever it moves, so focus, a
 * screen reader's place and running animations survive when rows come in before it. A row that is what it was is not
 * drawn again.
 *
 * Does what Lit's `repeat` does for lists that only grow at their ends and lose single rows, at a fourth of its weight.
 */
export class KeyedRowsController<Row extends { readonly key: string }> implements ReactiveController {
  readonly #find: () => Element | null;
  readonly #rows: () => readonly Row[];
  readonly #draw: (row: Row, node: HTMLElement) => TemplateResult;
  readonly #context: () => readonly unknown[];
  #nodes = new Map<string, HTMLElement>();
  #drawn = new WeakMap<HTMLElement, Row>();
  #drawnWith: readonly unknown[] = [];

  /** `find` names an element that holds the rows and nothing else; `context` what a drawing depends on besides its row. */
  constructor(
    host: ReactiveControllerHost,
    find: () => Element | null,
    rows: () => readonly Row[],
    draw: (row: Row, node: HTMLElement) => TemplateResult,
    context: () => readonly unknown[],
  ) {
    this.#find = find;
    this.#rows = rows;
    this.#draw = draw;
    this.#context = context;
    host.addController(this);
  }

  hostUpdated(): void {
    const parent = this.#find();
    if (parent === null) return;
    const context = this.#context();
    if (context.some((value, index) => value !== this.#drawnWith[index])) this.#drawn = new WeakMap();
    this.#drawnWith = context;
    const stale = this.#nodes;
    this.#nodes = new Map();
    const rows = this.#rows().map((row) => {
      const node = stale.get(row.key) ?? document.createElement('div');
      stale.delete(row.key);
      this.#nodes.set(row.key, node);
      if (!isSame(row, this.#drawn.get(node))) render(this.#draw(row, node), node);
      this.#drawn.set(node, row);
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

function isSame<Row extends object>(row: Row, other: Row | undefined): boolean {
  return other !== undefined && (Object.keys(row) as (keyof Row)[]).every((key) => row[key] === other[key]);
}
