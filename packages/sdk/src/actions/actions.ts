/** The chunk of what a visitor may do after the chat is running; loaded with the first call of any of it. */
import type { ClientParts } from '../client-parts.ts';
import { createConversationActions } from './conversation-actions.ts';
import { createConversationList } from './conversation-list.ts';
import { createFileAddresses } from './file-addresses.ts';
import { createMessageActions } from './message-actions.ts';
import { createOlderConversation } from './older-conversation.ts';
import { createPrechat } from './prechat.ts';
import { createSigns } from './signs.ts';
import { createOwnTyping, createTeamTyping } from './typing.ts';

export type Actions = ReturnType<typeof createActions>;

export function createActions(parts: ClientParts) {
  const { session, store, timers } = parts;
  const list = createConversationList(parts);
  const { hearTyping } = createTeamTyping(parts);
  return {
    ...createMessageActions(parts),
    ...createConversationActions(parts),
    ...createPrechat(parts),
    ...createFileAddresses({
      ask: (id) => session.authorized('existing', 'chat/file', { query: { attachment_id: id } }),
      asker: () => store.state.visitorId,
      timers,
    }),
    ...createOwnTyping(parts),
    ...createSigns(parts, hearTyping),
    ...createOlderConversation(parts, list),
    loadConversations: list.loadConversations,
  };
}
