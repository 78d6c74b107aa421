import { html, nothing, type TemplateResult } from 'lit';
import { renderPrechatField } from '../../components/prechat/prechat-field.ts';
import { answersFromText } from '../../content/form-answers.ts';
import type { MessageForm } from '../../content/rich-content.ts';
import type { Localizer } from '../../i18n/localizer.ts';

export interface ShownFormModel {
  readonly form: MessageForm;
  /** Of the message. */
  readonly text: string;
  /** What the visitor has answered; null: nothing yet. */
  readonly answer: string | null;
  readonly localizer: Localizer;
}

/** A form that waits for the visitor, with its questions; or what they have answered. */
export function renderShownForm({ form, text, answer, localizer }: ShownFormModel): TemplateResult {
  const { phrases } = localizer;
  const title = form.title ?? (text.trim() || phrases.prechatTitle);
  if (answer !== null) return renderAnswers(form, title, answer);
  return html`<fieldset class="card padded" disabled aria-labelledby="title">
    <p class="title" id="title" dir="auto">${title}</p>
    ${form.fields.map((field) =>
      renderPrechatField({ field, departments: [], initial: undefined, fault: undefined, localizer }),
    )}
    <button class="button" type="button">${form.submitLabel ?? phrases.send}</button>
  </fieldset>`;
}

function renderAnswers({ fields }: MessageForm, title: string, text: string): TemplateResult {
  const answers = answersFromText(fields, text);
  return html`<div class="card padded">
    <p class="title" dir="auto">${title}</p>
    ${
      answers.size === 0
        ? html`<p class="text" dir="auto">${text}</p>`
        : html`<dl>
            ${fields.map(({ name, label }) => {
              const answer = answers.get(name);
              return answer === undefined
                ? nothing
                : html`<div>
                    <dt dir="auto">${label}</dt>
                    <dd dir="auto">${answer}</dd>
                  </div>`;
            })}
          </dl>`
    }
  </div>`;
}
