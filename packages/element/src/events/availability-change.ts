import type { ChatAvailability } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** Somebody of the team came or the last one left. */
export class ChatAvailabilityChangeEvent extends ChatEvent<{ readonly availability: ChatAvailability }> {
  constructor(detail: { readonly availability: ChatAvailability }) {
    super('chat-availability-change', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-availability-change': ChatAvailabilityChangeEvent;
  }
}
