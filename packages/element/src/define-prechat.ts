/** What comes before the chat: a chunk of its own, because most teams ask for nothing, and are there. */
import { AwayNoteElement } from './components/prechat/away-note.ts';
import { PrechatElement } from './components/prechat/prechat.ts';
import { addEnglish } from './i18n/localizer.ts';
import english from './i18n/locales/en-more.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-away-note': AwayNoteElement;
    'support-chat-prechat': PrechatElement;
  }
}

addEnglish(english);
register('support-chat-away-note', AwayNoteElement);
register('support-chat-prechat', PrechatElement);
