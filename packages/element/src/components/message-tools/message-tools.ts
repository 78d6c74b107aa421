import type { ChatMessage } from '@support-chat/sdk';
import { html, LitElement, type TemplateResult } from 'lit';
import type { ComposerElement } from '../composer/composer.ts';
import type { MessageListElement } from '../message-list/message-list.ts';
import { messageToolsStyles } from './message-tools.styles.ts';
import { excerpt, toolsFor, type MessageTool } from './what-is-possible.ts';

const paths: Readonly<Record<MessageTool, string>> = {
  reply: 'M9.5 6 4 11.5 9.5 17M4 11.5h9a7 7 0 0 1 7 7v.5',
  edit: 'm14.5 6 3.5 3.5M4.5 19.5l.8-4L16 4.8a2 2 0 0 1 2.8 0l.4.4a2 2 0 0 1 0 2.8L8.5 18.7l-4 .8Z',
  unsend: 'M5 7h14M10 7V4.5h4V7m3 0-.8 12.5H7.8L7 7m3.5 4v5m3-5v5',
};

/**
 * What can be done with a message: one toolbar for the whole list, which goes to the message under the pointer, or, from the
 * keyboard, stands at the newest one; there the arrow keys move it from message to message and from button to button.
 */
export class MessageToolsElement extends LitElement {
  static override styles = messageToolsStyles;
  static override properties = {
    message: { attribute: false },
    list: { attribute: false },
    isAsking: { state: true },
  };

  message!: ChatMessage;
  list!: MessageListElement;
  /** The question before a message is taken back. */
  private isAsking = false;

  /** Stands at a message; true when there is anything to be done with it. */
  show(bubble: HTMLElement): boolean {
    const message = this.list.snapshot.messages.find(({ id }) => id === bubble.dataset['id']);
    if (message === undefined || this.#tools(message).length === 0) return false;
    if (message.id !== this.message?.id) this.isAsking = false;
    this.message = message;
    if (this.parentElement !== bubble) bubble.append(this);
    this.requestUpdate();
    return true;
  }

  hide(): void {
    if (!this.matches(':focus-within')) this.remove();
  }

  #tools(message: ChatMessage): readonly MessageTool[] {
    return toolsFor(message, this.list.snapshot.config?.behavior.editWindowMs ?? 0, Date.now());
  }

  protected override render(): TemplateResult {
    const { replies, cancel } = this.list.localizer.phrases;
    if (this.isAsking) {
      return html`<div
        class="tools"
        part="tools"
        role="group"
        aria-label=${replies.unsendQuestion}
        @keydown=${this.#onKeydown}
      >
        <span>${replies.unsendQuestion}</span>
        <button class="yes" type="button" @click=${this.#unsend}>${replies.unsend}</button>
        <button type="button" @click=${this.#keep}>${cancel}</button>
      </div>`;
    }
    return html`<div
      class="tools"
      part="tools"
      role="toolbar"
      aria-label=${`${replies.tools}: ${excerpt(this.message)}`}
      @keydown=${this.#onKeydown}
    >
      ${this.#tools(this.message).map(
        (tool, index) =>
          html`<button
            class="icon-button"
            part="icon-button"
            type="button"
            tabindex=${index === 0 ? 0 : -1}
            aria-label=${replies[tool]}
            title=${replies[tool]}
            @click=${() => this.#use(tool)}
          >
            <svg class="icon icon-${tool}" viewBox="0 0 24 24" aria-hidden="true"><path d=${paths[tool]} /></svg>
          </button>`,
      )}
    </div>`;
  }

  protected override updated(): void {
    this.#place();
  }

  #use(tool: MessageTool): void {
    const { message } = this;
    if (tool === 'unsend') {
      this.isAsking = true;
      void this.#focusFirst();
      return;
    }
    const composer = this.#composer;
    if (composer === null) return;
    composer.begin({ kind: tool, message });
    this.remove();
  }

  readonly #unsend = (): void => {
    const { id } = this.message;
    void this.list.actions.ask((client) => client.unsend(id));
    this.isAsking = false;
    this.remove();
    this.#composer?.focus();
  };

  readonly #keep = (): void => {
    this.isAsking = false;
    void this.#focusFirst();
  };

  get #composer(): ComposerElement | null {
    const root = this.list.getRootNode();
    return root instanceof ShadowRoot ? root.querySelector('support-chat-composer') : null;
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.isAsking) this.#keep();
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown')
      this.#toNextMessage(event.key === 'ArrowUp' ? -1 : 1);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') this.#toNextButton(event.key === 'ArrowRight');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #toNextMessage(step: 1 | -1): void {
    const bubbles = [...this.list.renderRoot.querySelectorAll<HTMLElement>('[data-id]')];
    let index = bubbles.findIndex((bubble) => bubble === this.parentElement);
    for (index += step; ; index += step) {
      const bubble = bubbles[index];
      if (bubble === undefined) return;
      if (!this.show(bubble)) continue;
      bubble.scrollIntoView({ block: 'nearest' });
      return void this.#focusFirst();
    }
  }

  #toNextButton(isRight: boolean): void {
    const buttons = [...this.renderRoot.querySelectorAll('button')];
    const index = buttons.findIndex((button) => button.matches(':focus'));
    const step = isRight === this.matches(':dir(rtl)') ? -1 : 1;
    buttons[(index + step + buttons.length) % buttons.length]?.focus();
  }

  async #focusFirst(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector('button')?.focus({ preventScroll: true });
  }

  /** At the corner of the bubble that looks into the conversation, most of it above. */
  #place(): void {
    const message = this.parentElement;
    const bubble = message?.querySelector<HTMLElement>('.bubble, support-chat-attachments');
    const tools = this.renderRoot.querySelector<HTMLElement>('.tools');
    if (!message || !bubble || !tools) return;
    const isLeft = message.matches('.own') !== this.matches(':dir(rtl)');
    const { offsetLeft, offsetWidth } = bubble;
    const wanted = isLeft ? offsetLeft - 12 : offsetLeft + offsetWidth + 12 - tools.offsetWidth;
    // Through the object model: a strict style-src forbids style attributes.
    // Of its own, or it would be placed within the column of the bubbles.
    this.style.gridColumn = 'auto';
    this.style.left = `${Math.max(0, Math.min(wanted, message.clientWidth - tools.offsetWidth))}px`;
    this.style.top = `${bubble.offsetTop + 10 - tools.offsetHeight}px`;
  }
}
