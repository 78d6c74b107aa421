/** What stands behind the last message: a chunk of its own, because it is never the first thing in a conversation. */
import { QuickRepliesElement } from './components/rich/quick-replies.ts';
import { TailElement } from './components/tail/tail.ts';
import { TypingElement } from './components/typing/typing.ts';
import { addEnglish } from './i18n/localizer.ts';
import english from './i18n/locales/en-more.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-quick-replies': QuickRepliesElement;
    'support-chat-tail': TailElement;
    'support-chat-typing': TypingElement;
  }
}

addEnglish(english);
register('support-chat-quick-replies', QuickRepliesElement);
register('support-chat-typing', TypingElement);
register('support-chat-tail', TailElement);
