/** The menu of a conversation: a chunk of its own, loaded when somebody opens it. */
import { MenuElement } from './components/menu/menu.ts';
import { TranscriptElement } from './components/menu/transcript.ts';
import { addEnglish } from './i18n/localizer.ts';
import english from './i18n/locales/en-more.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-menu': MenuElement;
    'support-chat-transcript': TranscriptElement;
  }
}

addEnglish(english);
register('support-chat-transcript', TranscriptElement);
register('support-chat-menu', MenuElement);
