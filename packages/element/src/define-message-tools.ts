/** Answering, changing and taking back single messages: a chunk of its own, for those who point at one. */
import type { MessageListElement } from './components/message-list/message-list.ts';
import { followMessages } from './components/message-tools/follow-messages.ts';
import { IntentBarElement } from './components/message-tools/intent-bar.ts';
import { MessageToolsElement } from './components/message-tools/message-tools.ts';
import { QuoteElement } from './components/message-tools/quote.ts';
import { addEnglish } from './i18n/localizer.ts';
import english from './i18n/locales/en-more.ts';
import { register } from './register.ts';
import { PARTS } from './styles/parts.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-intent': IntentBarElement;
    'support-chat-message-tools': MessageToolsElement;
    'support-chat-quote': QuoteElement;
  }
}

addEnglish(english);
register('support-chat-intent', IntentBarElement);
register('support-chat-message-tools', MessageToolsElement);
register('support-chat-quote', QuoteElement);

/** Gives a list its tools. */
export function equip(list: MessageListElement): void {
  const tools = document.createElement('support-chat-message-tools');
  tools.setAttribute('exportparts', PARTS);
  followMessages(list, tools);
}
