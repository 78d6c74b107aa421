import { html, nothing, type TemplateResult } from 'lit';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import { MOST_BODY_CHARACTERS, MOST_TITLE_CHARACTERS, type TextFault, type TextFields } from './text-fields.ts';

/** What the server fills in when a text is used. */
const PLACEHOLDERS = ['{{visitor.name}}', '{{agent.name}}', '{{conversation.number}}'];

export interface TextFormModel {
  readonly fields: TextFields;
  readonly fault: TextFault | null;
  readonly language: DeskLanguage<InboxPhrases>;
  readonly onInput: (name: keyof TextFields, value: string) => void;
  readonly onSubmit: (event: Event) => void;
}

/** A text as a form. What is wrong stands below the field it is wrong in, or above all. */
export function renderTextForm(model: TextFormModel): TemplateResult {
  const { fields, fault, language, onInput, onSubmit } = model;
  const { texts } = language.words;
  const set = (event: Event): void => {
    const { name, value } = event.target as HTMLInputElement | HTMLTextAreaElement;
    onInput(name as keyof TextFields, value);
  };
  return html`<form id="form" novalidate @submit=${onSubmit} @input=${set}>
    ${fault === null || fault.field !== null ? nothing : html`<p class="notice" role="alert">${sentenceFor(fault, language)}</p>`}
    <div class="labelled">
      <label for="title">${texts.name}</label>
      <input
        class="field"
        id="title"
        name="title"
        dir="auto"
        autocomplete="off"
        maxlength=${MOST_TITLE_CHARACTERS}
        data-first
        data-focus
        .value=${fields.title}
        aria-invalid=${fault?.field === 'title' ? 'true' : nothing}
        aria-describedby=${fault?.field === 'title' ? 'title-hint' : nothing}
      />${renderHint('title', model)}
    </div>
    <div class="labelled">
      <label for="shortcut">${texts.shortcut}</label>
      <span class="slashed" dir="ltr"
        ><kbd aria-hidden="true">/</kbd
        ><input
          class="field"
          id="shortcut"
          name="shortcut"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          .value=${fields.shortcut}
          aria-invalid=${fault?.field === 'shortcut' ? 'true' : nothing}
          aria-describedby="shortcut-hint" /></span
      >${renderHint('shortcut', model)}
    </div>
    <div class="labelled">
      <label for="body">${texts.body}</label>
      <textarea
        class="field"
        id="body"
        name="body"
        rows="6"
        dir="auto"
        maxlength=${MOST_BODY_CHARACTERS}
        .value=${fields.body}
        aria-invalid=${fault?.field === 'body' ? 'true' : nothing}
        aria-describedby="body-hint"
      ></textarea
      >${renderHint('body', model)}
    </div>
  </form>`;
}

function renderHint(field: keyof TextFields, { fault, language }: TextFormModel): TemplateResult | typeof nothing {
  const { texts } = language.words;
  const id = `${field}-hint`;
  if (fault?.field === field)
    return html`<small class="fault" id=${id} role="alert">${sentenceFor(fault, language)}</small>`;
  if (field === 'shortcut') return html`<small class="hint" id=${id}>${texts.shortcutHint}</small>`;
  if (field === 'title') return nothing;
  return html`<small class="hint" id=${id}
    >${texts.fillsIn} ${PLACEHOLDERS.map((name) => html`<code dir="ltr">${name}</code> `)}</small
  >`;
}

function sentenceFor({ kind }: TextFault, { words: { texts }, chat: { phrases } }: DeskLanguage<InboxPhrases>): string {
  switch (kind) {
    case 'missing':
      return phrases.answerFaults.required;
    case 'shape':
      return texts.shortcutHint;
    case 'taken':
      return texts.taken;
    case 'gone':
      return texts.gone;
    case 'full':
      return texts.full;
    case 'unreachable':
      return texts.keptHere;
    case 'busy':
      return phrases.failures.rate_limited ?? phrases.actionFailed;
    case 'refused':
      return phrases.actionFailed;
  }
}
