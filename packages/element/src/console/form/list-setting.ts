import { html, nothing, type TemplateResult } from 'lit';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { JsonObject, Path } from '../changes/json.ts';
import type { ConsolePhrases } from '../i18n/phrases.ts';
import type { FieldSpec, FormModel } from './field-spec.ts';
import { renderItemList } from './item-list.ts';
import { fieldsOfItem, formOfItem, freeName, itemsOf } from './list-form.ts';
import { renderFields } from './render-field.ts';

export interface ListSettingModel {
  readonly path: Path;
  readonly form: FormModel;
  readonly words: ConsolePhrases;
  /** How many the server takes. */
  readonly most: number;
  /** What items are told apart by, and how that of a new one begins. */
  readonly key: string;
  readonly stem: string;
  /** The rest of a new one. */
  readonly preset: JsonObject;
  readonly addLabel: string;
  readonly nameOf: (item: JsonObject) => string;
  /** Its content, of the fields that it names. */
  readonly renderItem: (
    item: JsonObject,
    fields: (specs: readonly FieldSpec[]) => readonly TemplateResult[],
  ) => TemplateResult;
}

/** A list that is one setting: its items in order, one more, what is wrong with it as a whole, and the way back. */
export function renderListSetting(model: ListSettingModel): TemplateResult {
  const { path, form, words, key } = model;
  const items = itemsOf(form, path);
  const change = (changed: readonly JsonObject[]): void => form.write(path, changed);
  const add = (): void => {
    const taken = items.map((item) => item[key]);
    change([...items, { [key]: freeName(model.stem, taken), ...model.preset }]);
  };
  const fault = form.faultAt(path);
  return html`${renderItemList({
      items,
      words,
      nameOf: model.nameOf,
      renderItem: (item, index) =>
        model.renderItem(item, (specs) =>
          renderFields(fieldsOfItem(specs, index), formOfItem(form, path, items, index), words),
        ),
      onChange: change,
    })}
    ${fault === undefined ? nothing : html`<p class="fault" role="alert">${fault ?? words.faults.invalid_request}</p>`}
    <div class="buttons">
      <button
        class="button quiet"
        part="button-quiet"
        type="button"
        ?disabled=${items.length >= model.most}
        @click=${add}
      >
        ${renderDeskIcon('plus')}${model.addLabel}
      </button>
      ${
        form.isChanged(path)
          ? html`<button class="button ghost" part="button-quiet" type="button" @click=${() => form.reset(path)}>
              ${words.actions.reset}
            </button>`
          : nothing
      }
    </div>`;
}
