import { ChatEvent } from './chat-event.ts';

/** The panel is no longer on screen. */
export class ChatClosedEvent extends ChatEvent<null> {
  constructor() {
    super('chat-closed', null);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-closed': ChatClosedEvent;
  }
}
