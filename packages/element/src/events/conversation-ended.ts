import type { ChatConversation } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** The team, or the visitor, is done with a conversation. The next message may open it again. */
export class ChatConversationEndedEvent extends ChatEvent<{ readonly conversation: ChatConversation }> {
  constructor(detail: { readonly conversation: ChatConversation }) {
    super('chat-conversation-ended', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-conversation-ended': ChatConversationEndedEvent;
  }
}
