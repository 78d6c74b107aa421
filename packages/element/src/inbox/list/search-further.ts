import { html, type TemplateResult } from 'lit';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';

/** That a search has stopped before it was through, and the way on. The button keeps its place while more is on its way. */
export function renderFurther(
  { words, chat }: DeskLanguage<InboxPhrases>,
  isLoading: boolean,
  onFurther: () => void,
): TemplateResult {
  return html`<div class="further">
    <p class="hint" role="status">${isLoading ? chat.phrases.loading : words.searchPaused}</p>
    <button
      class="button quiet"
      part="button-quiet"
      type="button"
      aria-disabled=${isLoading ? 'true' : 'false'}
      @click=${onFurther}
    >
      ${words.searchFurther}
    </button>
  </div>`;
}
