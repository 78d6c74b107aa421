import type { KnownChatErrorCode } from '@support-chat/sdk';

/** Phrases of what everybody sees who opens the chat. */
export interface CorePhrases {
  /** BCP 47; also what dates, times and lists are formatted with. */
  readonly code: string;
  /** Which way it is written; the panel is laid out accordingly. */
  readonly direction: 'ltr' | 'rtl';

  readonly openChat: string;
  readonly closeChat: string;
  readonly unread: (count: number) => string;
  readonly back: string;

  /** Large words of the start page; a line break is kept. */
  readonly greeting: string;
  /** The same, for a visitor whose name is known. */
  readonly greetingBack: (name: string) => string;
  readonly greetingAway: string;
  /** `duration` is ready to read: "2 minutes". */
  readonly usuallyAnswers: (duration: string) => string;
  readonly team: string;
  readonly startTitle: string;
  readonly startAwayTitle: string;
  readonly teamIsHere: (names: string, count: number) => string;
  readonly teamIsAway: string;
  readonly sendUsAMessage: string;
  readonly continueConversation: string;
  /** The list of them, and what leads there. */
  readonly conversations: string;
  readonly you: (text: string) => string;

  readonly online: string;
  /** `duration` is short: "2 min". */
  readonly onlineAnswers: (duration: string) => string;
  readonly away: string;

  readonly emptyConversation: string;
  /** The same, where nothing is kept. */
  readonly askUs: string;
  readonly ended: string;

  readonly tryAgain: string;
  /** `day` is "today", "Monday" or "3 June"; `time` is "9:00". */
  readonly backAt: (day: string, time: string) => string;

  readonly more: string;
  readonly actionFailed: string;
  /** Nothing is kept, because the visitor said so, or has said nothing yet. */
  readonly keepsNothing: string;

  readonly offline: (waiting: number) => string;
  readonly unreachable: (waiting: number) => string;
  readonly reconnecting: string;
  readonly storageRefused: string;
  readonly loading: string;
  readonly loadFailedTitle: string;
  readonly loadFailed: string;
  readonly unavailable: string;
  /** Why a message was refused, for the codes that a visitor can do something about. */
  readonly failures: Readonly<Partial<Record<KnownChatErrorCode, string>>>;
}

/** Phrases of the screen of a conversation. English ones come with it. */
export interface ConversationPhrases {
  readonly messages: string;
  readonly loadingOlder: string;
  readonly deleted: string;
  readonly edited: string;
  /** A passage of a message that is shown when it is asked for. */
  readonly hiddenText: string;
  readonly jumpToLatest: string;
  readonly newMessages: (count: number) => string;
  readonly delivery: Readonly<Record<'queued' | 'sending' | 'sent' | 'delivered' | 'seen' | 'failed', string>>;
  readonly discard: string;
  readonly placeholder: string;
  readonly send: string;
  /** The button that opens the picker. */
  readonly emoji: string;
  readonly charactersLeft: (count: number) => string;
  readonly charactersTooMany: (count: number) => string;
}

/** Phrases of the screens that come with chunks of their own. English ones come with the first of them. */
export interface MorePhrases {
  readonly prechatTitle: string;
  readonly optional: string;
  readonly choose: string;
  readonly privacy: string;
  readonly startChat: string;
  readonly skip: string;
  readonly answersToCheck: (count: number) => string;
  /** What is wrong with an answer, and what would be right. */
  readonly answerFaults: Readonly<Record<'required' | 'email' | 'phone' | 'number' | 'option' | 'other', string>>;
  readonly answerTooLong: (limit: number) => string;
  readonly chooseDepartment: string;
  readonly departmentAway: string;
  readonly emailForAnswer: string;
  readonly save: string;
  readonly emailSaved: (email: string) => string;

