import { isChatError, type ChatAttachment } from '@support-chat/sdk';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ChunkController } from '../../controllers/chunk-controller.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { PARTS } from '../../styles/parts.ts';
import { attachmentsStyles } from './attachments.styles.ts';
import { renderFileIcon } from './file-icons.ts';
import { fitPicture, formatBytes, formatLength, kindOf } from './file-format.ts';
import { FileSources, type FileActions } from './file-sources.ts';
import { renderLightbox } from './lightbox.ts';
import { findSentFile } from './sent-files.ts';

/**
 * The files of one message: pictures, sound and film to look at, everything else to save. A picture's place has its size
 * before the picture is there. Nothing is fetched before the message comes on screen.
 *
 * @csspart file - A file of any kind.
 */
export class AttachmentsElement extends LitElement {
  static override styles = attachmentsStyles;
  static override properties = {
    attachments: { attribute: false },
    isPending: { attribute: false },
    localizer: { attribute: false },
    actions: { attribute: false },
    enlarged: { state: true },
  };

  attachments: readonly ChatAttachment[] = [];
  /** The message has not arrived: only this page has its files. */
  isPending = false;
  localizer!: Localizer;
  actions!: FileActions;

  private enlarged: ChatAttachment | null = null;

  protected readonly player = new ChunkController(
    this,
    () => this.attachments.some((file) => kindOf(file.mediaType) === 'sound' && this.#isShown(file)),
    () => import('../../define-player.ts'),
  );

  readonly #sources = new FileSources(
    this,
    () => this.actions,
    () => this.attachments.filter((file) => this.#isShown(file)),
  );

  protected override render(): TemplateResult {
    const { enlarged } = this;
    return html`${this.attachments.map((file) => this.#renderFile(file))}${
      enlarged === null
        ? nothing
        : renderLightbox({
            name: enlarged.name,
            source: this.#sources.get(enlarged.id),
            phrases: this.localizer.phrases,
            onError: () => this.#sources.fail(enlarged.id),
            onRetry: () => this.#sources.retry(enlarged.id),
            onClose: () => (this.enlarged = null),
          })
    }`;
  }

  protected override updated(changed: PropertyValues): void {
    for (const box of this.renderRoot.querySelectorAll<HTMLElement>('[data-ratio]')) {
      // Through the object model: a strict style-src forbids style attributes.
      const [width, height] = (box.dataset['ratio'] ?? '').split(' ');
      box.style.inlineSize = `${width}px`;
      box.style.aspectRatio = `${width} / ${height}`;
    }
    if (changed.has('enlarged')) this.#showLightbox();
  }

  /** What is only in the storage of this browser, as after a reload, is listed until it has arrived. */
  #isShown(file: ChatAttachment): boolean {
    return kindOf(file.mediaType) !== 'other' && (!this.isPending || findSentFile(file.id) !== undefined);
  }

  #showLightbox(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog === null || dialog.open) return;
    dialog.showModal();
    dialog.querySelector('button')?.focus();
  }

  #renderFile(file: ChatAttachment): TemplateResult {
    const source = this.#sources.get(file.id);
    if (source.state === 'failed') return this.#renderFailure(file);
    if (!this.#isShown(file)) return this.#renderRow(file);
    const kind = kindOf(file.mediaType);
    const url = source.state === 'ready' ? source.url : nothing;
    if (kind === 'sound') return this.#renderSound(file, url);
    const sent = findSentFile(file.id);
    const { width, height } = fitPicture(file.width ?? sent?.width ?? null, file.height ?? sent?.height ?? null);
    if (kind === 'film') {
      return html`<video
        class="box"
        part="file"
        data-ratio="${width} ${height}"
        controls
        playsinline
        preload="metadata"
        aria-label=${this.#describe(file)}
        src=${url}
        @error=${() => this.#sources.fail(file.id)}
        @loadedmetadata=${() => this.#sources.succeed(file.id)}
      ></video>`;
    }
    return html`<button
      class="box picture"
      part="file"
      type="button"
      data-ratio="${width} ${height}"
      aria-haspopup="dialog"
      @click=${() => this.#enlarge(file)}
    >
      ${
        url === nothing
          ? html`<span class="sr">${file.name}</span>`
          : html`<img
              src=${url}
              alt=${file.name}
              decoding="async"
              @error=${() => this.#sources.fail(file.id)}
              @load=${() => this.#sources.succeed(file.id)}
            />`
      }
    </button>`;
  }

  #renderSound(file: ChatAttachment, url: string | typeof nothing): TemplateResult {
    return html`<figure class="sound" part="file">
      <figcaption><bdi>${file.name}</bdi><small>${this.#facts(file)}</small></figcaption>
      <support-chat-player
        exportparts=${PARTS}
        role="group"
        aria-label=${this.#describe(file)}
        .localizer=${this.localizer}
        .durationMs=${file.durationMs}
        ><audio
          controls
          preload="none"
          aria-label=${this.#describe(file)}
          src=${url}
          @error=${() => this.#sources.fail(file.id)}
          @canplay=${() => this.#sources.succeed(file.id)}
        ></audio
      ></support-chat-player>
    </figure>`;
  }

  #renderRow(file: ChatAttachment): TemplateResult {
    const kind = kindOf(file.mediaType);
    const icon = kind === 'other' ? 'file' : kind;
    const content = html`<span class="tile">${renderFileIcon(icon)}</span
      ><span class="words"><bdi>${file.name}</bdi> <small>${this.#facts(file)}</small></span>`;
    if (this.isPending) return html`<div class="row" part="file">${content}</div>`;
    return html`<button class="row" part="file" type="button" @click=${() => void this.#download(file)}>
      ${content}${renderFileIcon('download')}<span class="sr">${this.localizer.phrases.files.download('').trim()}</span>
    </button>`;
  }

  #renderFailure(file: ChatAttachment): TemplateResult {
    const { phrases } = this.localizer;
    return html`<div class="row failed" part="file">
      <span class="tile">${renderFileIcon('alert')}</span>
      <span class="words"><bdi>${file.name}</bdi><small>${phrases.files.notLoaded}</small></span>
      <button
        class="icon-button"
        part="icon-button"
        type="button"
        aria-label=${`${phrases.tryAgain}: ${file.name}`}
        @click=${() => this.#retry(file)}
      >
        ${renderFileIcon('again')}
      </button>
    </div>`;
  }

  #facts({ byteSize, durationMs }: ChatAttachment): string {
    const { code } = this.localizer.phrases;
    const size = formatBytes(byteSize, code);
    return durationMs === null ? size : `${formatLength(durationMs, code)} · ${size}`;
  }

  #describe(file: ChatAttachment): string {
    return `${file.name}, ${this.#facts(file)}`;
  }

  #enlarge(file: ChatAttachment): void {
    this.#sources.refresh(file.id);
    this.enlarged = file;
  }

  /** What is looked at is loaded again; what is saved, saved again. */
  #retry(file: ChatAttachment): void {
    this.#sources.retry(file.id);
    if (!this.#isShown(file)) void this.#download(file);
  }

  async #download(file: ChatAttachment): Promise<void> {
    const answer = await this.#sources.ask(file.id);
    if (isChatError(answer)) return this.#sources.deny(file.id);
    const link = document.createElement('a');
    link.href = answer.url;
    link.download = file.name;
    link.rel = 'noopener noreferrer';
    // The server has what is not shown saved, so the page stays; anything else must not replace it.
    if (answer.disposition === 'inline') link.target = '_blank';
    link.click();
  }
}
