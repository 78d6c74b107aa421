/**
 * The Bot API's JSON as this simulator writes it. Written from the public documentation and deliberately not shared
 * with any client library: a mistake in common code would agree with itself.
 */
export interface ApiUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface ApiChat {
  id: number;
  type: 'private' | 'group' | 'supergroup' | 'channel';
  title?: string;
  username?: string;
  first_name?: string;
  last_name?: string;
  is_forum?: true;
}

/** Offset and length count UTF-16 code units, as JavaScript strings do. */
export interface ApiEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  user?: ApiUser;
  custom_emoji_id?: string;
  unix_time?: number;
  date_time_format?: string;
}

export interface ApiInlineButton {
  text: string;
  style?: string;
  icon_custom_emoji_id?: string;
  url?: string;
  callback_data?: string;
  copy_text?: { text: string };
  disabled?: Record<string, never>;
}

export interface ApiInlineKeyboard {
  inline_keyboard: ApiInlineButton[][];
}

export interface ApiFile {
  file_id: string;
  file_unique_id: string;
  file_size: number;
  file_name?: string;
  mime_type?: string;
  width?: number;
  height?: number;
  length?: number;
  duration?: number;
  title?: string;
  performer?: string;
  emoji?: string;
  is_animated?: boolean;
  is_video?: boolean;
  thumbnail?: ApiFile;
}

export interface ApiLocation {
  latitude: number;
  longitude: number;
}

export type FileKind = 'photo' | 'document' | 'voice' | 'audio' | 'video' | 'animation' | 'video_note' | 'sticker';

export interface ApiLinkPreviewOptions {
  is_disabled?: boolean;
  url?: string;
  prefer_small_media?: boolean;
  prefer_large_media?: boolean;
  show_above_text?: boolean;
}

/** [DOC MessageOrigin] Where a forwarded message was first sent. */
export type ApiForwardOrigin =
  | { type: 'user'; date: number; sender_user: ApiUser }
  | { type: 'chat'; date: number; sender_chat: ApiChat; author_signature?: string }
  | { type: 'channel'; date: number; chat: ApiChat; message_id: number };

/** What a message says, without where and when it was said. */
export interface ApiContent {
  text?: string;
  entities?: ApiEntity[];
  caption?: string;
  caption_entities?: ApiEntity[];
  photo?: ApiFile[];
  document?: ApiFile;
  voice?: ApiFile;
  audio?: ApiFile;
  video?: ApiFile;
  animation?: ApiFile;
  video_note?: ApiFile;
  sticker?: ApiFile;
  location?: ApiLocation;
  venue?: { location: ApiLocation; title: string; address: string };
  contact?: { phone_number: string; first_name: string; last_name?: string; vcard?: string };
  dice?: { emoji: string; value: number };
  media_group_id?: string;
  forward_origin?: ApiForwardOrigin;
  link_preview_options?: ApiLinkPreviewOptions;
  quote?: { text: string; position: number; is_manual: true; entities?: ApiEntity[] };
  new_chat_members?: ApiUser[];
  left_chat_member?: ApiUser;
  group_chat_created?: true;
  supergroup_chat_created?: true;
  migrate_to_chat_id?: number;
  migrate_from_chat_id?: number;
  forum_topic_created?: { name: string; icon_color: number; icon_custom_emoji_id?: string };
  forum_topic_edited?: { name?: string; icon_custom_emoji_id?: string };
  forum_topic_closed?: Record<string, never>;
  forum_topic_reopened?: Record<string, never>;
  general_forum_topic_hidden?: Record<string, never>;
  general_forum_topic_unhidden?: Record<string, never>;
}

export interface ApiMessage extends ApiContent {
  message_id: number;
  from: ApiUser;
  sender_chat?: ApiChat;
  author_signature?: string;
  chat: ApiChat;
  date: number;
  edit_date?: number;
  message_thread_id?: number;
  is_topic_message?: true;
  reply_to_message?: ApiMessage;
  pinned_message?: ApiMessage | { chat: ApiChat; message_id: number; date: 0 };
  reply_markup?: ApiInlineKeyboard;
  has_protected_content?: true;
  is_automatic_forward?: true;
  /** For an ephemeral message, whose `message_id` is 0. */
  ephemeral_message_id?: number;
  receiver_user?: ApiUser;
}

/** The content less some of its fields. */
export function withoutFields<Name extends keyof ApiContent>(
  content: ApiContent,
  ...names: Name[]
): Omit<ApiContent, Name> {
  const kept = Object.entries(content).filter(([name]) => !(names as string[]).includes(name));
  return Object.fromEntries(kept) as Omit<ApiContent, Name>;
}
