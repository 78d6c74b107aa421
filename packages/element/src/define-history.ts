/** The list of the visitor's conversations: a chunk of its own, loaded when somebody looks back. */
import { ConversationListElement } from './components/conversation-list/conversation-list.ts';
import { addEnglish } from './i18n/localizer.ts';
import english from './i18n/locales/en-more.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-conversation-list': ConversationListElement;
  }
}

addEnglish(english);
register('support-chat-conversation-list', ConversationListElement);
