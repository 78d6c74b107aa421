import type { ChatVisitor } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** What is known of the visitor changed; null after a logout. */
export class ChatIdentityChangeEvent extends ChatEvent<{ readonly visitor: ChatVisitor | null }> {
  constructor(detail: { readonly visitor: ChatVisitor | null }) {
    super('chat-identity-change', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-identity-change': ChatIdentityChangeEvent;
  }
}
