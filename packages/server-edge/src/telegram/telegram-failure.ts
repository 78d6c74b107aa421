/**
 * What a failed Bot API call means for us. Pure; the only place that reads Telegram's error texts.
 *
 * Telegram documents no stable error codes, only descriptions, so they are matched by substring without regard to case
 * (texts: tdlib/telegram-bot-api and TDLib sources, and what bots in the field log). The raw text is kept for the log.
 * What matches nothing is `permanent`: guessing "try again" would block the chat's lane for ever.
 */
import { GrammyError, HttpError } from 'grammy/web';

export type TelegramFailure =
  /** Flood control of this chat: send nothing there for so long. */
  | { readonly kind: 'wait'; readonly seconds: number; readonly description: string }
  /** Certainly not done; trying again is safe. `isAnswer`: Telegram itself said 5xx. */
  | { readonly kind: 'retry'; readonly isAnswer: boolean; readonly description: string }
  /** No answer after the request may have arrived: perhaps done. */
  | { readonly kind: 'unknown-outcome'; readonly description: string }
  | { readonly kind: 'migrated'; readonly chatId: number; readonly description: string }
  | { readonly kind: FailureByText; readonly description: string };

type FailureByText =
  /** The topic does not exist (any more). */
  | 'thread-lost'
  | 'topic-closed'
  /** It already is as it should be. */
  | 'not-modified'
  | 'no-reply-target'
  /** The message to be edited is gone or may not be edited. */
  | 'no-edit-target'
  /** The message to be edited is a file: what it says is its caption. */
  | 'no-text'
  /** This person has not started the bot, blocked it, or is gone. */
  | 'cannot-dm'
  /** The bot may not write in this group: removed, demoted, or the group is gone. */
  | 'chat-unusable'
  | 'bad-text'
  /** It does not take this file, or not as what it was sent. */
  | 'bad-file'
  /** The tap is too old to be answered. */
  | 'query-expired'
  | 'token-invalid'
  | 'permanent';

type TextRule = readonly [needle: string, kind: FailureByText];

/** First match wins. */
const RULES: readonly TextRule[] = [
  ['message thread not found', 'thread-lost'],
  ['TOPIC_DELETED', 'thread-lost'],
  ['TOPIC_ID_INVALID', 'thread-lost'],
  ['TOPIC_CLOSED', 'topic-closed'],
  ['TOPIC_NOT_MODIFIED', 'not-modified'],
  ['message is not modified', 'not-modified'],
  ['MESSAGE_NOT_MODIFIED', 'not-modified'],
  ['message to be replied not found', 'no-reply-target'],
  ['replied message not found', 'no-reply-target'],
  ['message to edit not found', 'no-edit-target'],
  ["message can't be edited", 'no-edit-target'],
  ['there is no text in the message to edit', 'no-text'],
  ['MESSAGE_ID_INVALID', 'no-edit-target'],
  ["bot can't initiate conversation", 'cannot-dm'],
  ['bot was blocked by the user', 'cannot-dm'],
  ['user is deactivated', 'cannot-dm'],
  ["bot can't send messages to bots", 'cannot-dm'],
  ['PEER_ID_INVALID', 'cannot-dm'],
  ['bot was kicked', 'chat-unusable'],
  ['bot is not a member', 'chat-unusable'],
  ['not enough rights', 'chat-unusable'],
  ['have no rights to send', 'chat-unusable'],
  ['CHAT_WRITE_FORBIDDEN', 'chat-unusable'],
  ['CHAT_ADMIN_REQUIRED', 'chat-unusable'],
  ['the chat is not a forum', 'chat-unusable'],
  ['the group chat was deleted', 'chat-unusable'],
  ["can't parse entities", 'bad-text'],
  ['message is too long', 'bad-text'],
  ['caption is too long', 'bad-text'],
  ['message text is empty', 'bad-text'],
  ['text must be non-empty', 'bad-text'],
  ['ENTITY_BOUNDS_INVALID', 'bad-text'],
  ['IMAGE_PROCESS_FAILED', 'bad-file'],
  ['PHOTO_', 'bad-file'],
  ['VIDEO_', 'bad-file'],
  ['AUDIO_', 'bad-file'],
  ['VOICE_', 'bad-file'],
  ['DOCUMENT_', 'bad-file'],
  ['MEDIA_', 'bad-file'],
  ['FILE_PART', 'bad-file'],
  ['file must be non-empty', 'bad-file'],
  ['is too big', 'bad-file'],
  ['Request Entity Too Large', 'bad-file'],
  ['wrong file identifier', 'bad-file'],
  ['wrong file_id', 'bad-file'],
  ['failed to send message #', 'bad-file'],
  ['query is too old', 'query-expired'],
  ['QUERY_ID_INVALID', 'query-expired'],
];

