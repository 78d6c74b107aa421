import type { ChatConversation } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** The first message of a new conversation reached the server. */
export class ChatConversationStartedEvent extends ChatEvent<{ readonly conversation: ChatConversation }> {
  constructor(detail: { readonly conversation: ChatConversation }) {
    super('chat-conversation-started', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-conversation-started': ChatConversationStartedEvent;
  }
}
