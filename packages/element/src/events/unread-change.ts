import { ChatEvent } from './chat-event.ts';

/** The number of unread messages changed. */
export class ChatUnreadChangeEvent extends ChatEvent<{ readonly unreadCount: number }> {
  constructor(detail: { readonly unreadCount: number }) {
    super('chat-unread-change', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-unread-change': ChatUnreadChangeEvent;
  }
}
