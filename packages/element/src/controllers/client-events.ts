import type { SupportChat } from '@support-chat/sdk';
import { ChatAvailabilityChangeEvent } from '../events/availability-change.ts';
import { ChatConnectionChangeEvent } from '../events/connection-change.ts';
import { ChatConversationStartedEvent } from '../events/conversation-started.ts';
import { ChatMessageFailedEvent } from '../events/message-failed.ts';
import { ChatMessageReceivedEvent } from '../events/message-received.ts';
import { ChatMessageSentEvent } from '../events/message-sent.ts';
import { ChatReadyEvent } from '../events/ready.ts';
import { ChatUnreadChangeEvent } from '../events/unread-change.ts';

/** Tells the page in DOM events what the client tells in its own, but for errors; returns the undo. */
export function forwardClientEvents(client: SupportChat, target: EventTarget): () => void {
  const undos = [
    client.on('ready', (event) => target.dispatchEvent(new ChatReadyEvent(event))),
    client.on('message:sent', (event) => target.dispatchEvent(new ChatMessageSentEvent(event))),
    client.on('message:received', (event) => target.dispatchEvent(new ChatMessageReceivedEvent(event))),
    client.on('message:failed', (event) => target.dispatchEvent(new ChatMessageFailedEvent(event))),
    client.on('conversation:started', (event) => target.dispatchEvent(new ChatConversationStartedEvent(event))),
    client.on('unread:changed', (event) => target.dispatchEvent(new ChatUnreadChangeEvent(event))),
    client.on('availability:changed', (event) => target.dispatchEvent(new ChatAvailabilityChangeEvent(event))),
    client.on('connection:changed', (event) => target.dispatchEvent(new ChatConnectionChangeEvent(event))),
  ];
  return () => undos.forEach((undo) => undo());
}
