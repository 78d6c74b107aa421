import { GrammyError } from 'grammy/web';
import type { TelegramApi } from './telegram-api.ts';

/** What Telegram does not count as a message of the chat. */
const UNCOUNTED: ReadonlySet<string> = new Set<string>([
  'sendChatAction',
  'answerCallbackQuery',
  'setMessageReaction',
  'deleteMessage',
]);

export interface SendCounter {
  readonly api: TelegramApi;
  /** Calls so far that one chat has to take: everything but refusals. */
  count(): number;
}

/**
 * The same API, counting what goes to a chat. Sends, edits and new topics share one budget there (TDLib's maintainer, issue
 * tdlib/td#2592), and one delivery may take several: a topic, a card, a text in parts. A lost answer counts, a refusal does not.
 */
export function countSends(api: TelegramApi, chatId: number): SendCounter {
  let count = 0;
  const counting = new Proxy(api, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function' || typeof name !== 'string') return method;
      return async (...given: readonly unknown[]) => {
        const isCounted = isAbout(given[0], chatId) && !/^(get|is)/.test(name) && !UNCOUNTED.has(name);
        const messages = messagesOf(given[0]);
        try {
          const answer: unknown = await Reflect.apply(method, target, given);
          if (isCounted) count += messages;
          return answer;
        } catch (error) {
          if (isCounted && !(error instanceof GrammyError)) count += messages;
          throw error;
        }
      };
    },
  });
  return { api: counting, count: () => count };
}

function isAbout(params: unknown, chatId: number): boolean {
  return typeof params === 'object' && params !== null && 'chat_id' in params && params.chat_id === chatId;
}

/** Each item of an album is a message. */
function messagesOf(params: unknown): number {
  const items = typeof params === 'object' && params !== null && 'items' in params ? params.items : undefined;
  return Array.isArray(items) ? items.length : 1;
}
