/** `GET admin-config/telegram/chats`: the groups in which the organization answers. */
export interface WireTelegramChats {
  /** Without the `@`; null when this server has no bot. */
  readonly bot_username: string | null;
  readonly telegram_chats: readonly WireTelegramChat[];
}

export type WireTelegramMode = 'topics' | 'claims';

export interface WireTelegramChat {
  /** Telegram's id, negative. */
  readonly chat_id: number;
  /** Only this department's conversations; null: those of all departments without a group of their own. */
  readonly department_id: string | null;
  /** A topic for each visitor, or cards with a button and then direct messages. */
  readonly mode: WireTelegramMode;
  /** `paused`: the bot may not write there now; everything waits. */
  readonly state: 'active' | 'paused';
  readonly title: string | null;
  /** Whether topics are switched on there, as last seen. */
  readonly is_forum: boolean | null;
  readonly paused_at: string | null;
  /** What Telegram said. */
  readonly pause_reason: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** `PUT admin-config/telegram/chat`: how a connected group is used; what is left out stays. */
export interface WireTelegramChatChange {
  readonly chat_id: number;
  readonly mode?: WireTelegramMode;
  readonly department_id?: string | null;
}

export interface WireTelegramChatResponse {
  readonly telegram_chat: WireTelegramChat;
}

/** `DELETE admin-config/telegram/chat?chat_id=…`: what waited for it is given up; conversations stay. */
export interface WireTelegramChatDeletion {
  readonly outcome: 'deleted';
}

/** `POST admin-config/telegram/group-link`: the link that adds the bot to a group and connects it, good for a day. */
export interface WireGroupLinkRequest {
  /** Default `topics`. */
  readonly mode?: WireTelegramMode;
}

export interface WireGroupLink {
  /** `https://t.me/…?startgroup=…` */
  readonly link: string;
  readonly expires_at: string;
}

/** `GET admin-config/telegram/doctor`: what was looked at, as `support-chat telegram doctor` says it. */
export interface WireTelegramDoctor {
  /** Nothing has failed. */
  readonly ok: boolean;
  readonly findings: readonly WireFinding[];
}

export interface WireFinding {
  /** Stable: `telegram.rights`. Of several groups each has its own finding under the same id. */
  readonly id: string;
  readonly title: string;
  /** `unknown`: could not be found out, or something else must be mended first. */
  readonly severity: 'ok' | 'warning' | 'failed' | 'unknown';
  /** What was found. */
  readonly detail: string;
  /** What to do; null when all is well. */
  readonly fix: string | null;
  /** Which group it is about. */
  readonly chat_id: number | null;
}
