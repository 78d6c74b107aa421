import { ChatEvent } from './chat-event.ts';

/** The visitor wants to send a message; cancel it to keep the text in the composer. */
export class ChatBeforeSendEvent extends ChatEvent<{ readonly text: string }> {
  constructor(detail: { readonly text: string }) {
    super('chat-before-send', detail, true);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-before-send': ChatBeforeSendEvent;
  }
}
