import type { AgentTeam, ConversationPriority, ConversationStatus, InboxFilter } from '@support-chat/sdk/agent';
import { html, nothing, type TemplateResult } from 'lit';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';

const STATUSES: readonly ConversationStatus[] = ['queued', 'active', 'resolved', 'closed'];
const PRIORITIES: readonly ConversationPriority[] = ['urgent', 'high', 'normal', 'low'];

export interface FiltersModel {
  readonly filter: InboxFilter;
  readonly team: AgentTeam | null;
  readonly words: InboxPhrases;
  readonly onChange: (filter: InboxFilter) => void;
}

/** How many are on; tab and search are not among them. */
export function countFilters({ status, departmentId, tag, priority, isSnoozed }: InboxFilter): number {
  return [status, departmentId, tag, priority, isSnoozed].filter((value) => value !== undefined).length;
}

/** The filter with one of its parts as open as if it had never been set. */
export function without(filter: InboxFilter, name: keyof InboxFilter): InboxFilter {
  const { scope, ...rest } = filter;
  return { scope, ...Object.fromEntries(Object.entries(rest).filter(([part]) => part !== name)) };
}

export function renderFilters({ filter, team, words, onChange }: FiltersModel): TemplateResult {
  const set = <Name extends keyof InboxFilter>(name: Name, value: InboxFilter[Name] | undefined): void => {
    onChange({ ...without(filter, name), ...(value === undefined ? {} : { [name]: value }) });
  };
  const departments = team?.departments ?? [];
  return html`<div class="filters">
    ${renderChoice(words.status, words.any, filter.status?.[0], STATUSES, words.statuses, (status) =>
      set('status', status && [status]),
    )}
    ${renderChoice(words.priority, words.any, filter.priority, PRIORITIES, words.priorities, (priority) =>
      set('priority', priority),
    )}
    ${
      departments.length === 0
        ? nothing
        : renderChoice(
            words.department,
            words.any,
            filter.departmentId,
            departments.map(({ id }) => id),
            Object.fromEntries(departments.map(({ id, name }) => [id, name])),
            (departmentId) => set('departmentId', departmentId),
          )
    }
    <label class="labelled"
      ><span>${words.tag}</span
      ><input
        class="field"
        autocomplete="off"
        .value=${filter.tag ?? ''}
        @change=${({ target }: Event) => set('tag', (target as HTMLInputElement).value.trim() || undefined)}
    /></label>
    <label class="check"
      ><input
        type="checkbox"
        .checked=${filter.isSnoozed === true}
        @change=${({ target }: Event) => set('isSnoozed', (target as HTMLInputElement).checked ? true : undefined)}
      />${words.onlySnoozed}</label
    >
    <button
      class="button ghost"
      type="button"
      ?disabled=${countFilters(filter) === 0}
      @click=${() => onChange({ scope: filter.scope, ...(filter.search ? { search: filter.search } : {}) })}
    >
      ${words.resetFilters}
    </button>
  </div>`;
}

function renderChoice<Value extends string>(
  label: string,
  any: string,
  selected: Value | undefined,
  values: readonly Value[],
  names: Readonly<Record<string, string>>,
  onSelect: (value: Value | undefined) => void,
): TemplateResult {
  return html`<label class="labelled"
    ><span>${label}</span
    ><select
      class="field"
      @change=${({ target }: Event) => {
        const { value } = target as HTMLSelectElement;
        onSelect(values.find((known) => known === value));
      }}
    >
      <option value="" ?selected=${selected === undefined}>${any}</option>
      ${values.map((value) => html`<option value=${value} ?selected=${value === selected}>${names[value]}</option>`)}
    </select></label
  >`;
}
