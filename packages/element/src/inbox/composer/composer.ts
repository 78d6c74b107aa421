import { isChatError, type AgentConversation, type AgentMessage, type AgentSnapshot } from '@support-chat/sdk/agent';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DropTarget } from '../../components/attachments/drop-target.ts';
import { formatBytes } from '../../components/attachments/file-format.ts';
import { AutosizeController } from '../../controllers/autosize-controller.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { InboxActions } from '../inbox-actions.ts';
import { excerptFor, type MessageIntent } from '../thread/message-menu.ts';
import { inboxComposerStyles } from './composer.styles.ts';
import { renderChosenFiles } from './chosen-files.ts';
import type { Draft, Drafts } from './drafts.ts';

/** Of a message, in UTF-16 code units: what the server takes. */
const MOST_CHARACTERS = 16_000;
/** From here on the rest is counted. */
const COUNT_FROM = 15_500;
/** Of a file, in bytes; the server may want less, and says so. */
const MOST_BYTES = 25_000_000;

/**
 * Where an agent writes: a reply or, visibly different, a note; with files, prepared texts behind `/`, and a draft for
 * each conversation.
 */
export class InboxComposerElement extends LitElement {
  static override styles = inboxComposerStyles;
  static override properties = {
    snapshot: { attribute: false },
    language: { attribute: false },
    actions: { attribute: false },
    drafts: { attribute: false },
    conversation: { attribute: false },
    editing: { state: true },
    replyTo: { state: true },
    isPicking: { state: true },
    isDropTarget: { state: true },
  };

  snapshot!: AgentSnapshot;
  language!: DeskLanguage<InboxPhrases>;
  actions!: InboxActions;
  drafts!: Drafts;
  /** The one that is written to. */
  conversation!: AgentConversation;

  /** The own message that is being corrected. */
  private editing: AgentMessage | null = null;
  private isPicking = false;
  private isDropTarget = false;
  /** What is in the field while a message is corrected; the draft waits. */
  #correction = '';
  readonly #autosize = new AutosizeController(this, () => this.#field);

  constructor() {
    super();
    new DropTarget(this, {
      onFiles: (files) => this.#take(files),
      onHover: (isOver) => (this.isDropTarget = isOver),
    });
  }

  /** Moves the keyboard to the field. */
  override focus(): void {
    this.#field?.focus();
  }

  /** Goes on writing as a reply or as a note. */
  write(isNote: boolean): void {
    this.#leaveEditing();
    this.#set({ isNote });
    void this.updateComplete.then(() => this.focus());
  }

  /** Answers a message, or corrects an own one. */
  take({ kind, message }: MessageIntent): void {
    if (kind === 'edit') {
      this.editing = message;
      this.#correction = message.text;
    } else {
      this.#leaveEditing();
      this.#set({ replyTo: message.id, isNote: false });
    }
    void this.updateComplete.then(() => this.focus());
  }

  /** Puts text into the field, behind what is there. */
  insert(text: string): void {
    const { text: before } = this.#draft;
    this.#set({ text: before === '' ? text : `${before}\n${text}` });
    void this.updateComplete.then(() => this.focus());
  }

