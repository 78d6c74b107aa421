import type { ApiContent, ApiInlineKeyboard, ApiUser, FileKind } from './api-types.ts';

/** Everything the simulator knows, as plain JSON: it can be saved, loaded and looked at. */
export interface WorldState {
  version: 1;
  bot: SimBot;
  users: Record<string, SimUser>;
  groups: Record<string, SimGroup>;
  privateChats: Record<string, SimPrivateChat>;
  /** All private chats and basic groups of an account draw message ids from one sequence. */
  nextCommonMessageId: number;
  callbackQueries: Record<string, SimCallbackQuery>;
  files: Record<string, SimFile>;
  /** What the bot may name by URL: the only places outside that the simulator can fetch from. */
  webFiles: Record<string, SimWebFile>;
  /** Messages that one person of a group sees, and nobody else. */
  ephemeralMessages: SimEphemeralMessage[];
  nextEphemeralId: number;
  updates: SimUpdateQueue;
}

export interface SimBot {
  readonly id: number;
  username: string;
  firstName: string;
  /** False: privacy mode, which matters only in groups where the bot is no administrator. */
  canReadAllGroupMessages: boolean;
  /** Topics in the bot's chats with people, as switched on with BotFather. */
  hasTopicsEnabled: boolean;
  /** Bot-to-bot mode: the bot hears other bots in groups where it is an administrator. */
  hearsBots: boolean;
  /** Command lists by `scope|chat|user|language`. */
  commands: Record<string, SimCommand[]>;
}

export interface SimCommand {
  readonly command: string;
  readonly description: string;
  readonly is_ephemeral?: true;
}

export interface SimUser {
  readonly id: number;
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
  /** Another bot. */
  readonly isBot?: boolean;
  /** A bot may write only to people who started it and did not block it since. */
  botChat: 'not started' | 'started' | 'blocked';
  isDeactivated: boolean;
}

export const ADMIN_RIGHTS = [
  'can_manage_topics',
  'can_delete_messages',
  'can_pin_messages',
  'can_invite_users',
  'can_restrict_members',
  'can_promote_members',
  'can_change_info',
] as const;
export type AdminRight = (typeof ADMIN_RIGHTS)[number];

export type Membership =
  | { status: 'creator'; isAnonymous: boolean; customTitle?: string }
  | { status: 'administrator'; isAnonymous: boolean; rights: AdminRight[]; customTitle?: string }
  | { status: 'member' }
  | { status: 'left' }
  | { status: 'kicked' };

export interface SimGroup {
  kind: 'group' | 'supergroup';
  readonly id: number;
  title: string;
  isForum: boolean;
  members: Record<string, Membership>;
  topics: SimTopic[];
  general: { name?: string; isClosed: boolean; isHidden: boolean };
  messages: SimMessage[];
  nextMessageId: number;
  pinned: number[];
  /** Emoji that members and bots may react with. `all` is Telegram's whole list. */
  reactions: 'all' | string[];
  migratedTo?: number;
}

export interface SimTopic {
  /** The id of the service message that created it. */
  readonly id: number;
  name: string;
  readonly iconColor: number;
  iconCustomEmojiId?: string;
  isClosed: boolean;
  /** Telegram archives the oldest topics of a huge forum: people see them, bots get "message thread not found". */
  isArchived: boolean;
  readonly createdBy: number;
}

export interface SimPrivateChat {
  kind: 'private';
  /** The user's id. */
  readonly id: number;
  /** Used only while the bot has topics enabled. */
  topics: SimTopic[];
  messages: SimMessage[];
  pinned: number[];
}

export type SimChat = SimGroup | SimPrivateChat;

export interface SimMessage {
  readonly id: number;
  readonly date: number;
  /** Who acted, also behind an anonymous administrator. */
  readonly senderId: number;
  readonly isAnonymous: boolean;
  readonly authorSignature?: string;
  /** The channel somebody writes as, or that a post was forwarded from by itself. */
  readonly channel?: SimChannelVoice;
  /** The topic, or null in General and in chats without topics. */
  readonly topicId: number | null;
  readonly replyToId: number | null;
  readonly isService: boolean;
  /** Set on `pinned_message` service messages. */
  readonly pinnedId?: number;
  content: ApiContent;
  keyboard?: ApiInlineKeyboard;
  /** Other reply markup (reply keyboard, force reply) makes a message uneditable. */
  readonly hasOtherMarkup: boolean;
  readonly isProtected: boolean;
  readonly isSilent: boolean;
  editDate?: number;
  isDeleted: boolean;
  reactions: SimReaction[];
}

/** A channel in the place of a person. */
export interface SimChannelVoice {
  readonly id: number;
  readonly title: string;
  /** True for a post of the linked channel, which Telegram brings into the discussion group by itself. */
  readonly isAutomaticForward: boolean;
}

export interface SimEphemeralMessage {
  readonly id: number;
  readonly chatId: number;
  readonly receiverId: number;
  /** Its own id is 0. */
  readonly message: SimMessage;
  /** Shown in the place of this message, until it is deleted. */
  readonly replacesId?: number;
}

export interface SimWebFile {
  readonly base64: string;
  readonly mimeType: string;
}

export interface SimReaction {
  readonly userId: number;
  readonly isAnonymous: boolean;
  readonly emoji: string;
}

export interface SimCallbackQuery {
  readonly id: string;
  readonly userId: number;
  readonly chatId: number;
  readonly messageId: number;
  /** Set when the button was under an ephemeral message. */
  readonly ephemeralId?: number;
  readonly date: number;
  answer?: CallbackAnswer;
}

export interface CallbackAnswer {
  readonly text: string;
  readonly showAlert: boolean;
  readonly url?: string;
}

export interface SimFile {
  readonly id: string;
  readonly uniqueId: string;
  readonly kind: FileKind;
  readonly path: string;
  readonly name?: string;
  readonly mimeType?: string;
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
  /** What a sticker stands for. */
  readonly emoji?: string;
  /** Absent for a file that only claims its size, as tests of the 20 MB limit do. */
  readonly base64?: string;
}

export interface SimUpdateQueue {
  nextId: number;
  pending: PendingUpdate[];
  allowed: string[] | null;
  webhook: SimWebhook | null;
}

export interface PendingUpdate {
  readonly id: number;
  readonly kind: string;
  readonly payload: unknown;
  /** Updates of one queue reach a webhook strictly one after the other. */
  readonly queue: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

export interface SimWebhook {
  readonly url: string;
  readonly secretToken: string;
  readonly maxConnections: number;
  readonly ipAddress?: string;
  lastErrorDate?: number;
  lastErrorMessage?: string;
}

/** The account Telegram puts in `from` when somebody posts as a channel. */
export const CHANNEL_BOT: ApiUser = { id: 136817688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' };

/** The account that brings posts of a linked channel into its discussion group. */
export const TELEGRAM_ACCOUNT: ApiUser = { id: 777000, is_bot: false, first_name: 'Telegram' };

/** The account Telegram puts in `from` when an administrator posts as the group. */
export const GROUP_ANONYMOUS_BOT: ApiUser = {
  id: 1087968824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
};
