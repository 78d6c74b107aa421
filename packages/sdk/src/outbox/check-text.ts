import { ChatError } from '../errors.ts';
import type { ChatConfig } from '../store/chat-state.ts';

/** Until the configuration says otherwise. The server's limit holds in any case. */
const DEFAULT_MAX_MESSAGE_LENGTH = 4_000;

/**
 * The text without white space around it; with files it may be empty.
 *
 * @throws {ChatError} `message_empty`, `message_too_long`
 */
export function checkText(text: string, config: ChatConfig | null, hasFiles = false): string {
  const trimmed = text.trim();
  const limit = config?.maxMessageLength ?? DEFAULT_MAX_MESSAGE_LENGTH;
  if (!trimmed && !hasFiles) throw new ChatError('message_empty', 'A message needs a text.');
  if (trimmed.length > limit) {
    throw new ChatError('message_too_long', `A message may have at most ${limit} characters.`);
  }
  return trimmed;
}
