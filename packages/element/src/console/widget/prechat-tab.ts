import { html, type TemplateResult } from 'lit';
import type { JsonObject } from '../changes/json.ts';
import type { FieldSpec } from '../form/field-spec.ts';
import { renderListSetting } from '../form/list-setting.ts';
import { renderFields } from '../form/render-field.ts';
import type { ConsolePhrases } from '../i18n/phrases.ts';
import { consentFields, prechatFields } from './fields.ts';
import type { TabModel } from './tab-model.ts';

const KINDS = [
  'text', 'textarea', 'email', 'phone', 'number', 'select', 'checkbox', 'department', 'category', 'subject',
] as const; // prettier-ignore

/** What is asked before the first message. */
export function renderPrechat({ words, draft }: TabModel): TemplateResult {
  return html`<div class="card" part="card">
      <div class="columns">${renderFields(prechatFields, draft, words)}</div>
    </div>
    <div class="card" part="card">
      ${renderListSetting({
        path: 'prechat.fields',
        form: draft,
        words,
        most: 30,
        key: 'name',
        stem: 'question',
        preset: { label: words.fields.field, kind: 'text' },
        addLabel: words.actions.addField,
        nameOf: ({ label, name }) => String(label || name),
        renderItem: (question, fields) => html`<div class="columns">${fields(questionFields(question, words))}</div>`,
      })}
    </div>
    <div class="card" part="card">
      <h2>${words.fields.consent}</h2>
      <div class="columns">${renderFields(consentFields, draft, words)}</div>
    </div>`;
}

/** What can be said of a question depends on its kind. */
function questionFields({ kind }: JsonObject, { choices }: ConsolePhrases): readonly FieldSpec[] {
  const isText = kind === 'text' || kind === 'textarea' || kind === 'subject';
  const isTyped = isText || kind === 'email' || kind === 'phone' || kind === 'number';
  const hasOptions = kind === 'select' || kind === 'category';
  const whenTyped: readonly FieldSpec[] = [{ kind: 'text', path: 'placeholder', label: 'placeholder', most: 200 }];
  const whenText: readonly FieldSpec[] = [
    { kind: 'number', path: 'max_characters', label: 'characters', low: 1, high: 2_000, standard: 2_000 },
    { kind: 'text', path: 'pattern', label: 'pattern', hint: 'pattern', most: 200 },
  ];
  const whenChosen: readonly FieldSpec[] = [{ kind: 'list', path: 'options', label: 'options', separator: 'line' }];
  return [
    { kind: 'text', path: 'label', label: 'label', most: 200, isRequired: true },
    {
      kind: 'choice',
      path: 'kind',
      label: 'kind',
      standard: 'text',
      choices: KINDS.map((one) => [one, choices[one]] as const),
    },
    { kind: 'text', path: 'name', label: 'name', most: 40, isRequired: true },
    ...(hasOptions ? whenChosen : []),
    ...(isTyped ? whenTyped : []),
    ...(isText ? whenText : []),
    { kind: 'check', path: 'is_required', label: 'required', standard: false },
  ];
}
