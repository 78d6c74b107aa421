import { isChatError, type ChatSnapshot, type ChatUpload, type SupportChat } from '@support-chat/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { DropTarget } from './drop-target.ts';
import { explainRefusal } from './explain-refusal.ts';
import { renderFileIcon } from './file-icons.ts';
import { formatBytes, formatShare, kindOf } from './file-format.ts';
import { filesStyles } from './files.styles.ts';
import { PreviewUrls } from './preview-urls.ts';
import { forgetSentFiles } from './sent-files.ts';

/** A file that never became an upload. */
interface Refusal {
  readonly id: number;
  readonly name: string;
  readonly reason: string;
}

/**
 * What brings files into the composer it stands in: a button, pasting, dropping onto the whole panel; and the tray with what
 * was chosen, how far it has come, and what was refused and why.
 *
 * Lays its parts out in the composer's own row (`display: contents`).
 *
 * @csspart attach - The button.
 * @csspart upload - A chosen file.
 */
export class FilesElement extends LitElement {
  static override styles = filesStyles;
  static override properties = {
    snapshot: { attribute: false },
    localizer: { attribute: false },
    actions: { attribute: false },
    refusals: { state: true },
    isDropTarget: { state: true },
  };

  snapshot!: ChatSnapshot;
  localizer!: Localizer;
  actions!: ChatActions;

  private refusals: readonly Refusal[] = [];
  private isDropTarget = false;

  readonly #previews = new PreviewUrls(this, () => this.snapshot.uploads);
  #nextId = 1;

  constructor() {
    super();
    new DropTarget(this, {
      onFiles: (files) => this.#take(files),
      onHover: (isOver) => (this.isDropTarget = isOver),
    });
  }

  protected override willUpdate(): void {
    const { messages, uploads } = this.snapshot;
    if (messages.length + uploads.length === 0) forgetSentFiles();
  }

