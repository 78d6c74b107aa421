import type { ClientParts } from '../client-parts.ts';
import { ChatError } from '../errors.ts';
import type { Feedback, FileAddress, PrechatAnswers, StartOptions } from '../support-chat.ts';

/** What a visitor can do with a conversation besides writing. */
export function createConversationActions({ session, store, tell }: ClientParts) {
  const currentId = (): string => {
    const id = store.state.conversationId;
    if (id === null) throw new ChatError('conversation_not_found', 'There is no conversation yet.');
    return id;
  };

  return {
    async end(): Promise<void> {
      const body = { conversation_id: currentId() };
      tell({ conversation: (await session.authorized('existing', 'chat/end', { body })).conversation });
    },

    async rate(feedback: Feedback): Promise<void> {
      const body = { ...feedback, conversation_id: currentId() };
      tell({ conversation: (await session.authorized('existing', 'chat/feedback', { body })).conversation });
    },

    async requestTranscript(email?: string): Promise<string> {
      const body = { conversation_id: currentId(), email };
      return (await session.authorized('existing', 'chat/transcript', { body })).recipient;
    },

    setTyping(_isTyping: boolean): void {},
    async fileUrl(_attachmentId: string): Promise<FileAddress> {
      throw new ChatError('feature_disabled', 'Not built.');
    },
    async loadConversations(): Promise<void> {},
    async openConversation(_conversationId: string | null): Promise<void> {},
    async startConversation(_options?: StartOptions): Promise<void> {},
    async submitPrechat(_answers: PrechatAnswers): Promise<void> {},
    async loadDepartments(): Promise<void> {},
  };
}
