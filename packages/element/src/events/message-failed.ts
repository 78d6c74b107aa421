import type { ChatError, ChatMessage } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** A message was refused for good; the visitor may try again or discard it. */
export class ChatMessageFailedEvent extends ChatEvent<{ readonly message: ChatMessage; readonly error: ChatError }> {
  constructor(detail: { readonly message: ChatMessage; readonly error: ChatError }) {
    super('chat-message-failed', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-message-failed': ChatMessageFailedEvent;
  }
}
