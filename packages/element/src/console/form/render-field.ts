import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { Json } from '../changes/json.ts';
import type { ConsolePhrases } from '../i18n/phrases.ts';
import { fromList, toList, type Choice, type FieldSpec, type FormModel } from './field-spec.ts';

/** Fields with their labels, hints and faults, and a way back from each change. */
export function renderFields(specs: readonly FieldSpec[], form: FormModel, words: ConsolePhrases): TemplateResult[] {
  return specs.map((spec) => renderField(spec, form, words));
}

export function renderField(spec: FieldSpec, form: FormModel, words: ConsolePhrases): TemplateResult {
  if (spec.kind === 'set') return renderSet(spec, form, words);
  const id = `field-${spec.path}`;
  const fault = form.faultAt(spec.path);
  const faultText = fault === undefined ? null : (fault ?? words.faults.invalid_request);
  const describedBy = [spec.hint && `${id}-hint`, faultText !== null && `${id}-fault`].filter(Boolean).join(' ');
  const control = renderControl(spec, form, words, {
    id,
    describedBy: describedBy || nothing,
    isWrong: faultText !== null,
  });
  const label = words.fields[spec.label];
  const unit = spec.kind === 'number' && spec.unit !== undefined ? ` (${words.units[spec.unit]})` : '';
  const reset = form.isChanged(spec.path)
    ? html`<button
        class="icon-button reset"
        part="icon-button"
        type="button"
        aria-label="${words.actions.reset}: ${label}"
        title=${words.actions.reset}
        @click=${() => form.reset(spec.path)}
      >
        ${renderDeskIcon('reopen')}
      </button>`
    : nothing;
  return html`<div class="labelled" part="field">
    ${
      spec.kind === 'check'
        ? html`<div class="with-reset">
            <label class="check">${control}<span>${label}</span></label
            >${reset}
          </div>`
        : html`<label for=${id}>${label}${unit}</label>
            <div class="with-reset">${control}${reset}</div>`
    }
    ${spec.hint === undefined ? nothing : html`<p class="hint" id="${id}-hint">${words.hints[spec.hint]}</p>`}
    ${faultText === null ? nothing : html`<p class="fault" id="${id}-fault">${faultText}</p>`}
  </div>`;
}

type SetSpec = Extract<FieldSpec, { kind: 'set' }>;
type OneSpec = Exclude<FieldSpec, SetSpec>;

function renderSet(spec: SetSpec, form: FormModel, words: ConsolePhrases): TemplateResult {
  const { path, label, choices, hint } = spec;
  const value = form.read(path);
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  const toggle = (one: string): void => {
    const rest = chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
    form.write(path, rest.length === 0 && spec.isOptional === true ? undefined : rest);
  };
  const hintId = `field-${path}-hint`;
  return html`<fieldset class="labelled" part="field" aria-describedby=${hint === undefined ? nothing : hintId}>
    <legend>${words.fields[label]}</legend>
    ${choices.length === 0 ? html`<p class="hint">${words.states.none}</p>` : nothing}
    ${choices.map(
      ([one, name]) =>
        html`<label class="check">
          <input type="checkbox" .checked=${live(chosen.includes(one))} @change=${() => toggle(one)} />
          <span>${name}</span>
        </label>`,
    )}
    ${hint === undefined ? nothing : html`<p class="hint" id=${hintId}>${words.hints[hint]}</p>`}
  </fieldset>`;
}

interface Wiring {
  readonly id: string;
  readonly describedBy: string | typeof nothing;
  readonly isWrong: boolean;
}

