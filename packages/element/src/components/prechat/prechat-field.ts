import type { ChatDepartment, ChatPrechatField } from '@support-chat/sdk';
import type { WirePrechatFault } from '@support-chat/sdk/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderIcon } from '../icon/icon.ts';
import { renderDepartment } from './department-choice.ts';
import { inLanguage } from './in-language.ts';
import { describeFault } from './prechat-faults.ts';

export interface PrechatFieldModel {
  readonly field: ChatPrechatField;
  readonly departments: readonly ChatDepartment[];
  /** What was typed when the form was drawn first; from then on the field knows better. */
  readonly initial: string | boolean | undefined;
  readonly fault: WirePrechatFault | undefined;
  readonly localizer: Localizer;
}

/** One question with its label, and what is wrong with the answer. */
export function renderPrechatField(model: PrechatFieldModel): TemplateResult {
  const { field, fault, localizer, departments } = model;
  const { phrases } = localizer;
  const id = `field-${field.name}`;
  const label = html`<bdi>${inLanguage(field.labels, phrases.code, field.label)}</bdi>${
      field.isRequired ? nothing : html` <span class="optional">${phrases.optional}</span>`
    }`;
  const error = renderFault(id, fault, localizer, field.maxCharacters);
  if (field.kind === 'checkbox')
    return renderCheck({ ...model, name: field.name, isRequired: field.isRequired, label });
  if (field.kind === 'department' && departments.length > 0)
    return html`<fieldset
      class="field"
      part="field"
      role="radiogroup"
      aria-required=${field.isRequired ? 'true' : nothing}
      aria-invalid=${fault ? 'true' : nothing}
      aria-describedby=${fault ? `${id}-error` : nothing}
    >
      <legend>${label}</legend>
      <div class="choices">
        ${departments.map(
          (department) =>
            html`<label class="choice" part="card"
              ><input
                type="radio"
                name=${field.name}
                value=${department.id}
                ?checked=${model.initial === department.id}
                aria-describedby=${fault ? `${id}-error` : nothing}
              />${renderDepartment(department, localizer)}</label
            >`,
        )}
      </div>
      ${error}
    </fieldset>`;
  return html`<div class="field" part="field">
    <label for=${id}>${label}</label>
    ${renderControl(model, id)}${error}
  </div>`;
}

export interface CheckModel extends Pick<PrechatFieldModel, 'initial' | 'fault' | 'localizer'> {
  readonly name: string;
  readonly isRequired: boolean;
  readonly label: unknown;
  /** What follows the words, outside of the label. */
  readonly link?: TemplateResult | typeof nothing;
}

export function renderCheck({ name, isRequired, label, link, initial, fault, localizer }: CheckModel): TemplateResult {
  const id = `field-${name}`;
  return html`<div class="field" part="field">
    <div class="check">
      <input
        type="checkbox"
        id=${id}
        name=${name}
        ?checked=${initial === true}
        aria-required=${isRequired ? 'true' : nothing}
        aria-invalid=${fault ? 'true' : nothing}
        aria-describedby=${fault ? `${id}-error` : nothing}
      />
      <span><label for=${id}>${label}</label> ${link ?? nothing}</span>
    </div>
    ${renderFault(id, fault, localizer)}
  </div>`;
}

function renderFault(
  id: string,
  fault: WirePrechatFault | undefined,
  { phrases }: Localizer,
  limit?: number,
): TemplateResult | typeof nothing {
  return fault ? html`<p class="error" id="${id}-error">${describeFault(fault, phrases, limit)}</p>` : nothing;
}

type InputKind = 'text' | 'email' | 'phone' | 'number' | 'subject' | 'category' | 'department';

/** `type`, `inputmode` and `autocomplete` of one-line fields. */
const INPUTS: Readonly<Partial<Record<InputKind, readonly [string, string, string?]>>> = {
  email: ['email', 'email', 'email'],
  phone: ['tel', 'tel', 'tel'],
  number: ['text', 'decimal'],
};

function renderControl({ field, initial, fault, localizer }: PrechatFieldModel, id: string): TemplateResult {
  const { name, kind, placeholder, isRequired, options } = field;
  const text = typeof initial === 'string' ? initial : '';
  const required = isRequired ? 'true' : nothing;
  const invalid = fault ? 'true' : nothing;
  const error = fault ? `${id}-error` : nothing;
  if ((kind === 'select' || kind === 'category') && options)
    return html`<span class="select">
      <select
        part="control"
        id=${id}
        name=${name}
        aria-required=${required}
        aria-invalid=${invalid}
        aria-describedby=${error}
      >
        <option value="">${placeholder ?? localizer.phrases.choose}</option>
        ${options.map((option) => html`<option ?selected=${option === text}>${option}</option>`)}
      </select>
      ${renderIcon('down')}
    </span>`;
  if (kind === 'textarea')
    return html`<textarea
      part="control"
      id=${id}
      name=${name}
      rows="4"
      dir="auto"
      placeholder=${placeholder ?? nothing}
      aria-required=${required}
      aria-invalid=${invalid}
      aria-describedby=${error}
      .value=${text}
    ></textarea>`;
  const [type, mode, autocomplete] = INPUTS[kind as InputKind] ?? ['text', 'text'];
  return html`<input
    part="control"
    id=${id}
    name=${name}
    type=${type}
    inputmode=${mode}
    autocomplete=${autocomplete ?? (name === 'name' ? 'name' : nothing)}
    dir=${type === 'text' ? 'auto' : nothing}
    placeholder=${placeholder ?? nothing}
    aria-required=${required}
    aria-invalid=${invalid}
    aria-describedby=${error}
    .value=${text}
  />`;
}
