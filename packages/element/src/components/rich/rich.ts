import type { ChatMessage } from '@support-chat/sdk';
import { html, LitElement, type TemplateResult } from 'lit';
import { readCard, readForm } from '../../content/rich-content.ts';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import { ChatLinkClickEvent } from '../../events/link-click.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderCard } from './card.ts';
import { MessageFormView } from './message-form.ts';
import { richStyles } from './rich.styles.ts';

/**
 * A card or a form of the team. Shows the message's text, which is inside of it, when the content is none that it knows.
 *
 * @slot - The text.
 * @csspart card - The frame of a card, or of a form.
 * @csspart form - The questions.
 * @csspart field - One of them with its answer.
 */
export class RichElement extends LitElement {
  static override styles = richStyles;
  static override properties = {
    message: { attribute: false },
    messages: { attribute: false },
    localizer: { attribute: false },
    actions: { attribute: false },
  };

  message!: ChatMessage;
  /** Of the conversation: what was answered is not asked again. */
  messages: readonly ChatMessage[] = [];
  localizer!: Localizer;
  actions!: ChatActions;

  readonly #form = new MessageFormView(this);

  protected override render(): TemplateResult {
    const { message, localizer } = this;
    if (message.type === 'form') {
      const form = readForm(message.content);
      return form === null ? html`<slot></slot>` : this.#form.render(form, message.text);
    }
    const card = readCard(message.content);
    if (card === null) return html`<slot></slot>`;
    return renderCard({
      card,
      isPassed: this.messages.slice(this.messages.indexOf(message) + 1).some(({ sender }) => sender.kind === 'visitor'),
      localizer,
      onReply: ({ text }) => this.actions.send(text),
      onLinkClick: (event) => {
        const { href } = event.currentTarget as HTMLAnchorElement;
        if (!this.dispatchEvent(new ChatLinkClickEvent({ href }))) event.preventDefault();
      },
    });
  }
}
