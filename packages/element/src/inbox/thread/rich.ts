import type { AgentMessage } from '@support-chat/sdk/agent';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { renderCard } from '../../components/rich/card.ts';
import { readCard, readForm } from '../../content/rich-content.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { Offer } from './offers.ts';
import { inboxRichStyles } from './rich.styles.ts';
import { renderShownForm } from './shown-form.ts';

/**
 * A card, a form or suggested answers, as the visitor sees them: to be read. What the visitor could press cannot be pressed
 * here; links can, because they lead agents to the same place. Shows the message's text, which is inside of it, when the
 * content is none that it knows.
 *
 * @slot - The text.
 */
export class InboxRichElement extends LitElement {
  static override styles = inboxRichStyles;
  static override properties = {
    message: { attribute: false },
    state: { attribute: false },
    answer: { attribute: false },
    language: { attribute: false },
  };

  message!: AgentMessage;
  /** How it stands with the visitor. */
  state: Offer['state'] = 'passed';
  answer: string | null = null;
  language!: DeskLanguage<InboxPhrases>;

  protected override render(): TemplateResult {
    const { message, state, language } = this;
    return html`${this.#renderBody()}${
      state === 'latest'
        ? html`<support-chat-quick-replies
            .message=${message}
            .localizer=${language.chat}
            .actions=${null}
          ></support-chat-quick-replies>`
        : nothing
    }`;
  }

  #renderBody(): TemplateResult {
    const { message, state, answer, language } = this;
    const { type, content, text } = message;
    if (type === 'form') {
      const form = readForm(content);
      if (form !== null) return renderShownForm({ form, text, answer, localizer: language.chat });
    } else if (type === 'card') {
      const card = readCard(content);
      if (card !== null)
        return renderCard({
          card,
          isPassed: state === 'passed',
          localizer: language.chat,
          onReply: null,
          onLinkClick: followLink,
        });
    }
    return html`<slot></slot>`;
  }
}

/** Links open in a tab of their own; there is nothing to stop. */
function followLink(): void {}
