import type { ClientParts } from '../client-parts.ts';
import { checkText } from '../outbox/check-text.ts';

/** Changing what was already sent. */
export function createMessageActions({ session, store, tell }: ClientParts) {
  return {
    async edit(messageId: string, text: string): Promise<void> {
      const checked = checkText(text, store.state.config);
      const answer = await session.authorized('existing', 'PATCH chat/message', {
        id: messageId,
        body: { text: checked },
      });
      tell({ message: answer.message });
    },

    async unsend(messageId: string): Promise<void> {
      tell({ message: (await session.authorized('existing', 'DELETE chat/message', { id: messageId })).message });
    },
  };
}
