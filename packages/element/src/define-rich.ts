/** What the team sends besides words: a chunk of its own, for conversations that have a card, a form or suggested answers. */
import { QuickRepliesElement } from './components/rich/quick-replies.ts';
import { RichElement } from './components/rich/rich.ts';
import { addEnglish } from './i18n/localizer.ts';
import english from './i18n/locales/en-more.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-quick-replies': QuickRepliesElement;
    'support-chat-rich': RichElement;
  }
}

addEnglish(english);
register('support-chat-quick-replies', QuickRepliesElement);
register('support-chat-rich', RichElement);
