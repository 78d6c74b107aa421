import type { CannedResponse } from '@support-chat/sdk/agent';
import { html, nothing, type TemplateResult } from 'lit';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import { MOST_OWN_TEXTS } from './text-fields.ts';

export interface TextListModel {
  /** Null: they are not here yet. */
  readonly texts: readonly CannedResponse[] | null;
  /** They could not be asked for. */
  readonly hasFailed: boolean;
  /** What became of the last one; empty: nothing yet. */
  readonly news: string;
  readonly language: DeskLanguage<InboxPhrases>;
  readonly onEdit: (text: CannedResponse) => void;
  readonly onDelete: (text: CannedResponse) => void;
  readonly onAgain: () => void;
}

/** The agent's own texts, each with what can be done with it. */
export function renderTextList(model: TextListModel): TemplateResult {
  const { texts, news, language } = model;
  const { words } = language;
  return html`<p class="hint">${words.texts.intro}</p>
    ${(texts?.length ?? 0) >= MOST_OWN_TEXTS ? html`<p class="notice">${words.texts.full}</p>` : nothing}
    <p class="hint news" role="status">${news}</p>
    ${
      texts === null || texts.length === 0
        ? renderNone(model)
        : html`<ul class="texts">
            ${texts.map((text) => renderText(text, model))}
          </ul>`
    }`;
}

function renderNone({ texts, hasFailed, language, onAgain }: TextListModel): TemplateResult {
  const { words, chat } = language;
  if (texts !== null) return html`<p class="blank">${words.texts.empty}</p>`;
  if (!hasFailed) return html`<p class="blank muted">${chat.phrases.loading}</p>`;
  return html`<div class="blank" role="alert">
    <p>${words.cannedFailed}</p>
    <button class="button quiet" type="button" data-focus @click=${onAgain}>${chat.phrases.tryAgain}</button>
  </div>`;
}

function renderText(text: CannedResponse, { language, onEdit, onDelete }: TextListModel): TemplateResult {
  const { texts } = language.words;
  return html`<li data-id=${text.id}>
    <div class="what">
      <b class="cut" dir="auto">${text.title}</b><kbd class="cut" dir="ltr">/${text.shortcut}</kbd>
      <span class="body" dir="auto">${text.body}</span>
    </div>
    ${renderTool('edit', texts.change(text.title), () => onEdit(text))}
    ${renderTool('trash', texts.remove(text.title), () => onDelete(text))}
  </li>`;
}

function renderTool(icon: 'edit' | 'trash', label: string, onClick: () => void): TemplateResult {
  return html`<button
    class="icon-button"
    part="icon-button"
    type="button"
    aria-label=${label}
    title=${label}
    @click=${onClick}
  >
    ${renderDeskIcon(icon)}
  </button>`;
}
