import { register } from './register.ts';
import { SupportChatElement } from './support-chat/support-chat.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat': SupportChatElement;
  }
}

register('support-chat', SupportChatElement);

export { SupportChatElement };
