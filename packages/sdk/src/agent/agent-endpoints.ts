import type { HttpRequest } from '../http/http-client.ts';
import type { WireUploadCompleteRequest } from '../protocol/attachments.ts';
import type {
  WireCannedResponseUse,
  WireNewOwnResponse,
  WireOwnResponseChange,
} from '../protocol/agent/canned-response.ts';
import type {
  WireAssignRequest,
  WireConversationCall,
  WireConversationChange,
  WireTransferRequest,
} from '../protocol/agent/conversation.ts';
import type { WireTeamUploadRequest } from '../protocol/agent/files.ts';
import type {
  WireTeamMessageEditRequest,
  WireTeamMessageRequest,
  WireTeamReadRequest,
} from '../protocol/agent/message.ts';
import type { WirePresenceRequest } from '../protocol/agent/presence.ts';
import type { WireBanRequest, WireUnbanRequest, WireVisitorChange } from '../protocol/agent/visitor.ts';
import type { WireTypingRequest } from '../protocol/typing.ts';

/** What each endpoint is sent. Answers are not taken at their word: `wire/` reads them. */
export interface AgentEndpoints {
  readonly 'agent/me': Query<Nothing>;
  readonly 'agent/team': Query<Nothing>;
  readonly 'agent/stats': Query<Nothing>;
  readonly 'agent/presence': Body<WirePresenceRequest>;
  readonly 'agent/conversations': Query<InboxQuery>;
  readonly 'agent/conversation': Query<{ readonly conversation_id: string }>;
  readonly 'PATCH agent/conversation': Body<WireConversationChange>;
  readonly 'agent/claim': Body<WireConversationCall>;
  readonly 'agent/pass': Body<WireConversationCall>;
  readonly 'agent/unassign': Body<WireConversationCall>;
  readonly 'agent/resolve': Body<WireConversationCall>;
  readonly 'agent/close': Body<WireConversationCall>;
  readonly 'agent/reopen': Body<WireConversationCall>;
  readonly 'agent/assign': Body<WireAssignRequest>;
  readonly 'agent/transfer': Body<WireTransferRequest>;
  readonly 'agent/messages': Query<PageQuery>;
  readonly 'agent/message': Body<WireTeamMessageRequest>;
  readonly 'PATCH agent/message': Body<WireTeamMessageEditRequest> & OfOne;
  readonly 'DELETE agent/message': Query<Nothing> & OfOne;
  readonly 'agent/read': Body<WireTeamReadRequest>;
  readonly 'agent/typing': Body<WireTypingRequest>;
  readonly 'agent/canned-responses': Query<Nothing>;
  readonly 'agent/canned-response': Body<WireCannedResponseUse>;
  readonly 'agent/own-response': Body<WireNewOwnResponse>;
  readonly 'PUT agent/own-response': Body<WireOwnResponseChange>;
  readonly 'DELETE agent/own-response': Query<{ readonly id: string }>;
  readonly 'PATCH agent/visitor': Body<WireVisitorChange>;
  readonly 'agent/events': Query<TrailQuery>;
  readonly 'agent/ban': Body<WireBanRequest>;
  readonly 'agent/unban': Body<WireUnbanRequest>;
  readonly 'agent/upload': Body<WireTeamUploadRequest>;
  readonly 'agent/upload/complete': Body<WireUploadCompleteRequest>;
  readonly 'agent/file': Query<{ readonly attachment_id: string }>;
}

/** Calls one endpoint with the token of whoever is signed in. @throws {ChatError} always and only. */
export type CallAgent = <Path extends keyof AgentEndpoints>(
  path: Path,
  request: AgentEndpoints[Path],
) => Promise<unknown>;

type Nothing = Readonly<Record<never, never>>;

type Query<Fields> = HttpRequest & { readonly query?: Fields; readonly body?: never };

/** JSON leaves out what is undefined. */
type Body<Fields> = HttpRequest & {
  readonly query?: never;
  readonly body: {
    readonly [Name in keyof Fields]: Fields[Name] | (object extends Pick<Fields, Name> ? undefined : never);
  };
};

/** Its address ends with the id of what it is about. */
interface OfOne {
  readonly id: string;
}

type PageQuery = {
  readonly conversation_id: string;
  readonly before_seq?: number | undefined;
  readonly after_seq?: number | undefined;
  readonly limit: number;
};

type InboxQuery = Readonly<Record<string, string | number | null | undefined>>;

type TrailQuery = { readonly visitor_id: string; readonly cursor?: string | null; readonly limit: number };