  protected override render(): TemplateResult {
    const { phrases } = this.localizer;
    const { uploads, config } = this.snapshot;
    const failures = uploads.filter(({ state }) => state.name === 'failed');
    // What needs a look stands first: the tray may have to be scrolled.
    const rows = [
      ...this.refusals.map((refusal) => this.#renderRefusal(refusal)),
      ...failures.map((upload) => this.#renderUpload(upload)),
      ...uploads.filter((upload) => !failures.includes(upload)).map((upload) => this.#renderUpload(upload)),
    ];
    return html`
      ${rows.length === 0 ? nothing : html`<div class="tray" role="list" aria-label=${phrases.files.chosen}>${rows}</div>`}
      <button
        class="icon-button attach"
        part="attach"
        type="button"
        aria-label=${phrases.files.attach}
        @click=${this.#choose}
      >
        ${renderFileIcon('clip')}
      </button>
      <input
        type="file"
        multiple
        hidden
        tabindex="-1"
        aria-label=${phrases.files.attach}
        accept=${config?.features.attachments.types.join(',') ?? ''}
        @change=${this.#onChosen}
      />
      <div class="sr" role="status">
        ${this.refusals.map(({ name, reason }) => html`<p>${name}: ${reason}</p>`)}
        ${failures.map(({ name, state }) => html`<p>${name}: ${state.name === 'failed' ? this.#explain(state.error) : ''}</p>`)}
      </div>
      ${this.isDropTarget ? html`<div class="drop"><p>${renderFileIcon('clip')}${phrases.files.drop}</p></div>` : nothing}
    `;
  }

  #renderUpload(upload: ChatUpload): TemplateResult {
    const { phrases } = this.localizer;
    const { code } = phrases;
    const { id, name, state, byteSize, mediaType } = upload;
    const url = this.#previews.get(id);
    const kind = kindOf(mediaType);
    const progress = state.name === 'uploading' ? state.progress : 0;
    const words = {
      waiting: () => phrases.files.waiting,
      uploading: () => formatShare(progress, code),
      paused: () => phrases.files.paused,
      uploaded: () => formatBytes(byteSize, code),
      failed: () => (state.name === 'failed' ? this.#explain(state.error) : ''),
    }[state.name]();
    return html`<div class="row ${state.name}" part="upload" role="listitem">
      <span class="tile"
        >${renderFileIcon(state.name === 'failed' ? 'alert' : kind === 'other' ? 'file' : kind)}${
          url === null
            ? nothing
            : html`<img
                src=${url}
                alt=""
                @load=${(event: Event) => this.#previews.measure(upload, event)}
                @error=${() => this.#previews.drop(id)}
              />`
        }</span
      >
      <span class="words">
        <bdi>${name}</bdi><small>${words}</small>
        ${
          state.name === 'uploading'
            ? html`<progress max="1" .value=${progress} aria-label=${name}></progress>`
            : nothing
        }
      </span>
      ${
        state.name === 'uploading' || state.name === 'waiting'
          ? renderAction('pause', `${phrases.files.pause}: ${name}`, () =>
              this.#ask((client) => client.pauseUpload(id)),
            )
          : state.name === 'paused'
            ? renderAction('resume', `${phrases.files.resume}: ${name}`, () =>
                this.#ask((client) => client.resumeUpload(id)),
              )
            : state.name === 'failed' && state.error.retryable
              ? renderAction('again', `${phrases.tryAgain}: ${name}`, () =>
                  this.#ask((client) => client.resumeUpload(id)),
                )
              : nothing
      }
      ${renderAction('remove', `${phrases.files.remove}: ${name}`, () => this.#remove(id))}
    </div>`;
  }

  #renderRefusal({ id, name, reason }: Refusal): TemplateResult {
    return html`<div class="row failed" part="upload" role="listitem">
      <span class="tile">${renderFileIcon('alert')}</span>
      <span class="words"><bdi>${name}</bdi><small>${reason}</small></span>
      ${renderAction('remove', `${this.localizer.phrases.files.remove}: ${name}`, () => {
        this.refusals = this.refusals.filter((refusal) => refusal.id !== id);
        this.#returnFocus();
      })}
    </div>`;
  }

  #take(files: readonly File[]): void {
    // What was wrong the last time is history when something new is chosen.
    this.refusals = [];
    for (const file of files) void this.#upload(file);
    this.#returnFocus();
  }

  async #upload(file: File): Promise<void> {
    const answer = await this.actions.ask((client) => client.upload(file));
    if (!isChatError(answer) || answer.code === 'aborted' || answer.code === 'client_destroyed') return;
    const refusal = { id: this.#nextId++, name: file.name, reason: this.#explain(answer) };
    this.refusals = [...this.refusals, refusal];
  }

  #ask(call: (client: SupportChat) => void): void {
    void this.actions.ask(call);
  }

  #remove(id: string): void {
    void this.actions.ask((client) => client.cancelUpload(id));
    this.#returnFocus();
  }

  /** Whoever has chosen or removed a file goes on writing. */
  #returnFocus(): void {
    const root = this.getRootNode();
    if (root instanceof ShadowRoot) (root.host as HTMLElement).focus();
  }

  #explain(error: { readonly code: string }): string {
    return explainRefusal(error.code, this.localizer.phrases, this.snapshot.config?.features.attachments);
  }

  readonly #choose = (): void => this.renderRoot.querySelector('input')?.click();

  readonly #onChosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this.#take([...(input.files ?? [])]);
    // The same file may be chosen again after it was removed.
    input.value = '';
  };
}

function renderAction(
  icon: 'pause' | 'resume' | 'again' | 'remove',
  label: string,
  onClick: () => void,
): TemplateResult {
  return html`<button class="icon-button" part="icon-button" type="button" aria-label=${label} @click=${onClick}>
    ${renderFileIcon(icon)}
  </button>`;
}
