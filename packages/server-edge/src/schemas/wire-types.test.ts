import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as wire from '@support-chat/sdk/protocol';
import type * as z from 'zod';
import type {
  fileResponseSchema,
  uploadCompleteRequestSchema,
  uploadCompleteResponseSchema,
  uploadRequestSchema,
  uploadResponseSchema,
} from './attachments.ts';
import type { consentRequestSchema, consentResponseSchema } from './consent.ts';
import type { conversationSchema } from './conversation.ts';
import type { endRequestSchema, endResponseSchema } from './conversation-end.ts';
import type { conversationsResponseSchema } from './conversation-list.ts';
import type { feedbackRequestSchema, feedbackResponseSchema } from './feedback.ts';
import type { identifyRequestSchema, identifyResponseSchema } from './identity.ts';
import type {
  messageDeletionResponseSchema,
  messageEditRequestSchema,
  messageEditResponseSchema,
} from './message-change.ts';
import type { messagePageSchema, messageRequestSchema, messageResponseSchema, messageSchema } from './message.ts';
import type { profileRequestSchema, profileResponseSchema } from './profile.ts';
import type { sessionEndRequestSchema, sessionEndResponseSchema } from './session-end.ts';
import type { sessionResumeRequestSchema, sessionResumeResponseSchema } from './resume.ts';
import type { sessionRefreshRequestSchema, sessionRequestSchema, sessionSchema } from './session.ts';
import type { readRequestSchema, readResponseSchema, startRequestSchema, syncSchema } from './sync.ts';
import type { trackRequestSchema, trackResponseSchema } from './trail.ts';
import type { transcriptRequestSchema, transcriptResponseSchema } from './transcript.ts';
import type { typingRequestSchema, typingResponseSchema } from './typing.ts';
import type { erasureResponseSchema, exportResponseSchema } from './visitor-data.ts';
import type { departmentsResponseSchema, widgetConfigSchema } from './widget-config.ts';

/** What JSON allows is the same whether a property may be written to or not. */
type Json<T> = T extends readonly (infer Item)[]
  ? Json<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Json<T[Key]> }
    : T;

type Same<A, B> = [Json<A>] extends [Json<B>] ? ([Json<B>] extends [Json<A>] ? true : false) : false;