/** Raised before anything was sent: refused, unknown host, no route (Node's and undici's codes; Deno words them). */
const NOT_CONNECTED =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|connection refused|dns error/i;

export function isTelegramError(error: unknown): error is GrammyError | HttpError {
  return error instanceof GrammyError || error instanceof HttpError;
}

/** Throws on what did not come out of a Bot API call, so that a defect is never taken for Telegram's mood. */
export function classifyTelegramFailure(error: unknown): TelegramFailure {
  if (error instanceof GrammyError) return classifyRefusal(error);
  if (error instanceof HttpError) {
    // Deno puts the address, and with it the token, into the message of a failed fetch.
    const description = describeCauses(error.error).replace(/\bbot\d+:[\w-]+/g, 'bot<token>');
    return NOT_CONNECTED.test(description)
      ? { kind: 'retry', isAnswer: false, description }
      : { kind: 'unknown-outcome', description };
  }
  throw error;
}

function classifyRefusal(error: GrammyError): TelegramFailure {
  const { error_code: code, parameters } = error;
  const description = `${String(code)} ${error.description} (${error.method})`;
  if (code === 429) return { kind: 'wait', seconds: parameters.retry_after ?? 1, description };
  if (code >= 500) return { kind: 'retry', isAnswer: true, description };
  if (parameters.migrate_to_chat_id !== undefined) {
    return { kind: 'migrated', chatId: parameters.migrate_to_chat_id, description };
  }
  return { kind: kindByText(error), description };
}

function kindByText(error: GrammyError): FailureByText {
  const text = error.description.toLowerCase();
  // An unknown token is 401, one that was never valid makes the whole path unknown: a bare "Not Found".
  if (error.error_code === 401 || (error.error_code === 404 && text === 'not found')) return 'token-invalid';
  if (text.includes('chat not found')) return isPerson(error.payload['chat_id']) ? 'cannot-dm' : 'chat-unusable';
  const rule = RULES.find(([needle]) => text.includes(needle.toLowerCase()));
  if (rule !== undefined) return rule[1];
  return error.error_code === 403 ? (isPerson(error.payload['chat_id']) ? 'cannot-dm' : 'chat-unusable') : 'permanent';
}

/** Groups and channels have negative ids. */
function isPerson(chatId: unknown): boolean {
  return typeof chatId === 'number' && chatId > 0;
}

function describeCauses(error: unknown): string {
  const words: string[] = [];
  for (let cause = error, depth = 0; cause !== undefined && depth < 4; depth += 1) {
    if (!(cause instanceof Error)) return [...words, String(cause)].join(': ');
    const code: unknown = 'code' in cause ? cause.code : undefined;
    words.push(typeof code === 'string' ? `${code} ${cause.message}` : cause.message);
    cause = cause.cause;
  }
  return words.join(': ');
}

/** For logs: Telegram's words, without the payload, which holds what people wrote. */
export function describeFailure(error: unknown): string {
  if (isTelegramError(error)) return classifyTelegramFailure(error).description;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
