/** Registers where agents write prepared texts of their own; a chunk of the inbox. */
import { InboxTextsElement } from './inbox/texts/texts-dialog.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-inbox-texts': InboxTextsElement;
  }
}

register('support-inbox-texts', InboxTextsElement);
