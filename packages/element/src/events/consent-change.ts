import type { ChatConsent } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** The visitor has decided about storage and tracking, here or in another tab. */
export class ChatConsentChangeEvent extends ChatEvent<{ readonly consent: ChatConsent }> {
  constructor(detail: { readonly consent: ChatConsent }) {
    super('chat-consent-change', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-consent-change': ChatConsentChangeEvent;
  }
}
