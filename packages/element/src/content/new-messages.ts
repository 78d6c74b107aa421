import type { ChatMessage } from '@support-chat/sdk';

/**
 * Messages that nobody has seen here yet. Unknown ones before the first known message are history that was fetched
 * later, not news. Told by position, because the clocks of visitor and server need not agree.
 */
export function findNewMessages(messages: readonly ChatMessage[], known: ReadonlySet<string>): ChatMessage[] {
  const first = messages.findIndex(({ id }) => known.has(id));
  return messages.slice(first + 1).filter(({ id }) => !known.has(id));
}
