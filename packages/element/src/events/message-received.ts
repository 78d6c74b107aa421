import type { ChatMessage } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** Somebody else wrote a message. */
export class ChatMessageReceivedEvent extends ChatEvent<{ readonly message: ChatMessage }> {
  constructor(detail: { readonly message: ChatMessage }) {
    super('chat-message-received', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-message-received': ChatMessageReceivedEvent;
  }
}
