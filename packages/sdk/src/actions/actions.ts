/** The chunk of what a visitor may do after the chat is running; loaded with the first call of any of it. */
import type { ClientParts } from '../client-parts.ts';
import { createConversationActions } from './conversation-actions.ts';
import { createMessageActions } from './message-actions.ts';

export type Actions = ReturnType<typeof createActions>;

export function createActions(parts: ClientParts) {
  return { ...createMessageActions(parts), ...createConversationActions(parts) };
}
