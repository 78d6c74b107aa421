import { badRequest } from '../bot-api-error.ts';
import type { SimChat, SimEphemeralMessage } from '../world-state.ts';
import { readableChat } from './chat-access.ts';
import type { Method, MethodContext } from './method.ts';

/** [10.3] How long after a tap a message may still answer it. */
const ANSWER_SECONDS = 15;

/** The wish to be seen by one member only. */
export interface Whisper {
  readonly receiverId: number;
  readonly callbackQueryId: string | undefined;
  readonly replacesMessage: boolean;
}

export const ephemeralMethods: Record<string, Method> = {
  /** [10.3] Named by chat, person and number, for an ephemeral message has no id of its own in the chat. */
  deleteEphemeralMessage(context) {
    const { world } = context;
    const { ephemeral } = ephemeralOf(context, 'message to delete not found');
    world.state.ephemeralMessages = world.state.ephemeralMessages.filter((other) => other !== ephemeral);
    world.changed();
    return true;
  },
};

export function readWhisper({ params }: MethodContext): Whisper | undefined {
  const value = params.json('ephemeral_message_parameters', "can't parse ephemeral message parameters JSON object");
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null) throw badRequest('object expected as ephemeral message parameters');
  const given = value as Record<string, unknown>;
  const receiverId = Number(given['receiver_user_id']);
  // Unverified wording, here and below: no refusal of ephemeral messages is published but BOT_NOT_ADMIN.
  if (!Number.isSafeInteger(receiverId) || receiverId <= 0) throw badRequest('invalid receiver_user_id specified');
  const query = given['callback_query_id'];
  return {
    receiverId,
    callbackQueryId: typeof query === 'string' && query !== '' ? query : undefined,
    replacesMessage: given['replace_callback_query_message'] === true,
  };
}

/** [10.3] One member of a group where the bot is an administrator; as an answer to a tap only shortly after it. */
export function checkReceiver(
  { world }: MethodContext,
  chat: SimChat,
  { receiverId, callbackQueryId, replacesMessage }: Whisper,
): { receiverId: number; replacesId: number | undefined } {
  if (chat.kind === 'private' || !world.isBotAdmin(chat)) throw badRequest('BOT_NOT_ADMIN');
  if (!world.presentMembership(chat, receiverId)) throw badRequest('USER_NOT_PARTICIPANT');
  if (callbackQueryId === undefined) {
    if (replacesMessage) throw badRequest('QUERY_ID_INVALID');
    return { receiverId, replacesId: undefined };
  }
  const query = world.state.callbackQueries[callbackQueryId];
  const isFresh = query !== undefined && world.clock.nowSeconds() - query.date <= ANSWER_SECONDS;
  if (!isFresh || query.userId !== receiverId || query.chatId !== chat.id) throw badRequest('QUERY_ID_INVALID');
  // [10.3] A message that is ephemeral itself is edited, not replaced.
  if (replacesMessage && query.ephemeralId !== undefined) throw badRequest('MESSAGE_ID_INVALID');
  return { receiverId, replacesId: replacesMessage ? query.messageId : undefined };
}

export function ephemeralOf(
  context: MethodContext,
  refusal: string,
): { chat: SimChat; ephemeral: SimEphemeralMessage } {
  const { world, params } = context;
  const chat = readableChat(context);
  const ephemeral = world.ephemeral(chat.id, params.integer('ephemeral_message_id') ?? 0);
  if (!ephemeral || ephemeral.receiverId !== params.integer('receiver_user_id')) throw badRequest(refusal);
  return { chat, ephemeral };
}