function renderControl(spec: OneSpec, form: FormModel, words: ConsolePhrases, wiring: Wiring): TemplateResult {
  const { id, describedBy, isWrong } = wiring;
  const invalid = isWrong ? 'true' : nothing;
  const { path } = spec;
  const value = form.read(path);
  switch (spec.kind) {
    case 'check':
      return html`<input
        type="checkbox"
        id=${id}
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
        .checked=${live(typeof value === 'boolean' ? value : spec.standard)}
        @change=${({ target }: Event) => form.write(path, (target as HTMLInputElement).checked)}
      />`;
    case 'choice':
      return renderSelect(spec.choices, typeof value === 'string' ? value : spec.standard, wiring, (chosen) =>
        form.write(path, chosen === '' ? emptied(spec.isNullable) : chosen),
      );
    case 'answer':
      return renderSelect(
        [
          ['', words.choices.any],
          ['true', words.choices.yes],
          ['false', words.choices.no],
        ],
        typeof value === 'boolean' ? String(value) : '',
        wiring,
        (chosen) => form.write(path, chosen === '' ? undefined : chosen === 'true'),
      );
    case 'number':
      return html`<input
        class="field"
        part="control"
        type="number"
        inputmode="numeric"
        id=${id}
        min=${spec.low}
        max=${spec.high}
        step="1"
        placeholder=${spec.standard ?? nothing}
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
        .value=${live(typeof value === 'number' ? String(value) : '')}
        @input=${({ target }: Event) => {
          const text = (target as HTMLInputElement).value;
          const number = Number(text);
          if (text === '') return form.write(path, emptied(spec.isNullable));
          const isRight = Number.isInteger(number) && number >= spec.low && number <= spec.high;
          form.write(path, number, isRight ? undefined : words.noNumber(String(spec.low), String(spec.high)));
        }}
      />`;
    case 'multiline':
      return html`<textarea
        class="field"
        part="control"
        rows="3"
        id=${id}
        maxlength=${spec.most}
        ?required=${spec.isRequired}
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
        .value=${live(String(value ?? ''))}
        @input=${({ target }: Event) => form.write(path, emptyOr((target as HTMLTextAreaElement).value, spec))}
      ></textarea>`;
    case 'list':
      return html`<textarea
        class="field"
        part="control"
        rows=${spec.separator === 'line' ? 3 : 1}
        id=${id}
        placeholder=${spec.placeholder ?? nothing}
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
        .value=${fromList(value, spec.separator)}
        @change=${({ target }: Event) => form.write(path, listOr((target as HTMLTextAreaElement).value, spec))}
      ></textarea>`;
    default:
      return html`<input
        class="field"
        part="control"
        type=${spec.type ?? 'text'}
        id=${id}
        maxlength=${spec.most}
        ?required=${spec.isRequired}
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
        .value=${live(String(value ?? ''))}
        @input=${({ target }: Event) => form.write(path, emptyOr((target as HTMLInputElement).value, spec))}
      />`;
  }
}

function renderSelect(
  choices: readonly Choice[],
  current: string,
  { id, describedBy, isWrong }: Wiring,
  choose: (value: string) => void,
): TemplateResult {
  return html`<select
    class="field"
    part="control"
    id=${id}
    aria-describedby=${describedBy}
    aria-invalid=${isWrong ? 'true' : nothing}
    .value=${live(current)}
    @change=${({ target }: Event) => choose((target as HTMLSelectElement).value)}
  >
    ${choices.map(([one, label]) => html`<option value=${one} ?selected=${one === current}>${label}</option>`)}
  </select>`;
}

/** A required text stays a text: the server says that it must not be empty. */
function emptyOr(
  text: string,
  { isRequired, isNullable }: { isRequired?: boolean; isNullable?: boolean },
): Json | undefined {
  return text === '' && isRequired !== true ? emptied(isNullable) : text;
}

function listOr(text: string, { separator, mayBeEmpty }: Extract<FieldSpec, { kind: 'list' }>): Json | undefined {
  const items = toList(text, separator);
  return items.length > 0 || mayBeEmpty === true ? items : undefined;
}

function emptied(isNullable: boolean | undefined): null | undefined {
  return isNullable === true ? null : undefined;
}
