import type { ConnectionStatus } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** The connection changed its state. */
export class ChatConnectionChangeEvent extends ChatEvent<{ readonly connection: ConnectionStatus }> {
  constructor(detail: { readonly connection: ConnectionStatus }) {
    super('chat-connection-change', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-connection-change': ChatConnectionChangeEvent;
  }
}
