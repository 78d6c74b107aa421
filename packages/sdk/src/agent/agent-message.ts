import type { WireTextEntity } from '../protocol/text-entity.ts';
import type { ChatAttachment, ChatMessage, ChatQuote, UploadState } from '../store/chat-state.ts';
import type { AgentDelivery } from './agent-snapshot.ts';

/** One message of a conversation, as the team sees it. */
export interface AgentMessage extends Pick<ChatMessage, 'id' | 'seq' | 'sender' | 'type' | 'text' | 'content'> {
  /** A note that the visitor never sees. */
  readonly isInternal: boolean;
  /** Written by the agent who is signed in; only these can be changed. */
  readonly isOwn: boolean;
  /** Who of the team wrote it, where the server has said so. */
  readonly agentId: string | null;
  readonly attachments: readonly AgentAttachment[];
  readonly replyTo: ChatQuote | null;
  /** How the text is formatted: sorted, one within the other or apart. Undefined: plain. */
  readonly entities?: readonly WireTextEntity[] | undefined;
  /** Milliseconds since 1970, as the two below; the server's time once it has answered. */
  readonly createdAt: number;
  readonly editedAt: number | null;
  /** What was taken back has no text any more. */
  readonly deletedAt: number | null;
  readonly deletedBy: 'visitor' | 'agent' | 'system' | null;
  /** Null for messages of other people. Whether it was seen: `seq <= thread.visitorReadSeq`. */
  readonly delivery: AgentDelivery | null;
}

/** A file of a message. Its address comes from `fileUrl`, because it works for minutes only. */
export interface AgentAttachment extends ChatAttachment {
  /** How far it has come; null once the server has the message. */
  readonly upload: UploadState | null;
}

/** What `send` takes. */
export interface AgentDraft {
  /** At most 16 000 characters; with files it may be empty. White space around it is cut off. */
  readonly text: string;
  readonly entities?: readonly WireTextEntity[];
  /** Each is stored with the message and brought to the server before it. */
  readonly files?: readonly Blob[];
  /** A note: only the team reads it, and it answers nothing. Default false. */
  readonly isInternal?: boolean;
  /** Id of a message of the shown conversation. */
  readonly replyTo?: string;
}
