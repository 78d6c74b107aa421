import { html, nothing, type TemplateResult } from 'lit';
import type { DraftController } from '../changes/draft-controller.ts';
import type { Json, Path } from '../changes/json.ts';
import type { Side } from '../changes/merge.ts';
import type { FieldSpec } from './field-spec.ts';
import type { ConsolePhrases } from '../i18n/phrases.ts';
import { PARTS } from '../parts.ts';

/** Says how much is not saved, and saves it. */
export function renderSaveBar(draft: DraftController, words: ConsolePhrases): TemplateResult {
  const { changeCount } = draft;
  return html`<div class="save-bar" part="save-bar">
    <p class="muted" role="status">
      ${draft.isSaving ? words.states.saving : changeCount > 0 ? words.unsaved(changeCount) : nothing}
    </p>
    <button
      class="button quiet"
      part="button-quiet"
      type="button"
      ?disabled=${changeCount === 0}
      @click=${() => draft.discard()}
    >
      ${words.actions.discard}
    </button>
    <button class="button" part="button" type="button" ?disabled=${!draft.canSave} @click=${() => draft.save()}>
      ${words.actions.save}
    </button>
  </div>`;
}

/** Lets somebody choose, setting by setting, what stays where two people made different changes. */
export function renderConflict(
  draft: DraftController,
  words: ConsolePhrases,
  fields: readonly FieldSpec[],
  /** Of what has no field of its own. */
  labelOf: (path: Path) => string = (path) => path,
): TemplateResult | typeof nothing {
  const { conflict } = draft;
  if (conflict === null) return nothing;
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const choices = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Record<Path, Side>;
    void draft.resolve(choices);
  };
  return html`<support-desk-dialog
    exportparts=${PARTS}
    heading=${words.conflictTitle}
    close-label=${words.actions.close}
    @desk-close=${() => draft.postpone()}
  >
    <p>${words.conflictText}</p>
    ${conflict.taken.length > 0 ? html`<p class="muted">${words.conflictTaken(conflict.taken.length)}</p>` : nothing}
    <form id="conflict" @submit=${onSubmit}>
      ${conflict.conflicts.map(
        ({ path, mine, theirs }) =>
          html`<fieldset class="conflict">
            <legend>${nameOf(path)}</legend>
            ${renderSide(path, 'mine', words.mine, mine, true)}
            ${renderSide(path, 'theirs', words.theirs, theirs, false)}
          </fieldset>`,
      )}
    </form>
    <div slot="actions" class="buttons end">
      <button class="button quiet" part="button-quiet" type="button" @click=${() => draft.postpone()}>
        ${words.actions.cancel}
      </button>
      <button class="button" part="button" type="submit" form="conflict">${words.actions.save}</button>
    </div>
  </support-desk-dialog>`;

  function nameOf(path: Path): string {
    const field = fields.find((spec) => spec.path === path);
    return field === undefined ? labelOf(path) : words.fields[field.label];
  }

  function show(path: Path, value: Json | undefined): string {
    const field = fields.find((spec) => spec.path === path);
    if (field === undefined || !('choices' in field) || value === undefined || value === null)
      return showValue(value, words);
    const names = new Map(field.choices);
    const chosen = Array.isArray(value) ? (value as readonly Json[]) : [value];
    return showValue(chosen.map((one) => names.get(String(one)) ?? String(one)).join(', '), words);
  }

  function renderSide(path: Path, side: Side, name: string, value: Json | undefined, isFirst: boolean): TemplateResult {
    return html`<label class="check side">
      <input type="radio" name=${path} value=${side} ?checked=${isFirst} />
      <span>${name}: <code>${show(path, value)}</code></span>
    </label>`;
  }
}

/** A setting as people can compare it. */
export function showValue(value: Json | undefined, { choices, states }: ConsolePhrases): string {
  if (value === undefined || value === null || value === '') return states.none;
  if (typeof value === 'boolean') return value ? choices.yes : choices.no;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
