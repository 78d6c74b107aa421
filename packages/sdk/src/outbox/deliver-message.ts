import { ChatError, isChatError } from '../errors.ts';
import type { WireMessage } from '../protocol/message.ts';
import type { WireVisitorContext } from '../protocol/session.ts';
import type { VisitorSession } from '../session/visitor-session.ts';
import type { ChatStore } from '../store/chat-store.ts';
import type { OutboxEntry } from './outbox-entry.ts';

export interface DeliveryOptions {
  readonly store: ChatStore;
  readonly session: VisitorSession;
  readonly context: () => WireVisitorContext | undefined;
}

/**
 * Brings one message to the server. The first one makes the session, and the server makes the conversation; should
 * the known conversation be gone, the server finds the right one.
 *
 * @throws {ChatError}
 */
export async function deliverMessage(
  { store, session, context }: DeliveryOptions,
  { id, text, replyTo, departmentId, prechat }: OutboxEntry,
  attachmentIds?: readonly string[],
): Promise<WireMessage> {
  const post = async (conversationId: string | null): Promise<WireMessage> => {
    const body = {
      id,
      text,
      conversation_id: conversationId ?? undefined,
      context: context(),
      attachment_ids: attachmentIds,
      reply_to: replyTo?.id,
      department_id: departmentId,
      prechat,
    };
    const { message } = await session.authorized('create', 'chat/message', { body });
    // The last look before the outbox lets go of it: an answer of another shape was not our server's.
    if (message?.id !== id)
      throw new ChatError('network_unavailable', 'The answer is not readable.', { retryable: true });
    return message;
  };
  try {
    // Read at the time of the call: a new session has no conversation yet.
    return await post(store.state.conversationId);
  } catch (error) {
    if (isChatError(error) && error.code === 'conversation_not_found') return post(null);
    throw error;
  }
}
