import type { ChatProactiveMessage } from '@support-chat/sdk';
import { ChatEvent } from './chat-event.ts';

/** One of the team's triggers has struck: its message is about to be shown. */
export class ChatTriggerEvent extends ChatEvent<{ readonly proactive: ChatProactiveMessage }> {
  constructor(detail: { readonly proactive: ChatProactiveMessage }) {
    super('chat-trigger', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-trigger': ChatTriggerEvent;
  }
}
