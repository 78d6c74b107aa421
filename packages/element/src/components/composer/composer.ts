import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { isChatError, type ChatSnapshot } from '@support-chat/sdk';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import { AutosizeController } from '../../controllers/autosize-controller.ts';
import { ChunkController } from '../../controllers/chunk-controller.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import type { ComposerIntent } from '../message-tools/intent.ts';
import { renderIcon } from '../icon/icon.ts';
import { PARTS } from '../../styles/parts.ts';
import { composerStyles } from './composer.styles.ts';

/**
 * Where a message is written. Enter sends, Shift+Enter starts a new line, and an input method may use Enter for itself.
 * Text over the limit stays here, and so does an empty one without files.
 *
 * @fires draft - The text changed; `draft` has it. Internal.
 * @csspart composer - The frame around field and button.
 * @csspart input - The text field.
 * @csspart send - The button.
 * @csspart attach - The button for files.
 * @csspart upload - A chosen file.
 * @csspart emoji - The button for emoji.
 */
export class ComposerElement extends LitElement {
  static override styles = composerStyles;
  static override properties = {
    draft: {},
    placeholder: {},
    localizer: { attribute: false },
    snapshot: { attribute: false },
    actions: { attribute: false },
    intent: { state: true },
  };

  draft = '';
  placeholder = '';
  localizer!: Localizer;
  snapshot!: ChatSnapshot;
  actions!: ChatActions;
  private intent: ComposerIntent | null = null;

  readonly #autosize = new AutosizeController(this, () => this.#field);
  protected readonly files = new ChunkController(
    this,
    () => this.#takesFiles,
    () => import('../../define-attachments.ts'),
  );
  #keptDraft = '';

  override focus(options?: FocusOptions): void {
    this.#field?.focus(options);
  }

  /** The text is an answer to a message, or the new words of one; what was written before comes back after that. */
  begin(intent: ComposerIntent): void {
    this.#leaveIntent();
    this.intent = intent;
    if (intent.kind === 'edit') {
      this.#keptDraft = this.draft;
      this.#change(intent.message.text);
    }
    this.focus();
  }

  readonly #leaveIntent = (): void => {
    const { intent } = this;
    this.intent = null;
    if (intent?.kind === 'edit') this.#change(this.#keptDraft);
    this.focus();
  };

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
    const left = this.#limit - this.draft.length;
    const isTooLong = left < 0;
    const isNearLimit = left <= Math.min(200, this.#limit / 5);
    return html`
      <form class="composer" part="composer" @submit=${this.#onSubmit}>
        ${
          this.intent
            ? html`<support-chat-intent
                exportparts=${PARTS}
                .intent=${this.intent}
                .localizer=${this.localizer}
                @drop=${this.#leaveIntent}
              ></support-chat-intent>`
            : nothing
        }
        ${
          this.#takesFiles
            ? html`<support-chat-files
                exportparts=${PARTS}
                .snapshot=${this.snapshot}
                .localizer=${this.localizer}
                .actions=${this.actions}
              ></support-chat-files>`
            : nothing
        }
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
        ${
          this.snapshot.config?.features.emoji === false
            ? nothing
            : html`<button
                class="icon-button pick"
                part="emoji"
                type="button"
                aria-label=${phrases.emoji}
                aria-haspopup="dialog"
                aria-expanded="false"
                @mousedown=${keepFocus}
                @click=${this.#onEmoji}
              >
                ${renderIcon('smile')}
              </button>`
        }
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

  get #takesFiles(): boolean {
    return this.snapshot.config?.features.attachments.isEnabled === true;
  }

  /** Of a text, in UTF-16 code units. */
  get #limit(): number {
    return this.snapshot.config?.maxMessageLength ?? 4000;
  }

  /** What was refused stays behind, with the reason. */
  get #uploadIds(): readonly string[] {
    return this.snapshot.uploads.flatMap(({ id, state }) => (state.name === 'failed' ? [] : id));
  }

  get #canSend(): boolean {
    const hasFiles = this.intent?.kind !== 'edit' && this.#uploadIds.length > 0;
    return (this.draft.trim() !== '' || hasFiles) && this.draft.length <= this.#limit;
  }

  readonly #onInput = (event: Event): void => {
    this.#change((event.target as HTMLTextAreaElement).value);
    if (this.snapshot.conversation !== null)
      void this.actions.ask((client) => client.setTyping(this.draft.trim() !== ''));
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    // 229: Safari reports the Enter that ends a composition after `compositionend` (bugs.webkit.org/show_bug.cgi?id=165004).
    if (event.key === 'Escape' && this.intent !== null && !event.isComposing) {
      event.stopPropagation();
      this.#leaveIntent();
    }
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit();
  };

  readonly #onEmoji = ({ currentTarget }: Event): void => {
    import('../../define-emoji.ts').then(
      ({ pickEmoji }) => pickEmoji(this, currentTarget as HTMLElement),
      // It did not arrive: the next click asks again.
      () => {},
    );
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.#submit();
  };

  #submit(): void {
    if (!this.#canSend) return;
    const { intent } = this;
    const text = this.draft.trim();
    if (intent?.kind === 'edit') return void this.#edit(intent, text);
    const uploadIds = this.#uploadIds;
    const more = {
      ...(uploadIds[0] && { uploadIds }),
      ...(intent && { replyTo: intent.message.id }),
    };
    if (!this.actions.send(text, more)) return;
    this.intent = null;
    this.#change('');
  }

  async #edit(intent: ComposerIntent, text: string): Promise<void> {
    const answer = await this.actions.ask((client) => client.edit(intent.message.id, text));
    if (this.intent !== intent) return;
    if (isChatError(answer)) this.intent = { ...intent, refusal: answer.code };
    else this.#leaveIntent();
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
