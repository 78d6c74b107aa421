/** What the team sends besides words: a chunk of its own, for conversations that have a card or a form. */
import { RichElement } from './components/rich/rich.ts';
import { addEnglish } from './i18n/localizer.ts';
import english from './i18n/locales/en-more.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-rich': RichElement;
  }
}

addEnglish(english);
register('support-chat-rich', RichElement);
