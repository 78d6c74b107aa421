/** What a visitor may still do about what was said: correct it, take it back, end it, judge it, have it sent. */
import type { Conversation } from '../schemas/conversation.ts';
import type { ConversationEnd } from '../schemas/conversation-end.ts';
import type { ConversationPage } from '../schemas/conversation-list.ts';
import type { MessageDeletion, MessageEdit } from '../schemas/message-change.ts';
import type { TranscriptOrder } from '../schemas/transcript.ts';
import type { Typing } from '../schemas/typing.ts';
import type { DatabaseCaller } from './database-caller.ts';
import { namedArguments } from './named-arguments.ts';
import type { VisitorScope } from './visitor-db.ts';

export interface OwnMessage extends VisitorScope {
  readonly messageId: string;
}

export interface OwnConversation extends VisitorScope {
  readonly conversationId: string;
}

export interface ConversationFeedback extends OwnConversation {
  readonly rating?: number | undefined;
  readonly comment?: string | undefined;
  readonly nps?: number | undefined;
}

export interface ConversationsCursor extends VisitorScope {
  readonly beforeNumber?: number | undefined;
  readonly limit?: number | undefined;
}

export interface VisitorChangesDb {
  editVisitorMessage(edit: OwnMessage & { readonly text: string }): Promise<MessageEdit>;
  deleteVisitorMessage(message: OwnMessage): Promise<MessageDeletion>;
  setTyping(typing: OwnConversation & { readonly isTyping: boolean }): Promise<Typing>;
  endConversation(conversation: OwnConversation): Promise<ConversationEnd>;
  rateConversation(feedback: ConversationFeedback): Promise<{ readonly conversation: Conversation }>;
  requestTranscript(order: OwnConversation & { readonly email?: string | undefined }): Promise<TranscriptOrder>;
  listVisitorConversations(cursor: ConversationsCursor): Promise<ConversationPage>;
}

export function createVisitorChangesDb(caller: DatabaseCaller): VisitorChangesDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    editVisitorMessage: (edit) => call('support_edit_visitor_message', edit),
    deleteVisitorMessage: (message) => call('support_delete_visitor_message', message),
    setTyping: (typing) => call('support_set_typing', typing),
    endConversation: (conversation) => call('support_end_conversation', conversation),
    rateConversation: (feedback) => call('support_rate_conversation', feedback),
    requestTranscript: (order) => call('support_request_transcript', order),
    listVisitorConversations: (cursor) => call('support_list_visitor_conversations', cursor),
  };
}
