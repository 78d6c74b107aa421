import { ChatError } from '../errors.ts';
import type { ChatQuote, ChatSnapshot } from '../store/chat-state.ts';
import type { OutgoingMessage } from '../support-chat.ts';
import { checkText } from './check-text.ts';
import type { OutboxContent } from './outbox-entry.ts';

/** As long as the server's own quotes. */
const QUOTE_CHARACTERS = 200;

/**
 * What was asked to be sent, checked; the files are still to be taken.
 *
 * @throws {ChatError} `message_empty`, `message_too_long`, `message_not_found`
 */
export function composeMessage(
  message: string | OutgoingMessage,
  { config, messages }: ChatSnapshot,
): [content: OutboxContent, uploadIds: readonly string[]] {
  const draft: OutgoingMessage = typeof message === 'string' ? { text: message } : message;
  const { text = '', uploadIds = [], replyTo, departmentId } = draft;
  const content: OutboxContent = {
    text: checkText(text, config, uploadIds.length > 0),
    ...(departmentId && { departmentId }),
    ...(replyTo && { replyTo: quote(messages, replyTo) }),
  };
  return [content, uploadIds];
}

function quote(messages: ChatSnapshot['messages'], id: string): ChatQuote {
  const quoted = messages.find((message) => message.id === id);
  if (!quoted) throw new ChatError('message_not_found', 'The quoted message is not here.');
  const { kind, name } = quoted.sender;
  return { id, sender: kind, name, text: quoted.text.slice(0, QUOTE_CHARACTERS) };
}
