import type { WireConversation } from './conversation.ts';
import type { WireMessage } from './message.ts';
import type { WireVisitor } from './profile.ts';

/** `GET chat/export`: everything that is stored about the visitor, as a file to keep. */
export interface WireVisitorExport {
  readonly exported_at: string;
  /** Whose visitor they are. */
  readonly organization: string;
  readonly visitor: WireExportedVisitor;
  readonly sessions: readonly WireExportedSession[];
  readonly consents: readonly WireExportedConsent[];
  readonly events: readonly WireExportedEvent[];
  readonly conversations: readonly WireExportedConversation[];
  /** Descriptions of the files; the files themselves are opened in the chat. */
  readonly attachments: readonly WireExportedAttachment[];
}

export interface WireExportedVisitor extends WireVisitor {
  readonly context: Readonly<Record<string, unknown>>;
  readonly banned_at: string | null;
  readonly banned_until: string | null;
  readonly created_at: string;
  readonly last_seen_at: string;
}

export interface WireExportedSession {
  readonly id: string;
  readonly widget_id: string;
  readonly origin: string | null;
  readonly user_agent: string | null;
  /** A keyed hash of the network address; the address itself is never stored. */
  readonly ip_hash: string | null;
  readonly created_at: string;
  readonly refreshed_at: string;
  readonly expires_at: string;
  readonly revoked_at: string | null;
  readonly revoked_reason: string | null;
}

export interface WireExportedConsent {
  readonly widget_id: string;
  readonly decision: 'granted' | 'denied';
  readonly text_version: string | null;
  readonly ip_hash: string | null;
  readonly created_at: string;
}

export interface WireExportedEvent {
  readonly kind: 'page_view' | 'custom';
  readonly name: string | null;
  readonly page_url: string | null;
  readonly page_title: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly created_at: string;
}

export interface WireExportedConversation extends WireConversation {
  readonly category: string | null;
  readonly prechat: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly rating_comment: string | null;
  readonly nps: number | null;
  readonly rated_at: string | null;
  readonly messages: readonly WireMessage[];
}

export interface WireExportedAttachment {
  readonly attachment_id: string;
  readonly path: string;
  readonly name: string;
  readonly media_type: string;
  readonly byte_size: number;
  readonly state: string;
  readonly conversation_id: string | null;
  readonly message_id: string | null;
  readonly uploaded_by: 'visitor' | 'agent';
  readonly sha256: string | null;
  readonly created_at: string;
}

/** The answer of `DELETE chat/data`. The session ends with the visitor: all its tokens are worth nothing from now on. */
export interface WireErasure {
  readonly outcome: 'erased';
  /** How many messages were deleted, the team's answers among them. */
  readonly messages: number;
  readonly files: number;
}
