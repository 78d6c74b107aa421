import type { ChatError } from '../errors.ts';
import type { WirePrechatFieldKind } from '../protocol/widget-config.ts';
import type { WireTextEntity } from '../protocol/text-entity.ts';

/**
 * Everything a user interface needs, as one frozen value. A new snapshot is made for every change and parts that did
 * not change keep their identity, so `===` is enough to decide what to draw again.
 */
export interface ChatSnapshot {
  /** Where the widget's configuration is. */
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  readonly config: ChatConfig | null;
  readonly availability: ChatAvailability | null;
  /** The conversation that is shown; null before the first message. */
  readonly conversation: ChatConversation | null;
  /** Oldest first; messages that are still on their way stand last, in the order they were written. */
  readonly messages: readonly ChatMessage[];
  /** True while the history of the conversation is on its way for the first time. */
  readonly isLoadingMessages: boolean;
  readonly hasOlderMessages: boolean;
  readonly isLoadingOlder: boolean;
  readonly unreadCount: number;
  /** Who of the team is writing right now, as far as the server tells. */
  readonly typing: ChatPerson | null;
  /** The visitor's conversations with this widget; null until `loadConversations` was called. */
  readonly conversations: ChatConversationList | null;
  /** Whether the form before the chat (`config.prechat`) still has to be answered before a message can be sent. */
  readonly needsPrechat: boolean;
  /** Files that were chosen and not sent yet, in the order they were chosen. */
  readonly uploads: readonly ChatUpload[];
  /** What is known of the visitor; null while nothing is. */
  readonly visitor: ChatVisitor | null;
  /** `unknown`: nobody was asked, or nobody has answered. */
  readonly consent: ChatConsent;
  /** A message that the page should show by itself (`config.triggers`); null while there is none. */
  readonly proactive: ChatProactiveMessage | null;
  readonly connection: ConnectionStatus;
  /**
   * `memory`: the browser refuses storage, or the visitor has not agreed to it, so unsent messages and the conversation
   * do not survive a reload. `partial`: it has no room for a file of an unsent message; the text survives, the file only as long as the page lives.
   */
  readonly storage: 'persistent' | 'partial' | 'memory';
  /** What last went wrong and still stands in the way; null when all is well. */
  readonly error: ChatError | null;
}

/**
 * - `idle`: nothing to be connected for (chat closed, or no conversation yet)
 * - `connecting`: on the way
 * - `live`: answers arrive at once over Realtime
 * - `polling`: Realtime is away, answers arrive within seconds
 * - `offline`: the server cannot be reached; messages wait
 */
export type ConnectionStatus = 'idle' | 'connecting' | 'live' | 'polling' | 'offline';

/** What the visitor has said about storage and tracking. `unknown`: nobody was asked, or nobody has answered. */
export type ChatConsent = 'unknown' | 'granted' | 'denied';

/** What the team has set for the widget. A part that an older server does not send has its default. */
export interface ChatConfig {
  readonly name: string;
  readonly teamName: string;
  /** Any CSS colour. */
  readonly accent: string | null;
  readonly logoUrl: string | null;
  readonly greetingTitle: string | null;
  readonly greetingText: string | null;
  /** A CSS `font-family`. */
  readonly font: string | null;
  /** Of corners, in CSS pixels. */
  readonly radius: number | null;
  readonly theme: 'auto' | 'light' | 'dark' | null;
  readonly launcher: ChatLauncher;
  /** Default `en`. */
  readonly defaultLocale: string;
  /** The languages that visitors may get; empty: every one there is. */
  readonly locales: readonly string[];
  /** The team's own words: locale → name of the text → text. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly behavior: ChatBehavior;
  readonly features: ChatFeatures;
  /** Null: nothing is asked before the chat. */
  readonly prechat: ChatPrechatForm | null;
  readonly departments: readonly ChatDepartment[];
  readonly hours: ChatHours;
  /** Longest text of one message, in UTF-16 code units. Default 4 000. */
  readonly maxMessageLength: number;
}

/** Null: as the user interface sees fit. */
export interface ChatLauncher {
  readonly position: 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start' | null;
  readonly label: string | null;
  readonly iconUrl: string | null;
  /** CSS pixels, as the offsets from the two edges of the window. */
  readonly size: number | null;
  readonly offsetInline: number | null;
  readonly offsetBlock: number | null;
  readonly isHidden: boolean | null;
}

