import type { ChatError } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** Something went wrong. The element has already told the visitor what they can do. */
export class ChatErrorEvent extends ChatEvent<{ readonly error: ChatError }> {
  constructor(detail: { readonly error: ChatError }) {
    super('chat-error', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-error': ChatErrorEvent;
  }
}
