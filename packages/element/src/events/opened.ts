import { ChatEvent } from './chat-event.ts';

/** The panel is on screen. */
export class ChatOpenedEvent extends ChatEvent<null> {
  constructor() {
    super('chat-opened', null);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-opened': ChatOpenedEvent;
  }
}
