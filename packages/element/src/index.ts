/**
 * Classes and types of `<support-chat>`. Importing this module registers nothing and touches no browser object, so that
 * it can be imported on a server; `@support-chat/element/define` registers the elements.
 */
export { ComposerElement } from './components/composer/composer.ts';
export { MessageListElement } from './components/message-list/message-list.ts';
export { ChatAvailabilityChangeEvent } from './events/availability-change.ts';
export { ChatBeforeOpenEvent } from './events/before-open.ts';
export { ChatBeforeSendEvent } from './events/before-send.ts';
export { ChatClosedEvent } from './events/closed.ts';
export { ChatConnectionChangeEvent } from './events/connection-change.ts';
export { ChatConsentChangeEvent } from './events/consent-change.ts';
export { ChatConversationEndedEvent } from './events/conversation-ended.ts';
export { ChatConversationStartedEvent } from './events/conversation-started.ts';
export { ChatErrorEvent } from './events/error.ts';
export { ChatFormSubmitEvent } from './events/form-submit.ts';
export { ChatIdentityChangeEvent } from './events/identity-change.ts';
export { ChatLinkClickEvent } from './events/link-click.ts';
export { ChatMessageFailedEvent } from './events/message-failed.ts';
export { ChatMessageReceivedEvent } from './events/message-received.ts';
export { ChatMessageSentEvent } from './events/message-sent.ts';
export { ChatOpenedEvent } from './events/opened.ts';
export { ChatRatingSubmitEvent } from './events/rating-submit.ts';
export { ChatReadyEvent } from './events/ready.ts';
export { ChatTriggerEvent } from './events/trigger.ts';
export { ChatUnreadChangeEvent } from './events/unread-change.ts';
export type { Translation } from './i18n/translation.ts';
export { SupportChatElement } from './support-chat/support-chat.ts';
