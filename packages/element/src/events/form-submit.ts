import type { PrechatAnswers } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** The visitor has filled in the form before the chat, and its answers are kept for the first message. */
export class ChatFormSubmitEvent extends ChatEvent<{ readonly answers: PrechatAnswers }> {
  constructor(detail: { readonly answers: PrechatAnswers }) {
    super('chat-form-submit', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-form-submit': ChatFormSubmitEvent;
  }
}
