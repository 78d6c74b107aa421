/**
 * The few Bot API methods the bridge uses, as a port, and the one adapter that speaks to Telegram.
 *
 * Every method resolves with what Telegram answered or rejects with grammY's `GrammyError` (refused) or `HttpError` (no
 * readable answer); telegram-failure.ts tells them apart. Nothing is retried, throttled or slept on here: that is the
 * outbox's work. Rejections never contain the token.
 */
import { Api } from 'grammy/web';
import type { CommandMenu } from './commands/command-menu.ts';
import type { InlineKeyboardMarkup, MessageEntity } from 'grammy/types';
import { createTelegramFilesApi, type TelegramFilesApi } from './media/telegram-files-api.ts';

export interface TelegramApi extends TelegramFilesApi {
  sendMessage(message: OutgoingMessage): Promise<SentMessage>;
  editMessageText(edit: MessageEdit): Promise<void>;
  /** At most 1024 UTF-16 units; an empty one goes away. */
  editMessageCaption(edit: MessageEdit): Promise<void>;
  /** Without `reply_markup` the buttons go away. */
  editMessageReplyMarkup(edit: ReplyMarkupEdit): Promise<void>;
  createForumTopic(topic: {
    readonly chat_id: number;
    readonly name: string;
    readonly icon_custom_emoji_id?: string;
  }): Promise<{ readonly message_thread_id: number }>;
  /** What is left out stays; an empty icon removes it. */
  editForumTopic(
    topic: TopicAddress & { readonly name?: string; readonly icon_custom_emoji_id?: string },
  ): Promise<void>;
  /** The only icons that a topic made by a bot may have. */
  getForumTopicIconStickers(): Promise<readonly TopicIcon[]>;
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
  /** What the apps offer behind the slash, in one kind of chat. */
  setMyCommands(menu: CommandMenu): Promise<void>;
  /** What this person is in the group now. */
  getMemberRank(member: { readonly chat_id: number; readonly user_id: number }): Promise<MemberRank>;
  /** A group, and what the bot may do there. */
  getOwnGroup(chatId: number, botId: number): Promise<OwnGroup>;
  /** One reaction at most; only Telegram's fixed set is allowed. */
  setMessageReaction(reaction: {
    readonly chat_id: number;
    readonly message_id: number;
    readonly emoji: ReactionEmoji;
  }): Promise<void>;
  /** Which reactions a chat allows; null: all. */
  getAllowedReactions(chatId: number): Promise<readonly string[] | null>;
  /** Only what is younger than 48 hours; other people's messages take the right to delete. */
  deleteMessage(message: { readonly chat_id: number; readonly message_id: number }): Promise<void>;
}

/** Restricted members are members; who left or was removed is an outsider. */
export type MemberRank = 'admin' | 'member' | 'outsider';

export interface OwnGroup {
  readonly title: string;
  readonly isForum: boolean;
  readonly isAdmin: boolean;
  /** Those that are on, by Telegram's names: `can_manage_topics`, … */
  readonly rights: readonly string[];
}

export interface TopicIcon {
  readonly id: string;
  readonly emoji: string;
}

/** Those of Telegram's fixed set that we use. ✅ is not in it. */
export type ReactionEmoji = '✍' | '👀' | '👌' | '👍';

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
  /** The same for calls that carry a file. Default: three times as long. */
  readonly fileTimeoutSeconds?: number;
}

const API_ROOT = 'https://api.telegram.org';

const NO_PREVIEW = { is_disabled: true } as const;

export function createTelegramApi({
  token,
  apiRoot = API_ROOT,
  fetch: fetchFunction = fetch,
  timeoutSeconds = 10,
  fileTimeoutSeconds = timeoutSeconds * 3,
}: TelegramApiOptions): TelegramApi {
  const shared = { apiRoot, fetch: answeringJson(fetchFunction), canUseWebhookReply: () => false };
  const { raw } = new Api(token, { ...shared, timeoutSeconds });
  return {
    ...createTelegramFilesApi({
      raw: new Api(token, { ...shared, timeoutSeconds: fileTimeoutSeconds }).raw,
      token,
      apiRoot,
      fetch: fetchFunction,
      timeoutSeconds: fileTimeoutSeconds,
    }),
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
    async editMessageCaption({ entities, text, ...edit }) {
      await raw.editMessageCaption({
        ...edit,
        caption: text,
        ...(entities === undefined ? {} : { caption_entities: [...entities] }),
      });
    },
    async editMessageReplyMarkup(edit) {
      await raw.editMessageReplyMarkup(edit);
    },
    createForumTopic: (topic) => raw.createForumTopic(topic),
    async editForumTopic(topic) {
      await raw.editForumTopic(topic);
    },
    async getForumTopicIconStickers() {
      const stickers = await raw.getForumTopicIconStickers();
      return stickers.flatMap(({ custom_emoji_id: id, emoji }) =>
        id === undefined || emoji === undefined ? [] : [{ id, emoji }],
      );
    },
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
    async setMyCommands({ scope, commands }) {
      await raw.setMyCommands({ scope, commands: [...commands] });
    },
    async getMemberRank(address) {
      const member = await raw.getChatMember(address);
      if (member.status === 'creator' || member.status === 'administrator') return 'admin';
      const isIn = member.status === 'restricted' ? member.is_member : member.status === 'member';
      return isIn ? 'member' : 'outsider';
    },
    async getOwnGroup(chatId, botId) {
      const chat = await raw.getChat({ chat_id: chatId });
      const member = await raw.getChatMember({ chat_id: chatId, user_id: botId });
      const rights = Object.entries(member).flatMap(([name, value]) => (value === true ? [name] : []));
      return {
        title: chat.title ?? '',
        isForum: chat.is_forum === true,
        isAdmin: member.status === 'administrator' || member.status === 'creator',
        rights,
      };
    },
    async setMessageReaction({ emoji, ...message }) {
      await raw.setMessageReaction({ ...message, reaction: [{ type: 'emoji', emoji }] });
    },
    async getAllowedReactions(chatId) {
      const { available_reactions: allowed } = await raw.getChat({ chat_id: chatId });
      return allowed?.flatMap((reaction) => (reaction.type === 'emoji' ? [reaction.emoji] : [])) ?? null;
    },
    async deleteMessage(message) {
      await raw.deleteMessage(message);
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
