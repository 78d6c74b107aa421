import { html, nothing, type TemplateResult } from 'lit';
import { LANGUAGES } from '../../i18n/load-phrases.ts';
import { isJsonObject, type Json, type JsonObject } from '../changes/json.ts';
import type { FieldSpec } from '../form/field-spec.ts';
import { renderFields } from '../form/render-field.ts';
import type { TabModel } from './tab-model.ts';

const TEXTS = 'localization.texts';
const LOCALES = 'localization.locales';

/** Which languages visitors get, and the team's own words in them. */
export function renderLanguages({ words, draft, context }: TabModel): TemplateResult {
  const codes = ['en', ...Object.keys(LANGUAGES)];
  const names = new Intl.DisplayNames(context.language.chat.phrases.code, { type: 'language' });
  const nameOf = (code: string): string => names.of(code) ?? code;
  const fields: readonly FieldSpec[] = [
    {
      kind: 'choice',
      path: 'localization.default_locale',
      label: 'defaultLocale',
      standard: 'en',
      choices: codes.map((code) => [code, nameOf(code)] as const),
    },
  ];
  const stored = draft.read(LOCALES);
  const offered = Array.isArray(stored) ? (stored as readonly string[]) : [];
  const toggle = (code: string): void => {
    const rest = offered.filter((one) => one !== code);
    draft.write(LOCALES, rest.length < offered.length ? rest : [...offered, code]);
  };
  return html`<div class="card" part="card">
      <div class="columns">${renderFields(fields, draft, words)}</div>
      <fieldset class="bare">
        <legend>${words.fields.locales}</legend>
        <p class="hint">${words.languagesText}</p>
        <div class="columns tight">
          ${codes.map(
            (code) =>
              html`<label class="check">
                <input type="checkbox" .checked=${offered.includes(code)} @change=${() => toggle(code)} />
                <span lang=${code}>${nameOf(code)}</span>
              </label>`,
          )}
        </div>
      </fieldset>
    </div>
    <div class="card" part="card">
      <h2>${words.fields.texts}</h2>
      ${renderTexts()}
    </div>`;

  function renderTexts(): TemplateResult {
    const texts = readTexts(draft.read(TEXTS));
    const write = (locale: string, name: string, text: string | undefined): void => {
      const inLocale = writeText(texts[locale] ?? {}, name, text);
      draft.write(TEXTS, writeText(texts, locale, Object.keys(inLocale).length === 0 ? undefined : inLocale));
    };
    const add = (event: SubmitEvent): void => {
      event.preventDefault();
      const form = event.target as HTMLFormElement;
      const { locale, name } = Object.fromEntries(new FormData(form)) as { locale: string; name: string };
      if (name.trim() === '') return;
      write(locale, name.trim(), texts[locale]?.[name.trim()] ?? '');
      form.reset();
    };
    return html`${Object.entries(texts).map(([locale, own]) =>
        Object.entries(own).map(
          ([name, text]) =>
            html`<div class="labelled" part="field">
              <label for="text-${locale}-${name}">${nameOf(locale)}: <code>${name}</code></label>
              <div class="with-reset">
                <textarea
                  class="field"
                  part="control"
                  rows="2"
                  id="text-${locale}-${name}"
                  lang=${locale}
                  dir="auto"
                  maxlength="1000"
                  .value=${text}
                  @input=${({ target }: Event) => write(locale, name, (target as HTMLTextAreaElement).value)}
                ></textarea>
                <button
                  class="button quiet"
                  part="button-quiet"
                  type="button"
                  aria-label="${words.actions.remove}: ${name}"
                  @click=${() => write(locale, name, undefined)}
                >
                  ${words.actions.remove}
                </button>
              </div>
            </div>`,
        ),
      )}
      <form class="columns" @submit=${add}>
        <div class="labelled" part="field">
          <label for="text-locale">${words.fields.language}</label>
          <select class="field" part="control" id="text-locale" name="locale">
            ${codes.map((code) => html`<option value=${code}>${nameOf(code)}</option>`)}
          </select>
        </div>
        <div class="labelled" part="field">
          <label for="text-name">${words.fields.name}</label>
          <input
            class="field"
            part="control"
            id="text-name"
            name="name"
            dir="ltr"
            pattern="[A-Za-z][A-Za-z0-9_.:\\-]{0,99}"
            aria-describedby="text-name-hint"
          />
          <p class="hint" id="text-name-hint">${words.hints.textName}</p>
        </div>
        <div class="buttons">
          <button class="button quiet" part="button-quiet" type="submit">${words.actions.addText}</button>
        </div>
      </form>
      ${draft.faultAt(TEXTS) === undefined ? nothing : html`<p class="fault" role="alert">${words.faults.invalid_request}</p>`}`;
  }
}

/** Names of texts may have dots in them, so they are no paths. */
function writeText(texts: JsonObject, name: string, value: Json | undefined): JsonObject {
  const others = Object.entries(texts).filter(([one]) => one !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

function readTexts(value: unknown): Texts {
  return isJsonObject(value) ? (value as JsonObject as unknown as Texts) : {};
}
