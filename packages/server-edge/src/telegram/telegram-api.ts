/**
 * The few Bot API methods the bridge uses, as a port, and the one adapter that speaks to Telegram.
 *
 * Every method resolves with what Telegram answered or rejects with grammY's `GrammyError` (refused) or `HttpError` (no
 * readable answer); telegram-failure.ts tells them apart. Nothing is retried, throttled or slept on here: that is the
 * outbox's work. Rejections never contain the token.
 */
import { Api } from 'grammy/web';
import type { InlineKeyboardMarkup, MessageEntity } from 'grammy/types';

export interface TelegramApi {
  sendMessage(message: OutgoingMessage): Promise<SentMessage>;
  editMessageText(edit: MessageEdit): Promise<void>;
  /** Without `reply_markup` the buttons go away. */
  editMessageReplyMarkup(edit: ReplyMarkupEdit): Promise<void>;
  createForumTopic(topic: {
    readonly chat_id: number;
    readonly name: string;
  }): Promise<{ readonly message_thread_id: number }>;
  closeForumTopic(topic: TopicAddress): Promise<void>;
  reopenForumTopic(topic: TopicAddress): Promise<void>;
  /** With everything in it; takes the right to delete messages. */
  deleteForumTopic(topic: TopicAddress): Promise<void>;
  /** Shows "typing" for five seconds, or until the bot sends something. */
  sendChatAction(action: {
    readonly chat_id: number;
    readonly message_thread_id?: number;
    readonly action: 'typing';
  }): Promise<void>;
  answerCallbackQuery(answer: CallbackAnswer): Promise<void>;
  /** Whether this person is in the group now, restricted or not. */
  isChatMember(member: { readonly chat_id: number; readonly user_id: number }): Promise<boolean>;
  /** One reaction at most; only Telegram's fixed set is allowed. */
  setMessageReaction(reaction: {
    readonly chat_id: number;
    readonly message_id: number;
    readonly emoji: '✍';
  }): Promise<void>;
}

export interface OutgoingMessage {
  readonly chat_id: number;
  readonly message_thread_id?: number;
  /** 1 to 4096 UTF-16 units. */
  readonly text: string;
  /** Formatting of our own; `parse_mode` is never used, so no text can become markup. */
  readonly entities?: readonly MessageEntity[];
  readonly reply_to_message_id?: number;
  readonly reply_markup?: InlineKeyboardMarkup;
  readonly disable_notification?: boolean;
}

export interface SentMessage {
  readonly message_id: number;
}

export interface MessageEdit {
  readonly chat_id: number;
  readonly message_id: number;
  readonly text: string;
  readonly entities?: readonly MessageEntity[];
  readonly reply_markup?: InlineKeyboardMarkup;
}

export interface ReplyMarkupEdit {
  readonly chat_id: number;
  readonly message_id: number;
  readonly reply_markup?: InlineKeyboardMarkup;
}

export interface TopicAddress {
  readonly chat_id: number;
  readonly message_thread_id: number;
}

export interface CallbackAnswer {
  readonly callback_query_id: string;
  /** At most 200 characters. */
  readonly text?: string;
  /** A `https://t.me/<this bot>?start=…` link that the agent's app opens. */
  readonly url?: string;
  /** A dialog instead of a line at the top. Default false. */
  readonly show_alert?: boolean;
}

export interface TelegramApiOptions {
  readonly token: string;
  /** Without a trailing slash. Default `https://api.telegram.org`. */
  readonly apiRoot?: string;
  /** Default: the platform's. */
  readonly fetch?: typeof fetch;
  /** After this long a call counts as "outcome unknown". Default 10; must stay well under the outbox lease. */
  readonly timeoutSeconds?: number;
}

const NO_PREVIEW = { is_disabled: true } as const;

export function createTelegramApi({
  token,
  apiRoot,
  fetch: fetchFunction = fetch,
  timeoutSeconds = 10,
}: TelegramApiOptions): TelegramApi {
  const { raw } = new Api(token, {
    ...(apiRoot === undefined ? {} : { apiRoot }),
    fetch: answeringJson(fetchFunction),
    timeoutSeconds,
    canUseWebhookReply: () => false,
  });
  return {
    async sendMessage({ reply_to_message_id, entities, ...message }) {
      return raw.sendMessage({
        ...message,
        ...(entities === undefined ? {} : { entities: [...entities] }),
        ...(reply_to_message_id === undefined
          ? {}
          : { reply_parameters: { message_id: reply_to_message_id, allow_sending_without_reply: true } }),
        link_preview_options: NO_PREVIEW,
      });
    },
    async editMessageText({ entities, ...edit }) {
      await raw.editMessageText({
        ...edit,
        ...(entities === undefined ? {} : { entities: [...entities] }),
        link_preview_options: NO_PREVIEW,
      });
    },
    async editMessageReplyMarkup(edit) {
      await raw.editMessageReplyMarkup(edit);
    },
    createForumTopic: (topic) => raw.createForumTopic(topic),
    async closeForumTopic(topic) {
      await raw.closeForumTopic(topic);
    },
    async reopenForumTopic(topic) {
      await raw.reopenForumTopic(topic);
    },
    async deleteForumTopic(topic) {
      await raw.deleteForumTopic(topic);
    },
    async sendChatAction(action) {
      await raw.sendChatAction(action);
    },
    async answerCallbackQuery(answer) {
      await raw.answerCallbackQuery(answer);
    },
    async isChatMember(address) {
      const member = await raw.getChatMember(address);
      return member.status === 'restricted' ? member.is_member : member.status !== 'left' && member.status !== 'kicked';
    },
    async setMessageReaction({ emoji, ...message }) {
      await raw.setMessageReaction({ ...message, reaction: [{ type: 'emoji', emoji }] });
    },
  };
}

/**
 * grammY reads only the body. A proxy's HTML page in front of Telegram would look like a broken connection, so such an
 * answer is put into Telegram's own envelope and keeps its status.
 */
function answeringJson(fetchFunction: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await fetchFunction(input, init);
    if (response.headers.get('content-type')?.includes('json') === true) return response;
    const error_code = response.status >= 400 ? response.status : 502;
    return Response.json({ ok: false, error_code, description: `HTTP ${String(response.status)} without JSON` });
  };
}
