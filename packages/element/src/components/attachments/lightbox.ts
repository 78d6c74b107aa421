import { html, type TemplateResult } from 'lit';
import type { Translation } from '../../i18n/translation.ts';
import { renderFileIcon } from './file-icons.ts';
import type { FileSource } from './file-sources.ts';

export interface LightboxModel {
  readonly name: string;
  readonly source: FileSource;
  readonly phrases: Translation;
  readonly onError: () => void;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

/**
 * A picture over the whole window: a modal dialog, so the focus stays in it and goes back by itself. Fingers may zoom into
 * it as into any page.
 */
export function renderLightbox({ name, source, phrases, onError, onRetry, onClose }: LightboxModel): TemplateResult {
  return html`<dialog class="lightbox" aria-label=${name} @close=${onClose} @click=${closeOutside} @keydown=${keepKeys}>
    <div class="bar">
      <bdi>${name}</bdi>
      ${
        source.state === 'ready'
          ? html`<a
              class="icon-button"
              href=${source.url}
              download=${name}
              target="_blank"
              rel="noopener noreferrer"
              aria-label=${phrases.files.download(name)}
              >${renderFileIcon('download')}</a
            >`
          : null
      }
      <button class="icon-button" type="button" aria-label=${phrases.close} @click=${close}>
        ${renderFileIcon('remove')}
      </button>
    </div>
    ${
      source.state === 'ready'
        ? html`<img src=${source.url} alt=${name} @error=${onError} />`
        : source.state === 'failed'
          ? html`<p role="status">
              ${phrases.files.notLoaded}
              <button class="again" type="button" @click=${onRetry}>${phrases.tryAgain}</button>
            </p>`
          : null
    }
  </dialog>`;
}

function close(event: Event): void {
  (event.currentTarget as HTMLElement).closest('dialog')?.close();
}

/** Beside the picture, as everybody tries. */
function closeOutside(event: Event): void {
  const dialog = event.currentTarget as HTMLDialogElement;
  if (event.target === dialog) dialog.close();
}

/** Escape closes the picture, not the chat behind it as well. */
function keepKeys(event: KeyboardEvent): void {
  event.stopPropagation();
  if (event.key !== 'Escape') return;
  event.preventDefault();
  (event.currentTarget as HTMLDialogElement).close();
}
