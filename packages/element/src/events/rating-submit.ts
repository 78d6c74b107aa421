import type { Feedback } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** The server has what the visitor thinks of the conversation. */
export class ChatRatingSubmitEvent extends ChatEvent<Feedback> {
  constructor(detail: Feedback) {
    super('chat-rating-submit', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-rating-submit': ChatRatingSubmitEvent;
  }
}
