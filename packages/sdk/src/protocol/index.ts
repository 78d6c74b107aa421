/** The wire protocol: types only, erased from every bundle except for {@link PROTOCOL_VERSION}. */
export { PROTOCOL_VERSION } from './version.ts';
export type { WireError } from './error.ts';
export type {
  WireAgent,
  WireAvailability,
  WireBranding,
  WireDepartment,
  WireRealtimeAddress,
  WireWidgetConfig,
} from './widget-config.ts';
export type { WireSession, WireSessionRefreshRequest, WireSessionRequest, WireVisitorContext } from './session.ts';
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
export type { WireReadRequest, WireReadResponse, WireStartRequest, WireSync } from './sync.ts';
export type { WireRealtimeEvent } from './realtime-event.ts';
