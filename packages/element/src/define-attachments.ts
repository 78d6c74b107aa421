/** Files, in messages and in the composer: a chunk of its own, for conversations that have or may have them. */
import { AttachmentsElement } from './components/attachments/attachments.ts';
import { FilesElement } from './components/attachments/files.ts';
import { addEnglish } from './i18n/localizer.ts';
import english from './i18n/locales/en-more.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-attachments': AttachmentsElement;
    'support-chat-files': FilesElement;
  }
}

addEnglish(english);
register('support-chat-attachments', AttachmentsElement);
register('support-chat-files', FilesElement);