/** Does not compile unless each schema describes exactly what the SDK's type does. */
const checked: {
  config: Same<z.input<typeof widgetConfigSchema>, wire.WireWidgetConfig>;
  departments: Same<z.input<typeof departmentsResponseSchema>, wire.WireDepartmentsResponse>;
  sessionRequest: Same<z.input<typeof sessionRequestSchema>, wire.WireSessionRequest>;
  sessionRefreshRequest: Same<z.input<typeof sessionRefreshRequestSchema>, wire.WireSessionRefreshRequest>;
  session: Same<z.input<typeof sessionSchema>, wire.WireSession>;
  sessionResumeRequest: Same<z.input<typeof sessionResumeRequestSchema>, wire.WireSessionResumeRequest>;
  sessionResumeResponse: Same<z.input<typeof sessionResumeResponseSchema>, wire.WireResumedSession>;
  startRequest: Same<z.input<typeof startRequestSchema>, wire.WireStartRequest>;
  messageRequest: Same<z.input<typeof messageRequestSchema>, wire.WireMessageRequest>;
  message: Same<z.input<typeof messageSchema>, wire.WireMessage>;
  messageResponse: Same<z.input<typeof messageResponseSchema>, wire.WireMessageResponse>;
  messagePage: Same<z.input<typeof messagePageSchema>, wire.WireMessagePage>;
  conversation: Same<z.input<typeof conversationSchema>, wire.WireConversation>;
  sync: Same<z.input<typeof syncSchema>, wire.WireSync>;
  readRequest: Same<z.input<typeof readRequestSchema>, wire.WireReadRequest>;
  readResponse: Same<z.input<typeof readResponseSchema>, wire.WireReadResponse>;
  messageEditRequest: Same<z.input<typeof messageEditRequestSchema>, wire.WireMessageEditRequest>;
  messageEditResponse: Same<z.input<typeof messageEditResponseSchema>, wire.WireMessageEditResponse>;
  messageDeletionResponse: Same<z.input<typeof messageDeletionResponseSchema>, wire.WireMessageDeletionResponse>;
  uploadRequest: Same<z.input<typeof uploadRequestSchema>, wire.WireUploadRequest>;
  uploadResponse: Same<z.input<typeof uploadResponseSchema>, wire.WireUploadResponse>;
  uploadCompleteRequest: Same<z.input<typeof uploadCompleteRequestSchema>, wire.WireUploadCompleteRequest>;
  uploadCompleteResponse: Same<z.input<typeof uploadCompleteResponseSchema>, wire.WireUploadCompleteResponse>;
  fileResponse: Same<z.input<typeof fileResponseSchema>, wire.WireFileResponse>;
  typingRequest: Same<z.input<typeof typingRequestSchema>, wire.WireTypingRequest>;
  typingResponse: Same<z.input<typeof typingResponseSchema>, wire.WireTypingResponse>;
  endRequest: Same<z.input<typeof endRequestSchema>, wire.WireEndRequest>;
  endResponse: Same<z.input<typeof endResponseSchema>, wire.WireEndResponse>;
  feedbackRequest: Same<z.input<typeof feedbackRequestSchema>, wire.WireFeedbackRequest>;
  feedbackResponse: Same<z.input<typeof feedbackResponseSchema>, wire.WireFeedbackResponse>;
  transcriptRequest: Same<z.input<typeof transcriptRequestSchema>, wire.WireTranscriptRequest>;
  transcriptResponse: Same<z.input<typeof transcriptResponseSchema>, wire.WireTranscriptResponse>;
  conversationsResponse: Same<z.input<typeof conversationsResponseSchema>, wire.WireConversationPage>;
  trackRequest: Same<z.input<typeof trackRequestSchema>, wire.WireTrackRequest>;
  trackResponse: Same<z.input<typeof trackResponseSchema>, wire.WireTrackResponse>;
  consentRequest: Same<z.input<typeof consentRequestSchema>, wire.WireConsentRequest>;
  consentResponse: Same<z.input<typeof consentResponseSchema>, wire.WireConsentResponse>;
  profileRequest: Same<z.input<typeof profileRequestSchema>, wire.WireProfileRequest>;
  profileResponse: Same<z.input<typeof profileResponseSchema>, wire.WireProfileResponse>;
  identifyRequest: Same<z.input<typeof identifyRequestSchema>, wire.WireIdentifyRequest>;
  identifyResponse: Same<z.input<typeof identifyResponseSchema>, wire.WireIdentity>;
  sessionEndRequest: Same<z.input<typeof sessionEndRequestSchema>, wire.WireSessionEndRequest>;
  sessionEndResponse: Same<z.input<typeof sessionEndResponseSchema>, wire.WireSessionEndResponse>;
  exportResponse: Same<z.input<typeof exportResponseSchema>, wire.WireVisitorExport>;
  erasureResponse: Same<z.input<typeof erasureResponseSchema>, wire.WireErasure>;
} = {
  config: true,
  departments: true,
  sessionRequest: true,
  sessionRefreshRequest: true,
  session: true,
  sessionResumeRequest: true,
  sessionResumeResponse: true,
  startRequest: true,
  messageRequest: true,
  message: true,
  messageResponse: true,
  messagePage: true,
  conversation: true,
  sync: true,
  readRequest: true,
  readResponse: true,
  messageEditRequest: true,
  messageEditResponse: true,
  messageDeletionResponse: true,
  uploadRequest: true,
  uploadResponse: true,
  uploadCompleteRequest: true,
  uploadCompleteResponse: true,
  fileResponse: true,
  typingRequest: true,
  typingResponse: true,
  endRequest: true,
  endResponse: true,
  feedbackRequest: true,
  feedbackResponse: true,
  transcriptRequest: true,
  transcriptResponse: true,
  conversationsResponse: true,
  trackRequest: true,
  trackResponse: true,
  consentRequest: true,
  consentResponse: true,
  profileRequest: true,
  profileResponse: true,
  identifyRequest: true,
  identifyResponse: true,
  sessionEndRequest: true,
  sessionEndResponse: true,
  exportResponse: true,
  erasureResponse: true,
};

// A field too few, and an optional one that is required, must be noticed.
const noticed: [Same<{ id: string }, wire.WireAgent>, Same<{ a?: string }, { a: string }>] = [false, false];

describe('the schemas', () => {
  it('describe the same wire as the types of the SDK, which the compiler has checked', () => {
    assert.ok(Object.values(checked).every((same) => same));
    assert.deepEqual(noticed, [false, false]);
  });
});
