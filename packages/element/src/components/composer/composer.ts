import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { AutosizeController } from '../../controllers/autosize-controller.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderIcon } from '../icon/icon.ts';
import { composerStyles } from './composer.styles.ts';

/**
 * Where a message is written. Enter sends, Shift+Enter starts a new line, and an input method may use Enter for itself.
 * Empty text and text over the limit stay here.
 *
 * @fires draft - The text changed; `draft` has it. Internal.
 * @csspart composer - The frame around field and button.
 * @csspart input - The text field.
 * @csspart send - The button.
 */
export class ComposerElement extends LitElement {
  static override styles = composerStyles;
  static override properties = {
    draft: {},
    placeholder: {},
    limit: { type: Number },
    localizer: { attribute: false },
    send: { attribute: false },
  };

  draft = '';
  placeholder = '';
  /** UTF-16 code units. */
  limit = 4000;
  localizer!: Localizer;
  /** Called with text that may be sent; false keeps it in the field. */
  send: (text: string) => boolean = () => false;

  readonly #autosize = new AutosizeController(this, () => this.#field);

  override focus(options?: FocusOptions): void {
    this.#field?.focus(options);
  }

  get #field(): HTMLTextAreaElement | null {
    return this.renderRoot?.querySelector('textarea') ?? null;
  }

  protected override updated(): void {
    // Not bound in the template: assigning the value a field already has would move the caret in some browsers.
    const field = this.#field;
    if (field !== null && field.value !== this.draft) field.value = this.draft;
    this.#autosize.fit();
  }

  protected override render(): TemplateResult {
    const { phrases } = this.localizer;
    const left = this.limit - this.draft.length;
    const isTooLong = left < 0;
    const isNearLimit = left <= Math.min(200, this.limit / 5);
    return html`
      <form class="composer" part="composer" @submit=${this.#onSubmit}>
        <textarea
          part="input"
          rows="1"
          enterkeyhint="send"
          dir="auto"
          placeholder=${this.placeholder || phrases.placeholder}
          aria-label=${this.placeholder || phrases.placeholder}
          aria-invalid=${isTooLong ? 'true' : nothing}
          aria-describedby=${isNearLimit ? 'count' : nothing}
          @input=${this.#onInput}
          @keydown=${this.#onKeydown}
        ></textarea>
        <button
          class="send"
          part="send"
          type="submit"
          aria-label=${phrases.send}
          ?disabled=${!this.#canSend}
          @pointerdown=${keepFocus}
        >
          ${renderIcon('send')}
        </button>
        ${
          isNearLimit
            ? html`<p class=${isTooLong ? 'count over' : 'count'} id="count" role="status">
                ${isTooLong ? phrases.charactersTooMany(-left) : phrases.charactersLeft(left)}
              </p>`
            : nothing
        }
      </form>
    `;
  }

  get #canSend(): boolean {
    return this.draft.trim() !== '' && this.draft.length <= this.limit;
  }

  readonly #onInput = (event: Event): void => {
    this.#change((event.target as HTMLTextAreaElement).value);
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    // 229: Safari reports the Enter that ends a composition after `compositionend` (bugs.webkit.org/show_bug.cgi?id=165004).
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit();
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.#submit();
  };

  #submit(): void {
    if (this.#canSend && this.send(this.draft.trim())) this.#change('');
  }

  #change(draft: string): void {
    this.draft = draft;
    this.dispatchEvent(new Event('draft'));
  }
}

/** The field keeps the focus, so that a phone's keyboard stays up after sending. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
