import type { AgentIdentity, ChatError } from '@support-chat/sdk/agent';
import { ChatEvent } from '../../events/chat-event.ts';

/** The server knows who is signed in. Fires once for each client. */
export class InboxReadyEvent extends ChatEvent<{ readonly me: AgentIdentity }> {
  constructor(detail: { readonly me: AgentIdentity }) {
    super('inbox-ready', detail);
  }
}

/** The number of the agent's conversations with something unread changed. */
export class InboxUnreadChangeEvent extends ChatEvent<{ readonly unreadCount: number }> {
  constructor(detail: { readonly unreadCount: number }) {
    super('inbox-unread-change', detail);
  }
}

/** Another conversation is shown; null: none is. */
export class InboxConversationOpenEvent extends ChatEvent<{ readonly conversationId: string | null }> {
  constructor(detail: { readonly conversationId: string | null }) {
    super('inbox-conversation-open', detail);
  }
}

/** Something went wrong. The element has already told the agent. */
export class InboxErrorEvent extends ChatEvent<{ readonly error: ChatError }> {
  constructor(detail: { readonly error: ChatError }) {
    super('inbox-error', detail);
  }
}

/** Nobody is signed in to the page, or the server does not accept who is; also when the agent asks to sign in. */
export class InboxSignInRequiredEvent extends ChatEvent<null> {
  constructor() {
    super('inbox-sign-in-required', null);
  }
}

declare global {
  interface HTMLElementEventMap {
    'inbox-ready': InboxReadyEvent;
    'inbox-unread-change': InboxUnreadChangeEvent;
    'inbox-conversation-open': InboxConversationOpenEvent;
    'inbox-error': InboxErrorEvent;
    'inbox-sign-in-required': InboxSignInRequiredEvent;
  }
}
