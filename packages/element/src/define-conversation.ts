/** The screen of a conversation: a chunk of its own, because most visitors who open the chat only look. */
import { ComposerElement } from './components/composer/composer.ts';
import { MessageListElement } from './components/message-list/message-list.ts';
import { addEnglish } from './i18n/localizer.ts';
import english from './i18n/locales/en-conversation.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-composer': ComposerElement;
    'support-chat-message-list': MessageListElement;
  }
}

addEnglish(english);
register('support-chat-composer', ComposerElement);
register('support-chat-message-list', MessageListElement);