/** How the chat behaves, as far as the team has set it. */
export interface ChatBehavior {
  /** For how long after its end a conversation goes on with the next message; 0: never. Default 168. */
  readonly reopenHours: number;
  /** For how long a visitor may change or take back a message, in milliseconds; 0: never. Default 15 minutes. */
  readonly editWindowMs: number;
  /** Default true. */
  readonly sound: boolean;
  /** What the team promises, in its own words. Default null. */
  readonly responsePromise: string | null;
  /** Default `lazy`. */
  readonly loading: 'lazy' | 'eager' | 'manual';
  /** Default false. */
  readonly isHiddenWhenOffline: boolean;
  /** Default true. */
  readonly showsAgents: boolean;
  /** Default false. */
  readonly showsQueuePosition: boolean;
}

/** What is offered here. */
export interface ChatFeatures {
  readonly attachments: ChatAttachmentRules;
  /** Rating a conversation. Default true. */
  readonly feedback: boolean;
  /** Asking how likely a recommendation is. Default false. */
  readonly nps: boolean;
  /** Having the conversation sent by e-mail. Default true. */
  readonly transcript: boolean;
  /** Default true. */
  readonly typing: boolean;
  /** Showing how far a message has come. Default true. */
  readonly receipts: boolean;
  /** Default true. */
  readonly emoji: boolean;
  /** Recording voice messages. Default false. */
  readonly voice: boolean;
  /** Earlier conversations. Default true. */
  readonly history: boolean;
  /** Page views and events of the page. Default false. */
  readonly tracking: boolean;
}

/** Which files visitors may send. */
export interface ChatAttachmentRules {
  /** Default false. */
  readonly isEnabled: boolean;
  /** Of one file. Default 10 MiB. */
  readonly maxBytes: number;
  /** In one message. Default 5. */
  readonly maxFiles: number;
  /** Media types, such as `image/png` or `image/*`. Default none. */
  readonly types: readonly string[];
}

/** What is asked before the chat. */
export interface ChatPrechatForm {
  /** Whether a conversation can be begun without it. */
  readonly isRequired: boolean;
  readonly title: string | null;
  /** In the order in which they are to be shown. */
  readonly fields: readonly ChatPrechatField[];
  /** Answered under the name `consent`. */
  readonly consent: ChatPrechatConsent | null;
}

/** Answers are texts, of a checkbox true or false; of `department` the id of one. */
export interface ChatPrechatField {
  /** The key of the answer. */
  readonly name: string;
  readonly label: string;
  /** The label by locale, where there is another. */
  readonly labels: Readonly<Record<string, string>>;
  readonly kind: WirePrechatFieldKind;
  /** Of a checkbox: whether it must be checked. */
  readonly isRequired: boolean;
  readonly placeholder: string | null;
  readonly maxCharacters: number;
  /** A regular expression (flag `u`) that the whole answer matches. */
  readonly pattern: string | null;
  /** What can be chosen; null: anything. */
  readonly options: readonly string[] | null;
}

/** What the visitor is asked to agree to before the chat. */
export interface ChatPrechatConsent {
  readonly isRequired: boolean;
  readonly text: string;
  /** By locale, where there is another. */
  readonly texts: Readonly<Record<string, string>>;
  readonly link: string | null;
  /** For `setConsent`. */
  readonly textVersion: string | null;
}

/** A part of the team that can be asked for by name. */
export interface ChatDepartment {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** Null: not known. */
  readonly isOnline: boolean | null;
}

/** Working hours. Without any, a widget is always open. Times are milliseconds since 1970. */
export interface ChatHours {
  readonly isOpen: boolean;
  /** The next opening while closed; null while open, and when there is none within 14 days. */
  readonly opensAt: number | null;
  /** When it closes while open; null while closed, and when it does not within 14 days. */
  readonly closesAt: number | null;
  /** An IANA name. */
  readonly timeZone: string | null;
}

/** Whether somebody is there to answer. */
export interface ChatAvailability {
  /** `away`: working hours, but nobody is there; `offline`: outside working hours. */
  readonly status: 'online' | 'away' | 'offline';
  readonly agents: readonly ChatPerson[];
  /** How long an answer has taken lately, in milliseconds; null: not known. */
  readonly replyTimeMs: number | null;
}

/** Somebody of the team. */
export interface ChatPerson {
  readonly name: string;
  readonly avatarUrl: string | null;
}

/** What is known of the visitor: what the page or the site's server has said, and what the session knows. */
export interface ChatVisitor {
  /** Null before there is a session. */
  readonly id: string | null;
  /** The site's own id of an identified visitor. */
  readonly externalId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly avatarUrl: string | null;
  readonly traits: Readonly<Record<string, unknown>>;
}