  readonly files: FilePhrases;
  readonly replies: ReplyPhrases;
  readonly history: HistoryPhrases;
  readonly emojis: EmojiPhrases;
  readonly rich: RichPhrases;
  readonly player: PlayerPhrases;
  /** For screen readers, and beside the dots. */
  readonly isTyping: (name: string) => string;
  /** Of a visitor who waits for an agent: nobody is before them. */
  readonly nextInLine: string;
  readonly placeInLine: (place: string) => string;
  /** `duration` is ready to read: "2 minutes". */
  readonly waitInLine: (duration: string) => string;
  /** On or off. */
  readonly sound: string;
  /** On or off: messages of the browser's own while the page is hidden. */
  readonly notifications: string;
  readonly notificationsBlocked: string;
  readonly endConversation: string;
  readonly emailConversation: string;
  readonly email: string;
  readonly emailInvalid: string;
  readonly transcriptSent: (email: string) => string;
  readonly exportData: string;
  readonly exportDataDone: string;
  readonly deleteData: string;
  readonly deleteDataQuestion: string;
  readonly deleteForGood: string;
  readonly deleteDataDone: string;
  readonly oneMoment: string;
  readonly cancel: string;
  readonly close: string;

  readonly ratingTitle: string;
  readonly stars: (count: number) => string;
  readonly npsTitle: string;
  readonly ratingComment: string;
  readonly ratingSend: string;
  readonly ratingThanks: string;
  readonly startNew: string;

  readonly consentQuestion: string;
  readonly agree: string;
  readonly decline: string;
  /** Of a message that the team shows by itself. */
  readonly dismiss: string;
}

/** About files. Sizes and names are ready to read. */
export interface FilePhrases {
  readonly attach: string;
  /** The files that were chosen for the next message. */
  readonly chosen: string;
  readonly drop: string;
  readonly waiting: string;
  readonly paused: string;
  readonly pause: string;
  readonly resume: string;
  readonly remove: string;
  readonly download: (name: string) => string;
  readonly notLoaded: string;
  readonly notUploaded: string;
  readonly tooLarge: (limit: string) => string;
  readonly tooMany: (limit: number) => string;
  readonly typeRefused: string;
}

/** About answering, changing and taking back single messages. */
export interface ReplyPhrases {
  /** What the tools of a message are called; its first words follow. */
  readonly tools: string;
  readonly reply: string;
  readonly replyTo: (author: string) => string;
  /** For screen readers; who wrote and the first words follow. */
  readonly inReplyTo: string;
  /** The visitor, as an author. */
  readonly yourself: string;
  readonly edit: string;
  readonly editing: string;
  readonly notChanged: string;
  readonly unsend: string;
  readonly unsendQuestion: string;
}

/** About the visitor's conversations. */
export interface HistoryPhrases {
  readonly empty: string;
  readonly failed: string;
  readonly showMore: string;
  /** Of a conversation, in one word. */
  readonly ended: string;
  /** Instead of the words of a message that has none: a file, or one that was taken back. */
  readonly withoutText: string;
}

/** About choosing an emoji. */
export interface EmojiPhrases {
  readonly search: string;
  readonly none: string;
  readonly found: (count: number) => string;
  readonly groups: Readonly<
    Record<'recent' | 'smileys' | 'people' | 'nature' | 'food' | 'travel' | 'things' | 'symbols', string>
  >;
}

/** About what the team sends besides words. */
export interface RichPhrases {
  readonly quickReplies: string;
  readonly formSent: string;
  /** Of a box that was ticked, or not. */
  readonly yes: string;
  readonly no: string;
}

/** About a voice message. Times are ready to read. */
export interface PlayerPhrases {
  readonly play: string;
  readonly pause: string;
  readonly position: string;
  readonly positionOf: (now: string, whole: string) => string;
  /** `rate` is "1.5×". */
  readonly speed: (rate: string) => string;
}

/**
 * Every phrase of the element. A locale is a module that exports one of these; a missing phrase is a compile error.
 * Plurals are functions, so that each language brings its own rules (`Intl.PluralRules`).
 */
export interface Translation extends CorePhrases, ConversationPhrases, MorePhrases {}

/** Chooses a form by the rules of a language. */
export function plurals(locale: string): (count: number, one: string, other: string) => string {
  const rules = new Intl.PluralRules(locale);
  return (count, one, other) => (rules.select(count) === 'one' ? one : other);
}
