import type { ChatMessage } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** The server has a message of the visitor. */
export class ChatMessageSentEvent extends ChatEvent<{ readonly message: ChatMessage }> {
  constructor(detail: { readonly message: ChatMessage }) {
    super('chat-message-sent', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-message-sent': ChatMessageSentEvent;
  }
}
