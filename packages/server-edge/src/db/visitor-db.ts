/** What a visitor's browser may cause. Ids of session and visitor come from a verified token, never from a body. */
import type { Surroundings } from '../context/visitor-surroundings.ts';
import type { Conversation } from '../schemas/conversation.ts';
import type { Message, MessagePage } from '../schemas/message.ts';
import type { PrechatAnswers } from '../schemas/prechat.ts';
import type { Sync } from '../schemas/sync.ts';
import type { Widget } from '../schemas/widget-config.ts';
import type { DatabaseCaller } from './database-caller.ts';
import { namedArguments } from './named-arguments.ts';

export interface VisitorScope {
  readonly sessionId: string;
  readonly visitorId: string;
  readonly widgetId: string;
}

export interface NewSession {
  readonly widgetId: string;
  readonly refreshTokenHash: string;
  readonly context: Surroundings;
  readonly ipHash: string | null;
  readonly origin?: string | undefined;
  readonly userAgent?: string | undefined;
}

export interface SessionRefresh {
  readonly widgetId: string;
  readonly refreshTokenHash: string;
  readonly newRefreshTokenHash: string;
}

export interface SessionIdentity {
  readonly session_id: string;
  readonly visitor_id: string;
}

export type SessionRefreshResult =
  | ({ readonly outcome: 'refreshed' } & SessionIdentity)
  | { readonly outcome: 'unknown' | 'expired' | 'revoked' | 'reused' };

/** What a conversation is about. `prechat` has been held against the widget's form. */
export interface ConversationMatter {
  readonly prechat?: PrechatAnswers | undefined;
  readonly departmentId?: string | undefined;
  readonly category?: string | undefined;
  readonly subject?: string | undefined;
}

export interface ConversationStart extends VisitorScope, ConversationMatter {
  readonly context?: Surroundings | undefined;
}

export interface NewVisitorMessage extends VisitorScope, ConversationMatter {
  readonly messageId: string;
  readonly text: string;
  readonly conversationId?: string | undefined;
  readonly context?: Surroundings | undefined;
  readonly replyTo?: string | undefined;
  readonly attachmentIds?: readonly string[] | undefined;
  readonly ipHash: string | null;
}

export interface MessageRange extends VisitorScope {
  readonly conversationId: string;
  readonly afterSeq?: number | undefined;
  readonly beforeSeq?: number | undefined;
  readonly limit?: number | undefined;
}

export interface ChangesCursor extends VisitorScope {
  readonly conversationId?: string | undefined;
  readonly afterRevision?: number | undefined;
}

export interface ReadMark extends VisitorScope {
  readonly conversationId: string;
  readonly seq: number;
}

export interface VisitorDb {
  getWidget(widgetKey: string): Promise<Widget>;
  createSession(session: NewSession): Promise<SessionIdentity>;
  /** Never throws for a refused token: a reuse has to commit the revocation. */
  refreshSession(refresh: SessionRefresh): Promise<SessionRefreshResult>;
  startConversation(start: ConversationStart): Promise<Sync>;
  postVisitorMessage(message: NewVisitorMessage): Promise<{ readonly message: Message }>;
  listMessages(range: MessageRange): Promise<MessagePage>;
  pollChanges(cursor: ChangesCursor): Promise<Sync>;
  markRead(mark: ReadMark): Promise<{ readonly conversation: Conversation }>;
}

export function createVisitorDb(caller: DatabaseCaller): VisitorDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    getWidget: (widgetKey) => call('support_get_widget', { widgetKey }),
    createSession: (session) => call('support_create_session', session),
    refreshSession: (refresh) => call('support_refresh_session', refresh),
    startConversation: (start) => call('support_start_conversation', start),
    postVisitorMessage: (message) => call('support_post_visitor_message', message),
    listMessages: (range) => call('support_list_messages', range),
    pollChanges: (cursor) => call('support_poll_changes', cursor),
    markRead: (mark) => call('support_mark_read', mark),
  };
}
