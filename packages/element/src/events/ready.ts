import type { ChatConfig } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** The configuration is there. Fires once for each client. */
export class ChatReadyEvent extends ChatEvent<{ readonly config: ChatConfig }> {
  constructor(detail: { readonly config: ChatConfig }) {
    super('chat-ready', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-ready': ChatReadyEvent;
  }
}
