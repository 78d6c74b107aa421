import { ComposerElement } from './components/composer/composer.ts';
import { MessageListElement } from './components/message-list/message-list.ts';
import { SupportChatElement } from './support-chat/support-chat.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat': SupportChatElement;
    'support-chat-composer': ComposerElement;
    'support-chat-message-list': MessageListElement;
  }
}

const elements = {
  'support-chat-composer': ComposerElement,
  'support-chat-message-list': MessageListElement,
  'support-chat': SupportChatElement,
};

// A second copy on the same page keeps quiet instead of throwing; on a server there is no registry at all.
for (const [name, element] of Object.entries(elements)) {
  if (globalThis.customElements?.get(name) === undefined) globalThis.customElements?.define(name, element);
}

export { SupportChatElement };
