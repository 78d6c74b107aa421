import type { ChatConversation } from '@support-chat/sdk';

/** True when the team has closed it; the next message starts anew. */
export function isEnded(conversation: ChatConversation | null): boolean {
  return conversation?.status === 'resolved' || conversation?.status === 'closed';
}