/** A conversation, apart from its messages. `number` is the one that the team sees. */
export interface ChatConversation {
  readonly id: string;
  readonly number: number;
  readonly status: 'queued' | 'active' | 'resolved' | 'closed';
  readonly agent: ChatPerson | null;
  /** From 1, while it waits for an agent and the team shows it; else null. */
  readonly queuePosition: number | null;
  /** How long the wait may still be, in milliseconds; null: not known. */
  readonly estimatedWaitMs: number | null;
}

/** The visitor's conversations, as far as they are loaded. */
export interface ChatConversationList {
  /** Newest first. */
  readonly items: readonly ChatListedConversation[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
}

/** A conversation in the list, with what it takes to recognize it. */
export interface ChatListedConversation extends ChatConversation {
  /** The beginning of the newest message, at most 200 characters; null when there is none. */
  readonly excerpt: string | null;
  /** When the newest message was written, or the conversation begun; milliseconds since 1970. */
  readonly updatedAt: number;
  /** Counted up to 100. */
  readonly unreadCount: number;
}

/** One message: of the visitor, of the team, or a line of the chat's own (`system`). */
export interface ChatMessage {
  /** UUID, the same before and after sending. */
  readonly id: string;
  /** Position in the conversation; null while the message has not reached the server. */
  readonly seq: number | null;
  readonly sender: {
    readonly kind: 'visitor' | 'agent' | 'bot' | 'system';
    readonly name: string | null;
    readonly avatarUrl: string | null;
  };
  readonly type: 'text' | 'file' | 'image' | 'card' | 'form';
  readonly text: string;
  /** What a card or form shows, or which event a line of the chat's own is about; as the server sent it. */
  readonly content: Readonly<Record<string, unknown>> | null;
  readonly attachments: readonly ChatAttachment[];
  /** The message that this one answers. */
  readonly replyTo: ChatQuote | null;
  /** How an agent formatted the text: sorted, one within the other or apart. Undefined: plain. */
  readonly entities?: readonly WireTextEntity[] | undefined;
  /** Milliseconds since 1970; the server's time once it has answered. */
  readonly createdAt: number;
  /** Milliseconds since 1970, as `deletedAt`; null: never. What was deleted has no text any more. */
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
  /** Null for messages of other people. */
  readonly delivery: MessageDelivery | null;
}

/** The beginning of the message that is answered. */
export interface ChatQuote {
  readonly id: string;
  readonly sender: ChatMessage['sender']['kind'];
  readonly name: string | null;
  /** At most 200 characters. */
  readonly text: string;
}

/** A file of a message. Its address comes from `fileUrl`, because it works for minutes only. */
export interface ChatAttachment {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteSize: number;
  /** Pixels, of pictures and film. */
  readonly width: number | null;
  readonly height: number | null;
  /** Of sound and film. */
  readonly durationMs: number | null;
}

/** A file that was chosen, on its way to the server before its message is. */
export interface ChatUpload {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteSize: number;
  /** The bytes, for a preview; of a picture that was made smaller, the smaller one. */
  readonly file: Blob;
  readonly state: UploadState;
}

/**
 * - `waiting`: for its turn, or for the network
 * - `uploading`: `progress` is between 0 and 1
 * - `paused`: by `pauseUpload`
 * - `uploaded`: ready to be sent
 * - `failed`: refused for good
 */
export type UploadState =
  | { readonly name: 'waiting' | 'paused' | 'uploaded' }
  | { readonly name: 'uploading'; readonly progress: number }
  | { readonly name: 'failed'; readonly error: ChatError };

/** A message that the page shows by itself, because one of the team's triggers has struck. */
export interface ChatProactiveMessage {
  /** Of the trigger. */
  readonly id: string;
  /** In the visitor's language where the configuration has it. */
  readonly text: string;
  /** Whether the chat should open, rather than a teaser appear beside the launcher. */
  readonly opens: boolean;
}

/**
 * - `queued`: stored here, waits for its turn or for the network
 * - `sending`: on the wire
 * - `sent`: the server has it
 * - `delivered`: it reached the team
 * - `seen`: an agent has certainly seen it
 * - `failed`: refused for good; retry or discard it
 */
export type MessageDelivery =
  | { readonly state: 'queued' | 'sending' | 'sent' | 'delivered' | 'seen' }
  | { readonly state: 'failed'; readonly error: ChatError };
