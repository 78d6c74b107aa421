import { ChatEvent } from './chat-event.ts';

/** A link in a message was clicked; cancel it to handle the address yourself, for example with a router. */
export class ChatLinkClickEvent extends ChatEvent<{ readonly href: string }> {
  constructor(detail: { readonly href: string }) {
    super('chat-link-click', detail, true);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-link-click': ChatLinkClickEvent;
  }
}
