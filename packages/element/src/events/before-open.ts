import { ChatEvent } from './chat-event.ts';

/** The panel is about to open; cancel it to keep the panel closed. */
export class ChatBeforeOpenEvent extends ChatEvent<null> {
  constructor() {
    super('chat-before-open', null, true);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-before-open': ChatBeforeOpenEvent;
  }
}