  get #draft(): Draft {
    return this.drafts.get(this.conversation.id);
  }

  #set(change: Partial<Draft>): void {
    this.drafts.set(this.conversation.id, change);
    this.requestUpdate();
  }

  get #text(): string {
    return this.editing === null ? this.#draft.text : this.#correction;
  }

  get #field(): HTMLTextAreaElement | null {
    return this.renderRoot?.querySelector('textarea') ?? null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('conversation');
    if (before === undefined || before.id === this.conversation.id) return;
    this.editing = null;
    this.isPicking = false;
  }

  protected override updated(): void {
    // Not bound in the template: assigning the value a field already has would move the caret in some browsers.
    const field = this.#field;
    if (field !== null && field.value !== this.#text) field.value = this.#text;
    this.#autosize.fit();
  }

  protected override render(): TemplateResult {
    const { words, chat } = this.language;
    const { isNote, files } = this.#draft;
    const isEditing = this.editing !== null;
    const left = MOST_CHARACTERS - this.#text.length;
    const placeholder = isNote ? words.notePlaceholder : words.replyPlaceholder;
    const label = isEditing ? chat.phrases.replies.editing : isNote ? words.noteMode : words.replyMode;
    return html`
      ${this.isPicking ? this.#renderPalette() : nothing}
      <form
        class=${`composer${isNote && !isEditing ? ' note' : ''}${this.isDropTarget ? ' drop' : ''}`}
        part="composer"
        @submit=${this.#onSubmit}
      >
        <div class="top">
          ${
            isEditing
              ? html`<span class="editing">${renderDeskIcon('edit')}${label}</span>
                  <button class="icon-button" type="button" aria-label=${chat.phrases.cancel} @click=${this.#onLeave}>
                    ${renderDeskIcon('close')}
                  </button>`
              : this.#renderModes(isNote)
          }
        </div>
        ${isEditing ? nothing : this.#renderQuote()}
        ${files.length === 0 || isEditing ? nothing : renderChosenFiles(files, chat.phrases, (file) => this.#drop(file))}
        <textarea
          part="input"
          rows="1"
          dir="auto"
          placeholder=${placeholder}
          aria-label=${label}
          aria-describedby="who"
          aria-invalid=${left < 0 ? 'true' : nothing}
          @input=${this.#onInput}
          @keydown=${this.#onKeydown}
        ></textarea>
        <div class="bottom">
          ${
            isEditing
              ? nothing
              : html`<button
                    class="icon-button"
                    part="attach"
                    type="button"
                    aria-label=${chat.phrases.files.attach}
                    title=${chat.phrases.files.attach}
                    @click=${() => this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click()}
                  >
                    ${renderDeskIcon('clip')}
                  </button>
                  <input
                    type="file"
                    multiple
                    hidden
                    tabindex="-1"
                    aria-label=${chat.phrases.files.attach}
                    @change=${this.#onChosen}
                  />
                  <button
                    class="icon-button"
                    part="canned"
                    type="button"
                    aria-label=${words.canned}
                    title=${words.canned}
                    aria-haspopup="dialog"
                    aria-expanded=${this.isPicking ? 'true' : 'false'}
                    @click=${() => (this.isPicking = !this.isPicking)}
                  >
                    ${renderDeskIcon('slash')}
                  </button>`
          }
          <span class="who" id="who">${this.#hint(isNote)}</span>
          ${left <= MOST_CHARACTERS - COUNT_FROM ? this.#renderCount(left) : nothing}
          <button class="button send" part="send" type="submit" ?disabled=${!this.#canSend}>
            ${isEditing ? words.saveChanges : isNote ? words.sendNote : chat.phrases.send}
          </button>
        </div>
        ${this.isDropTarget ? html`<div class="drop-here">${renderDeskIcon('clip')}${chat.phrases.files.drop}</div>` : nothing}
      </form>
    `;
  }

  #renderModes(isNote: boolean): TemplateResult {
    const { words } = this.language;
    const mode = (value: boolean, name: string): TemplateResult =>
      html`<button
        class="mode"
        part="mode"
        type="button"
        aria-pressed=${value === isNote ? 'true' : 'false'}
        @click=${() => this.write(value)}
      >
        ${renderDeskIcon(value ? 'note' : 'reply')}${name}
      </button>`;
    return html`<div class="modes">${mode(false, words.replyMode)}${mode(true, words.noteMode)}</div>`;
  }

  #renderQuote(): TemplateResult | typeof nothing {
    const { replyTo } = this.#draft;
    const message = this.snapshot.thread?.messages.find(({ id }) => id === replyTo);
    if (message === undefined) return nothing;
    const { words, chat } = this.language;
    return html`<div class="quoting" part="quote">
      <span class="cut"
        ><b>${chat.phrases.replies.replyTo(message.sender.name ?? words.visitor)}</b> ${excerptFor(message)}</span
      >
      <button
        class="icon-button"
        type="button"
        aria-label=${words.cancelReply}
        @click=${() => this.#set({ replyTo: null })}
      >
        ${renderDeskIcon('close')}
      </button>
    </div>`;
  }

  #renderPalette(): TemplateResult {
    return html`<support-inbox-palette
      exportparts="palette"
      .responses=${this.snapshot.cannedResponses}
      .language=${this.language}
      .actions=${this.actions}
      .hasDraft=${this.#draft.text.trim() !== ''}
      @palette-choose=${this.#onCanned}
      @palette-manage=${this.#onManage}
      @palette-leave=${this.#onPaletteLeave}
    ></support-inbox-palette>`;
  }

  #renderCount(left: number): TemplateResult {
    const { phrases } = this.language.chat;
    return html`<span class=${left < 0 ? 'fault' : 'hint'} role="status"
      >${left < 0 ? phrases.charactersTooMany(-left) : phrases.charactersLeft(left)}</span
    >`;
  }

  #hint(isNote: boolean): string {
    const { words } = this.language;
    const { status, agent } = this.conversation;
    if (isNote) return words.teamSees;
    if (status === 'resolved' || status === 'closed') return words.endedHint;
    return agent === null ? words.replyClaims : words.visitorSees;
  }

  get #canSend(): boolean {
    const hasFiles = this.editing === null && this.#draft.files.length > 0;
    return (this.#text.trim() !== '' || hasFiles) && this.#text.length <= MOST_CHARACTERS;
  }

  readonly #onInput = (event: Event): void => {
    const { value } = event.target as HTMLTextAreaElement;
    if (this.editing !== null) {
      this.#correction = value;
      this.requestUpdate();
      return;
    }
    // Only as the very first sign: within a text a slash is a slash.
    if (value === '/' && this.#draft.text === '') {
      (event.target as HTMLTextAreaElement).value = '';
      this.isPicking = true;
      return;
    }
    this.#set({ text: value });
    if (!this.#draft.isNote) void this.actions.ask((client) => client.setTyping(value.trim() !== ''));
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.isComposing) {
      event.stopPropagation();
      if (this.editing !== null) this.#leaveEditing();
      else if (this.#draft.replyTo !== null) this.#set({ replyTo: null });
      else this.dispatchEvent(new Event('composer-leave', { bubbles: true, composed: true }));
    }
    // 229: Safari reports the Enter that ends a composition after `compositionend` (bugs.webkit.org/show_bug.cgi?id=165004).
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    void this.#submit();
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#submit();
  };

  async #submit(): Promise<void> {
    if (!this.#canSend) return;
    const text = this.#text.trim();
    const { editing, conversation } = this;
    if (editing !== null) {
      const answer = await this.actions.ask((client) => client.editMessage(editing.id, text));
      if (!isChatError(answer) && this.editing === editing) this.#leaveEditing();
      return;
    }
    const draft = this.#draft;
    // Empty at once: whoever types on must not type into what is on its way.
    this.#set({ text: '', files: [], replyTo: null });
    const answer = await this.actions.ask((client) =>
      client.send(
        {
          text,
          ...(draft.files.length === 0 ? {} : { files: draft.files }),
          ...(draft.isNote ? { isInternal: true } : {}),
          ...(draft.replyTo === null ? {} : { replyTo: draft.replyTo }),
        },
        conversation.id,
      ),
    );
    // Refused before it was stored.
    if (!isChatError(answer)) return;
    this.drafts.putBack(conversation.id, draft);
    this.requestUpdate();
  }

  #take(files: readonly File[]): void {
    const { words, chat } = this.language;
    for (const { name, size } of files) {
      if (size > MOST_BYTES)
        this.actions.show({
          words: words.fileTooLarge(name, formatBytes(MOST_BYTES, chat.phrases.code)),
          tone: 'danger',
        });
    }
    this.#set({ files: [...this.#draft.files, ...files.filter(({ size }) => size <= MOST_BYTES)] });
    this.focus();
  }

  #drop(file: File): void {
    this.#set({ files: this.#draft.files.filter((other) => other !== file) });
    this.focus();
  }

  readonly #onChosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this.#take([...(input.files ?? [])]);
    // The same file may be chosen again after it was removed.
    input.value = '';
  };

  readonly #onCanned = async ({ detail }: CustomEvent<{ readonly id: string }>): Promise<void> => {
    this.isPicking = false;
    const { id } = this.conversation;
    const text = await this.actions.ask((client) => client.useCannedResponse(id, detail.id));
    if (!isChatError(text) && this.conversation.id === id) this.insert(text);
    else this.focus();
  };

  readonly #onManage = async ({ detail }: CustomEvent<{ readonly isDraft: boolean }>): Promise<void> => {
    this.isPicking = false;
    await this.updateComplete;
    // So that it comes back here from the dialog.
    this.focus();
    this.actions.openDialog(detail.isDraft ? { begun: this.#draft.text } : 'texts');
  };

  /** What was typed after the slash was meant as text. */
  readonly #onPaletteLeave = ({ detail }: CustomEvent<{ readonly text: string }>): void => {
    this.isPicking = false;
    if (detail.text !== '') this.insert(detail.text);
    else void this.updateComplete.then(() => this.focus());
  };

  readonly #onLeave = (): void => {
    this.#leaveEditing();
    this.focus();
  };

  #leaveEditing(): void {
    this.editing = null;
    this.#correction = '';
  }
}
