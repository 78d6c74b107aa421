import { html, type TemplateResult } from 'lit';
import { formatBytes } from '../../components/attachments/file-format.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { Translation } from '../../i18n/translation.ts';

/** What goes along with the next message. */
export function renderChosenFiles(
  files: readonly File[],
  phrases: Translation,
  onRemove: (file: File) => void,
): TemplateResult {
  return html`<ul class="files" aria-label=${phrases.files.chosen}>
    ${files.map(
      (file) =>
        html`<li class="file" part="upload">
          ${renderDeskIcon('page')}<bdi class="cut">${file.name}</bdi>
          <small>${formatBytes(file.size, phrases.code)}</small>
          <button
            class="icon-button"
            type="button"
            aria-label="${phrases.files.remove}: ${file.name}"
            @click=${() => onRemove(file)}
          >
            ${renderDeskIcon('close')}
          </button>
        </li>`,
    )}
  </ul>`;
}
