import { html, nothing, type TemplateResult } from 'lit';
import type { Card, QuickReply } from '../../content/rich-content.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderLinkedText } from '../message/linked-text.ts';

export interface CardModel {
  readonly card: Card;
  /** The visitor has written since: what could be answered by a click is a thing of the past. */
  readonly isPassed: boolean;
  readonly localizer: Localizer;
  /** Null: to be read by the team, who do not answer themselves. */
  readonly onReply: ((reply: QuickReply) => void) | null;
  readonly onLinkClick: (event: MouseEvent) => void;
}

/** A picture, a title, a text, and what can be done with it. */
export function renderCard({ card, isPassed, onReply, onLinkClick }: CardModel): TemplateResult {
  const { title, text, imageUrl, imageAlt, buttons } = card;
  const offered = isPassed ? buttons.filter(({ kind }) => kind === 'link') : buttons;
  return html`<div class="card" part="card">
    ${
      imageUrl === null
        ? nothing
        : html`<img
            src=${imageUrl}
            alt=${imageAlt}
            loading="lazy"
            decoding="async"
            referrerpolicy="no-referrer"
            @error=${removeBroken}
          />`
    }
    ${
      title === null && text === null
        ? nothing
        : html`<div class="words">
            ${title === null ? nothing : html`<p class="title" dir="auto">${title}</p>`}
            ${text === null ? nothing : html`<p class="text" dir="auto">${renderLinkedText(text, onLinkClick)}</p>`}
          </div>`
    }
    ${offered.map((button) =>
      button.kind === 'link'
        ? html`<a
            class="action"
            part="button-quiet"
            href=${button.href}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            @click=${onLinkClick}
            >${button.label}</a
          >`
        : html`<button
            class="action"
            part="button-quiet"
            type="button"
            ?disabled=${onReply === null}
            @click=${() => onReply?.(button)}
          >
            ${button.label}
          </button>`,
    )}
  </div>`;
}

/** A picture that does not load, or that the page's policy forbids, leaves no hole. */
function removeBroken(event: Event): void {
  (event.target as HTMLElement).hidden = true;
}
