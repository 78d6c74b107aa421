import type { ChatConversation } from '@support-chat/sdk';

/** True when the team has closed it; the next message starts anew. */
export function isEnded(conversation: Pick<ChatConversation, 'status'> | null): boolean {
  return conversation?.status === 'resolved' || conversation?.status === 'closed';
}
