import { html, type TemplateResult } from 'lit';
import { renderDeskIcon } from '../../desk/icons.ts';
import { focusWhenLost } from '../focus-when-lost.ts';
import type { ConsolePhrases } from '../i18n/phrases.ts';

export interface ItemListModel<Item> {
  readonly items: readonly Item[];
  /** What an item is called, for its buttons. */
  readonly nameOf: (item: Item, index: number) => string;
  readonly renderItem: (item: Item, index: number) => TemplateResult;
  readonly onChange: (items: readonly Item[]) => void;
  readonly words: ConsolePhrases;
}

/**
 * Items in an order of somebody's choice: two buttons move each up and down, and its grip lets a mouse drag it. After a
 * move the focus stays with the item; after a removal it goes to the next, or to the button that adds one.
 */
export function renderItemList<Item>({
  items,
  nameOf,
  renderItem,
  onChange,
  words,
}: ItemListModel<Item>): TemplateResult {
  const { actions } = words;
  const move = (event: Event, from: number, to: number): void => {
    const list = (event.currentTarget as HTMLElement).closest('.items');
    const direction = to < from ? '.up' : '.down';
    onChange(moved(items, from, to));
    requestAnimationFrame(() => {
      const buttons = list?.children[to]?.querySelector<HTMLButtonElement>(`${direction}:enabled`);
      (buttons ?? list?.children[to]?.querySelector<HTMLButtonElement>('.move:enabled'))?.focus();
    });
  };
  const remove = (event: Event, index: number): void => {
    const list = (event.currentTarget as HTMLElement).closest('.items');
    onChange(items.toSpliced(index, 1));
    requestAnimationFrame(() => {
      const next = list?.children[Math.min(index, items.length - 2)]?.querySelector<HTMLElement>('.remove');
      focusWhenLost(next ?? list?.parentElement?.querySelector<HTMLElement>('.items ~ .buttons button:enabled'));
    });
  };
  const onDrop = (event: DragEvent, to: number): void => {
    const from = Number(event.dataTransfer?.getData(DRAG_TYPE) || Number.NaN);
    (event.currentTarget as HTMLElement).classList.remove('over');
    if (!Number.isInteger(from)) return;
    event.preventDefault();
    onChange(moved(items, from, to));
  };
  return html`<ol class="items bare">
    ${items.map((item, index) => {
      const name = nameOf(item, index);
      return html`<li
        class="item"
        @dragover=${(event: DragEvent) => accept(event)}
        @dragleave=${({ currentTarget }: Event) => (currentTarget as HTMLElement).classList.remove('over')}
        @drop=${(event: DragEvent) => onDrop(event, index)}
      >
        <header>
          <span
            class="grip icon-button"
            draggable="true"
            aria-hidden="true"
            @dragstart=${(event: DragEvent) => drag(event, index)}
          >
            ⠿
          </span>
          <strong class="grow cut">${name}</strong>
          <button
            class="icon-button move up"
            part="icon-button"
            type="button"
            aria-label="${actions.moveUp}: ${name}"
            ?disabled=${index === 0}
            @click=${(event: Event) => move(event, index, index - 1)}
          >
            <span aria-hidden="true">↑</span>
          </button>
          <button
            class="icon-button move down"
            part="icon-button"
            type="button"
            aria-label="${actions.moveDown}: ${name}"
            ?disabled=${index === items.length - 1}
            @click=${(event: Event) => move(event, index, index + 1)}
          >
            <span aria-hidden="true">↓</span>
          </button>
          <button
            class="icon-button remove"
            part="icon-button"
            type="button"
            aria-label="${actions.remove}: ${name}"
            @click=${(event: Event) => remove(event, index)}
          >
            ${renderDeskIcon('trash')}
          </button>
        </header>
        ${renderItem(item, index)}
      </li>`;
    })}
  </ol>`;
}

/** Another order: the item at `from` is at `to`, and the rest follows. */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(to, 0, ...items.slice(from, from + 1));
}

/** Of our own, so that a file or a text that somebody drops is not taken for an item. */
const DRAG_TYPE = 'text/x-support-console-item';

function drag(event: DragEvent, index: number): void {
  event.dataTransfer?.setData(DRAG_TYPE, String(index));
  const item = (event.currentTarget as HTMLElement).closest('.item');
  if (item !== null) event.dataTransfer?.setDragImage(item, 20, 20);
}

function accept(event: DragEvent): void {
  if (event.dataTransfer?.types.includes(DRAG_TYPE) !== true) return;
  event.preventDefault();
  (event.currentTarget as HTMLElement).classList.add('over');
}
