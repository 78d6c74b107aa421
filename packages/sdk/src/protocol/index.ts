/** The wire protocol: types only, erased from every bundle except for {@link PROTOCOL_VERSION}. */
export { PROTOCOL_VERSION } from './version.ts';
export type { WireError } from './error.ts';
export type {
  WireAgent,
  WireAttachmentRules,
  WireAvailability,
  WireBehavior,
  WireBranding,
  WireDepartment,
  WireDepartmentsResponse,
  WireFeatures,
  WireHours,
  WireLauncher,
  WireLimits,
  WireLocalization,
  WirePrechatConsent,
  WirePrechatFault,
  WirePrechatField,
  WirePrechatFieldKind,
  WirePrechatForm,
  WireRealtimeAddress,
  WireTrigger,
  WireTriggerConditions,
  WireWidgetConfig,
} from './widget-config.ts';
export type {
  WireResumedSession,
  WireSession,
  WireSessionRefreshRequest,
  WireSessionRequest,
  WireSessionResumeRequest,
  WireVisitorContext,
} from './session.ts';
export type { WireConversation, WireConversationStatus } from './conversation.ts';
export type {
  WireAttachment,
  WireMessage,
  WireMessagePage,
  WireMessageRequest,
  WireMessageResponse,
  WireMessageType,
  WirePrechatAnswers,
  WireQuote,
  WireSender,
} from './message.ts';
export type { WireCodeBlock, WireTextEntity, WireTextLink, WireTextStyle } from './text-entity.ts';
export type {
  WireFileResponse,
  WireSignedUpload,
  WireUploadCompleteRequest,
  WireUploadCompleteResponse,
  WireUploadRequest,
  WireUploadResponse,
} from './attachments.ts';
export type { WireQueue, WireReadRequest, WireReadResponse, WireStartRequest, WireSync } from './sync.ts';
export type { WireMessageDeletionResponse, WireMessageEditRequest, WireMessageEditResponse } from './message-change.ts';
export type { WireTeamTyping } from './realtime-event.ts';
export type { WireTypingRequest, WireTypingResponse } from './typing.ts';
export type { WireEndRequest, WireEndResponse } from './conversation-end.ts';
export type { WireFeedbackRequest, WireFeedbackResponse } from './feedback.ts';
export type { WireTranscriptRequest, WireTranscriptResponse } from './transcript.ts';
export type { WireConversationPage, WireExcerpt, WireListedConversation } from './conversation-list.ts';
export type { WireTrackedEvent, WireTrackRequest, WireTrackResponse } from './trail.ts';
export type { WireConsentRequest, WireConsentResponse } from './consent.ts';
export type { WireProfileRequest, WireProfileResponse, WireVisitor } from './profile.ts';
export type { WireIdentifyRequest, WireIdentity } from './identity.ts';
export type { WireSessionEndRequest, WireSessionEndResponse } from './session-end.ts';
export type {
  WireErasure,
  WireExportedAttachment,
  WireExportedConsent,
  WireExportedConversation,
  WireExportedEvent,
  WireExportedSession,
  WireExportedVisitor,
  WireVisitorExport,
} from './visitor-data.ts';
export type { WireRealtimeEvent } from './realtime-event.ts';
