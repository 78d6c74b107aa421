export { createSupportChat } from './chat-client.ts';
export type { ChatClientOptions } from './chat-options.ts';
export type { ChatEnvironment } from './chat-environment.ts';
export type {
  Feedback,
  FileAddress,
  IdentityTokenSource,
  OutgoingMessage,
  PrechatAnswers,
  StartOptions,
  SupportChat,
  UploadOptions,
  VisitorProfile,
} from './support-chat.ts';
export type { ChatEventMap } from './events.ts';
export { ChatError, isChatError } from './errors.ts';
export type { ChatErrorCode, ChatErrorOptions, KnownChatErrorCode } from './errors.ts';
export type {
  ChatAttachment,
  ChatAttachmentRules,
  ChatAvailability,
  ChatBehavior,
  ChatConfig,
  ChatConsent,
  ChatConversation,
  ChatConversationList,
  ChatDepartment,
  ChatFeatures,
  ChatHours,
  ChatLauncher,
  ChatListedConversation,
  ChatMessage,
  ChatPerson,
  ChatPrechatConsent,
  ChatPrechatField,
  ChatPrechatForm,
  ChatProactiveMessage,
  ChatQuote,
  ChatSnapshot,
  ChatUpload,
  ChatVisitor,
  ConnectionStatus,
  MessageDelivery,
  UploadState,
} from './store/chat-state.ts';
export { DEFAULT_CONFIG } from './store/config-from-wire.ts';
export { EMPTY_SNAPSHOT } from './store/selectors.ts';
export { takeResumeToken } from './identity/resume-link.ts';
export { parseWidgetKey, resolveApiUrl } from './widget-key.ts';
export type { WidgetKey } from './widget-key.ts';
export type { ChatLogger, ChatLogLevel } from './lib/logger.ts';
export type { Timers } from './lib/timers.ts';
export type { PageSignal, PageSignals } from './connection/page-signals.ts';
export type { PageCookies } from './session/page-cookies.ts';
export type { PageFacts } from './trail/page-facts.ts';
export type { DeviceKind } from './trail/trigger-engine.ts';
export type { FetchLike } from './http/http-client.ts';
export type { KeyValueStorage, StorageMode, StorageScope } from './storage/key-value-storage.ts';
export type { OpenTabChannel, TabChannel, TabMessage, TabNews } from './tabs/tab-channel.ts';
export type { WebLocks } from './tabs/tab-locks.ts';
export type {
  BroadcastMessage,
  CreateRealtimeClient,
  RealtimeChannelLike,
  RealtimeClientLike,
  SystemMessage,
} from './transport/realtime-transport.ts';
export type { PutFile, PutRequest } from './uploads/put-file.ts';
export type { ShrinkPicture } from './uploads/shrink-picture.ts';
export type { WireVisitorContext } from './protocol/session.ts';
export type { WirePrechatFieldKind, WireRealtimeAddress } from './protocol/widget-config.ts';
export type { WireCodeBlock, WireTextEntity, WireTextLink, WireTextStyle } from './protocol/text-entity.ts';
