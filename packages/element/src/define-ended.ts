/** What stands at the end of a conversation: a chunk of its own, loaded when one has ended. */
import { TranscriptElement } from './components/menu/transcript.ts';
import { EndedElement } from './components/rating/rating.ts';
import { addEnglish } from './i18n/localizer.ts';
import english from './i18n/locales/en-more.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-ended': EndedElement;
  }
}

addEnglish(english);
register('support-chat-transcript', TranscriptElement);
register('support-chat-ended', EndedElement);
