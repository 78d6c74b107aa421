import { html, nothing, type TemplateResult } from 'lit';

export interface DeskTab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Beside the label when it is more than zero. */
  readonly count?: number;
}

export interface TabsModel<Id extends string> {
  /** What they are tabs of. */
  readonly label: string;
  readonly tabs: readonly DeskTab<Id>[];
  readonly selected: Id;
  /** Id of the one panel that shows what is selected. */
  readonly panelId: string;
  readonly onSelect: (id: Id) => void;
}

/** A row of tabs that are selected as the focus moves, by arrows that follow the direction of writing. */
export function renderTabs<Id extends string>({
  label,
  tabs,
  selected,
  panelId,
  onSelect,
}: TabsModel<Id>): TemplateResult {
  const onKeydown = (event: KeyboardEvent): void => {
    const row = event.currentTarget as HTMLElement;
    const isRtl = getComputedStyle(row).direction === 'rtl';
    const at = tabs.findIndex(({ id }) => id === selected);
    const last = tabs.length - 1;
    const goal = {
      [isRtl ? 'ArrowLeft' : 'ArrowRight']: at === last ? 0 : at + 1,
      [isRtl ? 'ArrowRight' : 'ArrowLeft']: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    const tab = goal === undefined ? undefined : tabs[goal];
    if (tab === undefined || goal === undefined) return;
    event.preventDefault();
    onSelect(tab.id);
    row.querySelectorAll<HTMLElement>('[role=tab]')[goal]?.focus();
  };
  return html`<div class="tabs" part="tabs" role="tablist" aria-label=${label} @keydown=${onKeydown}>
    ${tabs.map(
      ({ id, label: name, count = 0 }) =>
        html`<button
          class="tab"
          part="tab"
          type="button"
          role="tab"
          id="tab-${id}"
          aria-selected=${id === selected ? 'true' : 'false'}
          aria-controls=${panelId}
          tabindex=${id === selected ? '0' : '-1'}
          @click=${() => onSelect(id)}
        >
          ${name}${count > 0 ? html`<span class="count">${count > 99 ? '99+' : count}</span>` : nothing}
        </button>`,
    )}
  </div>`;
}
