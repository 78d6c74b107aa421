import type { ChatConversation, SupportChat } from '@support-chat/sdk';
import { isEnded } from '../content/conversation.ts';
import { ChatAvailabilityChangeEvent } from '../events/availability-change.ts';
import { ChatConnectionChangeEvent } from '../events/connection-change.ts';
import { ChatConsentChangeEvent } from '../events/consent-change.ts';
import { ChatConversationEndedEvent } from '../events/conversation-ended.ts';
import { ChatConversationStartedEvent } from '../events/conversation-started.ts';
import { ChatIdentityChangeEvent } from '../events/identity-change.ts';
import { ChatMessageFailedEvent } from '../events/message-failed.ts';
import { ChatMessageReceivedEvent } from '../events/message-received.ts';
import { ChatMessageSentEvent } from '../events/message-sent.ts';
import { ChatReadyEvent } from '../events/ready.ts';
import { ChatTriggerEvent } from '../events/trigger.ts';
import { ChatUnreadChangeEvent } from '../events/unread-change.ts';

/** Tells the page in DOM events what the client tells in its own, but for errors; returns the undo. */
export function forwardClientEvents(client: SupportChat, target: EventTarget): () => void {
  /** Of the conversations that this page has seen going on: one that had ended before is no news. */
  const going = new Set<string>();
  const watch = (conversation: ChatConversation | null): void => {
    if (conversation === null) return;
    if (!isEnded(conversation)) going.add(conversation.id);
    else if (going.delete(conversation.id)) target.dispatchEvent(new ChatConversationEndedEvent({ conversation }));
  };
  watch(client.getSnapshot().conversation);
  const undos = [
    client.on('ready', (event) => target.dispatchEvent(new ChatReadyEvent(event))),
    client.on('message:sent', (event) => target.dispatchEvent(new ChatMessageSentEvent(event))),
    client.on('message:received', (event) => target.dispatchEvent(new ChatMessageReceivedEvent(event))),
    client.on('message:failed', (event) => target.dispatchEvent(new ChatMessageFailedEvent(event))),
    client.subscribe(() => watch(client.getSnapshot().conversation)),
    client.on('conversation:started', (event) => target.dispatchEvent(new ChatConversationStartedEvent(event))),
    client.on('conversation:updated', (event) => watch(event.conversation)),
    client.on('identity:changed', (event) => target.dispatchEvent(new ChatIdentityChangeEvent(event))),
    client.on('consent:changed', (event) => target.dispatchEvent(new ChatConsentChangeEvent(event))),
    client.on('trigger', (event) => target.dispatchEvent(new ChatTriggerEvent(event))),
    client.on('unread:changed', (event) => target.dispatchEvent(new ChatUnreadChangeEvent(event))),
    client.on('availability:changed', (event) => target.dispatchEvent(new ChatAvailabilityChangeEvent(event))),
    client.on('connection:changed', (event) => target.dispatchEvent(new ChatConnectionChangeEvent(event))),
  ];
  return () => undos.forEach((undo) => undo());
}
