import type { ChatError } from '../errors.ts';

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
  /** `memory`: the browser refuses storage, so unsent messages and the conversation do not survive a reload. */
  readonly storage: 'persistent' | 'memory';
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

export type ChatConsent = 'unknown' | 'granted' | 'denied';

export interface ChatConfig {
  readonly name: string;
  readonly teamName: string;
  readonly accent: string | null;
  readonly logoUrl: string | null;
  readonly greetingTitle: string | null;
  readonly greetingText: string | null;
  readonly defaultLocale: string;
  readonly departments: readonly ChatDepartment[];
  /** Longest text of one message, in UTF-16 code units. */
  readonly maxMessageLength: number;
}

export interface ChatDepartment {
  readonly id: string;
  readonly name: string;
}

export interface ChatAvailability {
  /** `away`: working hours, but nobody is there; `offline`: outside working hours. */
  readonly status: 'online' | 'away' | 'offline';
  readonly agents: readonly ChatPerson[];
  readonly replyTimeMs: number | null;
}

export interface ChatPerson {
  readonly name: string;
  readonly avatarUrl: string | null;
}

export interface ChatVisitor {
  readonly id: string;
  /** The site's own id of an identified visitor. */
  readonly externalId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly avatarUrl: string | null;
  readonly traits: Readonly<Record<string, unknown>>;
}

export interface ChatConversation {
  readonly id: string;
  readonly number: number;
  readonly status: 'queued' | 'active' | 'resolved' | 'closed';
  readonly agent: ChatPerson | null;
}

export interface ChatConversationList {
  /** Newest first. */
  readonly items: readonly ChatListedConversation[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
}

export interface ChatListedConversation extends ChatConversation {
  /** The beginning of the newest message, at most 200 characters; null when there is none. */
  readonly excerpt: string | null;
  /** When the newest message was written, or the conversation begun; milliseconds since 1970. */
  readonly updatedAt: number;
  /** Counted up to 100. */
  readonly unreadCount: number;
}

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
  /** Milliseconds since 1970; the server's time once it has answered. */
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
  /** Null for messages of other people. */
  readonly delivery: MessageDelivery | null;
}

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
