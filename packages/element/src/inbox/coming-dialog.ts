import { html, nothing, type TemplateResult } from 'lit';
import type { ChunkController } from '../controllers/chunk-controller.ts';
import type { DeskLanguage } from '../desk/i18n/desk-language.ts';
import type { InboxPhrases } from './i18n/inbox-phrases.ts';

export interface ComingDialogModel {
  readonly heading: string;
  readonly language: DeskLanguage<InboxPhrases>;
  readonly chunk: ChunkController;
  readonly onClose: () => void;
}

/** Stands where a dialog will be whose code is on its way, or did not come. */
export function renderComingDialog({ heading, language, chunk, onClose }: ComingDialogModel): TemplateResult {
  const { words, chat } = language;
  return html`<support-desk-dialog .heading=${heading} .closeLabel=${chat.phrases.close} @desk-close=${onClose}>
    <p class="muted" role="status">${chunk.isMissing ? words.partMissing : chat.phrases.loading}</p>
    ${
      chunk.isMissing
        ? html`<div class="buttons">
            <button class="button quiet" part="button-quiet" type="button" @click=${chunk.retry}>
              ${chat.phrases.tryAgain}
            </button>
          </div>`
        : nothing
    }
  </support-desk-dialog>`;
}
