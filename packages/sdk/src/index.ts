export { createSupportChat } from './chat-client.ts';
export type { ChatClientOptions } from './chat-options.ts';
export type { ChatEnvironment } from './chat-environment.ts';
export type { SupportChat } from './support-chat.ts';
export type { ChatEventMap } from './events.ts';
export { ChatError, isChatError } from './errors.ts';
export type { ChatErrorCode, ChatErrorOptions, KnownChatErrorCode } from './errors.ts';
export type {
  ChatAvailability,
  ChatConfig,
  ChatConversation,
  ChatMessage,
  ChatPerson,
  ChatSnapshot,
  ConnectionStatus,
  MessageDelivery,
} from './store/chat-state.ts';
export { parseWidgetKey, resolveApiUrl } from './widget-key.ts';
export type { WidgetKey } from './widget-key.ts';
export type { ChatLogger, ChatLogLevel } from './lib/logger.ts';
export type { Timers } from './lib/timers.ts';
export type { PageSignal, PageSignals } from './connection/page-signals.ts';
export type { FetchLike } from './http/http-client.ts';
export type { KeyValueStorage, StorageMode, StorageScope } from './storage/key-value-storage.ts';
export type { OpenTabChannel, TabChannel, TabMessage, TabNews } from './tabs/tab-channel.ts';
export type { WebLocks } from './tabs/tab-locks.ts';
export type { CreateRealtimeClient, RealtimeChannelLike, RealtimeClientLike } from './transport/realtime-transport.ts';
export type { WireVisitorContext } from './protocol/session.ts';
export type { WireCodeBlock, WireTextEntity, WireTextLink, WireTextStyle } from './protocol/text-entity.ts';
export type { WireRealtimeAddress } from './protocol/widget-config.ts';
