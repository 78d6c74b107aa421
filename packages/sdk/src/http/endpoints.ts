import type {
  WireFileResponse,
  WireUploadCompleteRequest,
  WireUploadCompleteResponse,
  WireUploadRequest,
  WireUploadResponse,
} from '../protocol/attachments.ts';
import type { WireConsentRequest, WireConsentResponse } from '../protocol/consent.ts';
import type { WireEndRequest, WireEndResponse } from '../protocol/conversation-end.ts';
import type { WireConversationPage } from '../protocol/conversation-list.ts';
import type { WireFeedbackRequest, WireFeedbackResponse } from '../protocol/feedback.ts';
import type { WireIdentifyRequest, WireIdentity } from '../protocol/identity.ts';
import type {
  WireMessageDeletionResponse,
  WireMessageEditRequest,
  WireMessageEditResponse,
} from '../protocol/message-change.ts';
import type { WireMessagePage, WireMessageRequest, WireMessageResponse } from '../protocol/message.ts';
import type { WireProfileRequest, WireProfileResponse } from '../protocol/profile.ts';
import type { WireSessionEndRequest, WireSessionEndResponse } from '../protocol/session-end.ts';
import type {
  WireResumedSession,
  WireSession,
  WireSessionRefreshRequest,
  WireSessionRequest,
  WireSessionResumeRequest,
} from '../protocol/session.ts';
import type { WireReadRequest, WireReadResponse, WireStartRequest, WireSync } from '../protocol/sync.ts';
import type { WireTrackRequest, WireTrackResponse } from '../protocol/trail.ts';
import type { WireTranscriptRequest, WireTranscriptResponse } from '../protocol/transcript.ts';
import type { WireTypingRequest, WireTypingResponse } from '../protocol/typing.ts';
import type { WireErasure, WireVisitorExport } from '../protocol/visitor-data.ts';
import type { WireDepartmentsResponse, WireWidgetConfig } from '../protocol/widget-config.ts';
import type { HttpRequest } from './http-client.ts';

/** What each endpoint of the visitor API takes and answers. A name that begins with a method is called with that. */
export interface Endpoints {
  readonly 'widget-config': Get<Record<never, never>, WireWidgetConfig>;
  readonly 'chat/session': Post<WireSessionRequest, WireSession>;
  readonly 'chat/session/refresh': Post<WireSessionRefreshRequest, WireSession>;
  readonly 'chat/session/resume': Post<WireSessionResumeRequest, WireResumedSession>;
  readonly 'chat/session/end': Post<WireSessionEndRequest, WireSessionEndResponse>;
  readonly 'chat/start': Post<WireStartRequest, WireSync>;
  readonly 'chat/message': Post<WireMessageRequest, WireMessageResponse>;
  readonly 'PATCH chat/message': Post<WireMessageEditRequest, WireMessageEditResponse> & OfOne;
  readonly 'DELETE chat/message': Get<Record<never, never>, WireMessageDeletionResponse> & OfOne;
  readonly 'chat/messages': Get<PageQuery, WireMessagePage>;
  readonly 'chat/poll': Get<PollQuery, WireSync>;
  readonly 'chat/read': Post<WireReadRequest, WireReadResponse>;
  readonly 'chat/typing': Post<WireTypingRequest, WireTypingResponse>;
  readonly 'chat/end': Post<WireEndRequest, WireEndResponse>;
  readonly 'chat/feedback': Post<WireFeedbackRequest, WireFeedbackResponse>;
  readonly 'chat/transcript': Post<WireTranscriptRequest, WireTranscriptResponse>;
  readonly 'chat/conversations': Get<ListQuery, WireConversationPage>;
  readonly 'chat/departments': Get<Record<never, never>, WireDepartmentsResponse>;
  readonly 'chat/upload': Post<WireUploadRequest, WireUploadResponse>;
  readonly 'chat/upload/complete': Post<WireUploadCompleteRequest, WireUploadCompleteResponse>;
  readonly 'chat/file': Get<{ readonly attachment_id: string }, WireFileResponse>;
  readonly 'chat/identify': Post<WireIdentifyRequest, WireIdentity>;
  readonly 'chat/profile': Post<WireProfileRequest, WireProfileResponse>;
  readonly 'chat/track': Post<WireTrackRequest, WireTrackResponse>;
  readonly 'chat/consent': Post<WireConsentRequest, WireConsentResponse>;
  readonly 'chat/export': Get<Record<never, never>, WireVisitorExport>;
  readonly 'DELETE chat/data': Get<Record<never, never>, WireErasure>;
}

/** Calls one endpoint. @throws {ChatError} always and only. */
export type Send = <Path extends keyof Endpoints>(
  path: Path,
  request: Endpoints[Path]['request'],
  token?: string,
) => Promise<Endpoints[Path]['answer']>;

interface Get<Query, Answer> {
  readonly request: HttpRequest & { readonly query?: Query; readonly body?: never };
  readonly answer: Answer;
}

interface Post<Body, Answer> {
  /** JSON leaves out what is undefined. */
  readonly request: HttpRequest & {
    readonly body: { readonly [Key in keyof Body]: Body[Key] | (object extends Pick<Body, Key> ? undefined : never) };
  };
  readonly answer: Answer;
}

/** Its address ends with the id of what it is about. */
interface OfOne {
  readonly request: { readonly id: string };
}

type PollQuery = { readonly conversation_id: string | null; readonly after_revision: number };

type PageQuery = {
  readonly conversation_id: string;
  readonly before_seq?: number | undefined;
  readonly after_seq?: number;
  readonly limit: number;
};

type ListQuery = { readonly cursor?: string | null; readonly limit?: number };
