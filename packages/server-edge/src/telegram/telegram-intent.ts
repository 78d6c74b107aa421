import type { WireTextEntity } from '@support-chat/sdk/protocol';
import type { CallbackData } from './callback-data.ts';
import type { AgentMedia } from './media/agent-media.ts';

/** Where somebody wrote. Only topics and direct messages can lead to a visitor. */
export type Place = TopicPlace | DmPlace | GeneralPlace;

export interface TopicPlace {
  readonly kind: 'topic';
  readonly chatId: number;
  readonly threadId: number;
}

export interface DmPlace {
  readonly kind: 'dm';
  /** Equal to the person's Telegram id. */
  readonly chatId: number;
}

/** A group outside its topics: the General topic of a forum, or a group without topics. */
export interface GeneralPlace {
  readonly kind: 'general';
  readonly chatId: number;
}

/**
 * Who wrote or tapped. An administrator who hides behind the group comes as Telegram's GroupAnonymousBot: all of them
 * share one agent, named by the title of whoever wrote first, else "Support team".
 */
export interface Author {
  readonly telegramUserId: number;
  readonly name: string;
  readonly username: string | undefined;
}

interface Written<At extends Place> {
  readonly place: At;
  readonly author: Author;
  readonly messageId: number;
  readonly replyToMessageId: number | null;
}

/** Words for the visitor, and how they look; no entities: plain. */
export interface AgentWords {
  readonly text: string;
  readonly entities?: readonly WireTextEntity[];
}

export type Command =
  | 'close'
  | 'reopen'
  | 'claim'
  | 'pass'
  | 'assign'
  | 'ban'
  | 'unban'
  | 'canned'
  | 'info'
  | 'history'
  | 'name'
  | 'lang'
  | 'snooze'
  | 'help'
  | 'note';

/** What an update asks of us. Everything that asks for nothing is `ignore`, with the reason for the log. */
export type TelegramIntent =
  /** Text for the visitor; never a command, never a note. */
  | (Written<TopicPlace | DmPlace> & AgentWords & { readonly kind: 'agent_message' })
  /** `//text` or `/note text`; no visitor ever sees it. */
  | (Written<TopicPlace | DmPlace> & AgentWords & { readonly kind: 'internal_note' })
  | (Written<TopicPlace | DmPlace> & AgentWords & { readonly kind: 'agent_edit' })
  /** An edit into a command or note: what the visitor has stays as it is, but a note may be a corrected one. */
  | (Written<TopicPlace | DmPlace> & { readonly kind: 'edit_into_command'; readonly note: string | null })
  | (Written<Place> & { readonly kind: 'command'; readonly command: Command; readonly argument: string })
  | (Written<TopicPlace | DmPlace> & { readonly kind: 'unknown_command' })
  /** A file for the visitor; as a note, for the team. The caption may be empty. */
  | (Written<TopicPlace | DmPlace> & {
      readonly kind: 'agent_media';
      readonly media: AgentMedia;
      readonly caption: string;
      readonly entities?: readonly WireTextEntity[];
      readonly isNote: boolean;
      readonly albumId: string | null;
    })
  | (Written<TopicPlace | DmPlace> & { readonly kind: 'unsupported_media'; readonly albumId: string | null })
  | { readonly kind: 'start_command'; readonly author: Author; readonly chatId: number; readonly payload: string }
  | (Tap & CallbackData & { readonly kind: 'tap' })
  /** A button that this version did not make. */
  | (Tap & { readonly kind: 'unknown_tap' })
  /** `/del`, as a reply to what is to be taken back. */
  | (Written<TopicPlace | DmPlace> & { readonly kind: 'deletion' })
  /** Reactions that somebody has just added; those they had or took away say nothing. */
  | {
      readonly kind: 'reaction';
      readonly chatId: number;
      readonly messageId: number;
      readonly author: Author;
      readonly emoji: readonly string[];
    }
  | { readonly kind: 'topic_closed' | 'topic_reopened'; readonly place: TopicPlace; readonly author: Author }
  | { readonly kind: 'migrated'; readonly oldChatId: number; readonly newChatId: number }
  /** Removed from a group, or no longer allowed to write there. */
  | { readonly kind: 'bot_removed'; readonly chatId: number; readonly status: string }
  /** Added to a group, or given other rights there. */
  | { readonly kind: 'bot_admitted'; readonly chatId: number; readonly canManageTopics: boolean }
  /** The bot was added to a group by a link that connects it. */
  | { readonly kind: 'group_start'; readonly chatId: number; readonly payload: string }
  /** Somebody came into a group, or is out of it. */
  | {
      readonly kind: 'member_changed';
      readonly chatId: number;
      readonly telegramUserId: number;
      readonly isIn: boolean;
    }
  /** Somebody started or blocked the bot. */
  | { readonly kind: 'dm_changed'; readonly author: Author; readonly isStarted: boolean }
  | { readonly kind: 'ignore'; readonly reason: IgnoreReason };

export interface Tap {
  readonly queryId: string;
  readonly author: Author;
  /** Null when Telegram no longer says which message the button was on. */
  readonly message: { readonly chatId: number; readonly messageId: number } | null;
}

export type IgnoreReason =
  | 'unknown_update'
  | 'unknown_message'
  | 'service_message'
  | 'own_bot'
  | 'other_bot'
  | 'foreign_channel'
  | 'general_chat'
  | 'other_bots_command'
  | 'empty_note'
  | 'reaction'
  | 'member_change';
