import type { ChatPerson, ChatProactiveMessage } from '@support-chat/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderAvatar } from '../avatar/avatar.ts';
import { renderIcon } from '../icon/icon.ts';
import { teaserStyles } from './teaser.styles.ts';

/**
 * A message of the team's own accord, beside the launcher. It is said to screen readers by the launcher's status region,
 * never takes the focus, and goes away for good with its button.
 *
 * @fires start - The visitor wants to answer.
 * @fires dismiss - The visitor does not want to see it.
 * @csspart trigger - The card.
 */
export class TeaserElement extends LitElement {
  static override styles = teaserStyles;
  static override properties = {
    proactive: { attribute: false },
    person: { attribute: false },
    localizer: { attribute: false },
  };

  proactive!: ChatProactiveMessage;
  /** Who it comes from, as far as there is somebody. */
  person: ChatPerson | null = null;
  localizer!: Localizer;

  protected override render(): TemplateResult {
    const { phrases } = this.localizer;
    return html`<div class="teaser" part="trigger" @keydown=${this.#onKeydown}>
      <button class="body" type="button" @click=${() => this.dispatchEvent(new CustomEvent('start'))}>
        ${this.person === null ? nothing : renderAvatar(this.person)}
        <span class="words">
          ${this.person === null ? nothing : html`<span class="name" part="name"><bdi>${this.person.name}</bdi></span>`}
          <span class="text" dir="auto">${this.proactive.text}</span>
        </span>
      </button>
      <button
        class="icon-button"
        part="icon-button"
        type="button"
        aria-label=${phrases.dismiss}
        @click=${this.#dismiss}
      >
        ${renderIcon('close')}
      </button>
    </div>`;
  }

  readonly #dismiss = (): void => void this.dispatchEvent(new CustomEvent('dismiss'));

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#dismiss();
  };
}
