/**
 * What the agent has written: kept in this browser per organization and agent, sent one after the other, whichever tab
 * wrote it. The outbox of the visitor's side does the work; here is what a message of an agent is.
 */
import { ChatError } from '../errors.ts';
import { createOutbox } from '../outbox/outbox.ts';
import type { OutboxContent, OutboxEntry } from '../outbox/outbox-entry.ts';
import type { WireTeamMessage, WireTeamMessageResponse } from '../protocol/agent/message.ts';
import type { WireMessage } from '../protocol/message.ts';
import { soundEntities } from '../store/sound-entities.ts';
import type { CallAgent } from './agent-endpoints.ts';
import type { AgentDraft, AgentMessage } from './agent-message.ts';
import { isNobody } from './refusals.ts';
import { soundMessage } from './wire/message.ts';
import { fieldsOf } from './wire/read-value.ts';

/** As long as the server allows. */
const MAX_CHARACTERS = 16_000;
/** As long as the server's own quotes. */
const QUOTE_CHARACTERS = 200;

type Options = Parameters<typeof createOutbox>[0];

export interface AgentOutboxOptions extends Omit<Options, 'deliver' | 'onSent'> {
  readonly call: CallAgent;
  readonly myId: () => string | null;
  readonly onSent: (message: WireTeamMessage, conversation: unknown, entries: readonly OutboxEntry[]) => void;
}

export function createAgentOutbox({ call, myId, onSent, ...options }: AgentOutboxOptions) {
  /** What the server said about the conversation of the message that has just arrived. */
  let conversation: unknown = null;

  const deliver = async (entry: OutboxEntry, attachmentIds?: readonly string[]): Promise<WireMessage> => {
    const body = {
      id: entry.id,
      conversation_id: entry.conversationId ?? '',
      text: entry.text,
      entities: entry.entities,
      is_internal: entry.isInternal,
      reply_to: entry.replyTo?.id,
      attachment_ids: attachmentIds,
    };
    const answer = fieldsOf<WireTeamMessageResponse>(await call('agent/message', { body }).catch(asWaiting));
    const message = soundMessage(answer.message, entry.isInternal ?? false);
    // The last look before the outbox lets go of it: an answer of another shape was not our server's.
    if (message?.id !== entry.id)
      throw new ChatError('network_unavailable', 'The answer is not readable.', { retryable: true });
    conversation = answer.conversation;
    const posted: WireTeamMessage = { ...message, agent_id: myId() };
    return posted;
  };

  return createOutbox({
    ...options,
    deliver,
    // What `deliver` has made.
    onSent: (message, entries) => onSent(message as WireTeamMessage, conversation, entries),
  });
}

/** Somebody who is not an agent just now may be one again: what they wrote waits for that. @throws {ChatError} */
function asWaiting(error: unknown): never {
  if (!isNobody(error)) throw error;
  throw new ChatError(error.code, error.message, { retryable: true, cause: error });
}

/**
 * What was asked to be sent, checked; the files are still to be taken.
 *
 * @throws {ChatError} `message_empty`, `message_too_long`, `message_not_found`
 */
export function composeAnswer(
  { text, entities, files = [], isInternal = false, replyTo }: AgentDraft,
  conversationId: string,
  find: (id: string) => AgentMessage | undefined,
): OutboxContent {
  const trimmed = text.trim();
  if (!trimmed && files.length === 0) throw new ChatError('message_empty', 'A message needs a text.');
  if (trimmed.length > MAX_CHARACTERS) {
    throw new ChatError('message_too_long', `A message may have at most ${MAX_CHARACTERS} characters.`);
  }
  const cut = text.length - text.trimStart().length;
  const sound = soundEntities(trimmed, shifted(entities, cut, trimmed.length));
  const quoted = replyTo === undefined ? undefined : find(replyTo);
  if (replyTo !== undefined && !quoted) throw new ChatError('message_not_found', 'The quoted message is not here.');
  return {
    text: trimmed,
    conversationId,
    ...(sound && { entities: sound }),
    ...(isInternal && { isInternal }),
    ...(quoted && {
      replyTo: {
        id: quoted.id,
        sender: quoted.sender.kind,
        name: quoted.sender.name,
        text: quoted.text.slice(0, QUOTE_CHARACTERS),
      },
    }),
  };
}

/** Formatting of a text whose beginning was cut off, and that ends there. */
function shifted(entities: AgentDraft['entities'], cut: number, end: number): AgentDraft['entities'] {
  return entities?.flatMap((entity) => {
    const offset = Math.max(0, entity.offset - cut);
    const length = Math.min(end, entity.offset + entity.length - cut) - offset;
    return length > 0 ? { ...entity, offset, length } : [];
  });
}
