/** Written by `npm run element:write` from the docstrings of SupportChatElement; not to be edited. */
import type { ChatReadyEvent } from '../events/ready.ts';
import type { ChatBeforeOpenEvent } from '../events/before-open.ts';
import type { ChatOpenedEvent } from '../events/opened.ts';
import type { ChatClosedEvent } from '../events/closed.ts';
import type { ChatBeforeSendEvent } from '../events/before-send.ts';
import type { ChatMessageSentEvent } from '../events/message-sent.ts';
import type { ChatMessageReceivedEvent } from '../events/message-received.ts';
import type { ChatMessageFailedEvent } from '../events/message-failed.ts';
import type { ChatConversationStartedEvent } from '../events/conversation-started.ts';
import type { ChatConversationEndedEvent } from '../events/conversation-ended.ts';
import type { ChatUnreadChangeEvent } from '../events/unread-change.ts';
import type { ChatAvailabilityChangeEvent } from '../events/availability-change.ts';
import type { ChatConnectionChangeEvent } from '../events/connection-change.ts';
import type { ChatIdentityChangeEvent } from '../events/identity-change.ts';
import type { ChatConsentChangeEvent } from '../events/consent-change.ts';
import type { ChatTriggerEvent } from '../events/trigger.ts';
import type { ChatFormSubmitEvent } from '../events/form-submit.ts';
import type { ChatRatingSubmitEvent } from '../events/rating-submit.ts';
import type { ChatLinkClickEvent } from '../events/link-click.ts';
import type { ChatErrorEvent } from '../events/error.ts';
import type { SupportChatElement } from '../support-chat/support-chat.ts';

/** What can be written in HTML. Booleans are there or not. */
export interface SupportChatAttributes {
  /** Which chat: `wk_<id>` or `wk_<id>@<host>`. Public, never a secret. A later change starts over. */
  'widget-key'?: SupportChatElement['widgetKey'] | undefined;
  /** Base URL of the API, when the key does not say it. */
  'api-url'?: SupportChatElement['apiUrl'] | undefined;
  /** Whether the panel is on screen. Setting it skips `chat-before-open` and leaves the focus where it is. */
  opened?: SupportChatElement['opened'] | undefined;
  /** Language of the words; default: the page's, else the widget's, else English. */
  lang?: SupportChatElement['lang'] | undefined;
  /** `floating` in a corner; `inline` as a block of `--support-chat-height`; `page` as high as its container. */
  mode?: SupportChatElement['mode'] | undefined;
  /** The corner that launcher and panel keep to. */
  position?: SupportChatElement['position'] | undefined;
  /** `auto` follows the visitor's system. */
  theme?: SupportChatElement['theme'] | undefined;
  /** `lazy`: when the visitor comes near; `eager`: at once; `manual`: when it is opened. */
  loading?: SupportChatElement['loading'] | undefined;
  /** `none`: the page brings its own button and calls `open()`. */
  launcher?: SupportChatElement['launcher'] | undefined;
  /** `session`: nothing outlives the tab; `memory`: nothing outlives the page. */
  storage?: SupportChatElement['storage'] | undefined;
  /** Whether the visitor has agreed that the chat keeps something on their device. Empty: they need not be asked. `unknown`: the chat asks, and keeps everything in memory until they agree. A site that asks with a banner of its own sets `granted` or `denied` when it knows. */
  consent?: SupportChatElement['consent'] | undefined;
  /** Id or name of the department that conversations begin with. */
  department?: SupportChatElement['department'] | undefined;
  /** The widget's colour before its configuration is there; any CSS colour. Made darker where text on it needs that. */
  accent?: SupportChatElement['accent'] | undefined;
  /** Name of the team; default: the widget's. */
  heading?: SupportChatElement['heading'] | undefined;
  /** Words in the empty text field. */
  placeholder?: SupportChatElement['placeholder'] | undefined;
  /** New messages make no sound. The visitor can change it in the menu. */
  muted?: SupportChatElement['muted'] | undefined;
  /** Says in the console what the chat does. */
  debug?: SupportChatElement['debug'] | undefined;
}

/** What can be assigned in scripts. */
export interface SupportChatProperties {
  /** Which chat: `wk_<id>` or `wk_<id>@<host>`. Public, never a secret. A later change starts over. */
  widgetKey?: SupportChatElement['widgetKey'] | undefined;
  /** Base URL of the API, when the key does not say it. */
  apiUrl?: SupportChatElement['apiUrl'] | undefined;
  /** Whether the panel is on screen. Setting it skips `chat-before-open` and leaves the focus where it is. */
  opened?: SupportChatElement['opened'] | undefined;
  /** Language of the words; default: the page's, else the widget's, else English. */
  lang?: SupportChatElement['lang'] | undefined;
  /** `floating` in a corner; `inline` as a block of `--support-chat-height`; `page` as high as its container. */
  mode?: SupportChatElement['mode'] | undefined;
  /** The corner that launcher and panel keep to. */
  position?: SupportChatElement['position'] | undefined;
  /** `auto` follows the visitor's system. */
  theme?: SupportChatElement['theme'] | undefined;
  /** `lazy`: when the visitor comes near; `eager`: at once; `manual`: when it is opened. */
  loading?: SupportChatElement['loading'] | undefined;
  /** `none`: the page brings its own button and calls `open()`. */
  launcher?: SupportChatElement['launcher'] | undefined;
  /** `session`: nothing outlives the tab; `memory`: nothing outlives the page. */
  storage?: SupportChatElement['storage'] | undefined;
  /** Whether the visitor has agreed that the chat keeps something on their device. Empty: they need not be asked. `unknown`: the chat asks, and keeps everything in memory until they agree. A site that asks with a banner of its own sets `granted` or `denied` when it knows. */
  consent?: SupportChatElement['consent'] | undefined;
  /** Id or name of the department that conversations begin with. */
  department?: SupportChatElement['department'] | undefined;
  /** The widget's colour before its configuration is there; any CSS colour. Made darker where text on it needs that. */
  accent?: SupportChatElement['accent'] | undefined;
  /** Name of the team; default: the widget's. */
  heading?: SupportChatElement['heading'] | undefined;
  /** Words in the empty text field. */
  placeholder?: SupportChatElement['placeholder'] | undefined;
  /** New messages make no sound. The visitor can change it in the menu. */
  muted?: SupportChatElement['muted'] | undefined;
  /** Says in the console what the chat does. */
  debug?: SupportChatElement['debug'] | undefined;
  /** Phrases of the page's own, over those of the language. */
  translations?: SupportChatElement['translations'] | undefined;
  /** Who the visitor is, as far as the page believes without proof. Told once there is a session; null says nothing. */
  user?: SupportChatElement['user'] | undefined;
  /** Who the visitor is, in the words of the site's server: an identity token, or better a function that fetches one. A function that replaces another one is asked from then on, without anything being told anew. Null after a token: they have logged out there, so they are logged out here. */
  identityToken?: SupportChatElement['identityToken'] | undefined;
  /** What agents see of the visitor's surroundings, over what the page tells by itself (address, title, language …). */
  context?: SupportChatElement['context'] | undefined;
  /** The headless client; null until it is needed. Set it to share one that the page made: it stays the page's. */
  client?: SupportChatElement['client'] | undefined;
}

/** What is told, by name. */
export interface SupportChatEvents {
  /** The configuration is there. */
  'chat-ready': ChatReadyEvent;
  /** The panel is about to open. */
  'chat-before-open': ChatBeforeOpenEvent;
  /** The panel is on screen. */
  'chat-opened': ChatOpenedEvent;
  /** The panel is no longer on screen. */
  'chat-closed': ChatClosedEvent;
  /** The visitor wants to send. */
  'chat-before-send': ChatBeforeSendEvent;
  /** The server has a message of the visitor. */
  'chat-message-sent': ChatMessageSentEvent;
  /** Somebody else wrote. */
  'chat-message-received': ChatMessageReceivedEvent;
  /** A message was refused for good. */
  'chat-message-failed': ChatMessageFailedEvent;
  /** A new conversation reached the server. */
  'chat-conversation-started': ChatConversationStartedEvent;
  /** The team, or the visitor, is done with a conversation. */
  'chat-conversation-ended': ChatConversationEndedEvent;
  /** The number of unread messages changed. */
  'chat-unread-change': ChatUnreadChangeEvent;
  /** Somebody of the team came or the last one left. */
  'chat-availability-change': ChatAvailabilityChangeEvent;
  /** The connection changed its state. */
  'chat-connection-change': ChatConnectionChangeEvent;
  /** What is known of the visitor changed. */
  'chat-identity-change': ChatIdentityChangeEvent;
  /** The visitor has decided about storage and tracking. */
  'chat-consent-change': ChatConsentChangeEvent;
  /** One of the team's triggers has struck. */
  'chat-trigger': ChatTriggerEvent;
  /** The form before the chat was filled in. */
  'chat-form-submit': ChatFormSubmitEvent;
  /** The visitor has said what they think of a conversation. */
  'chat-rating-submit': ChatRatingSubmitEvent;
  /** A link in a message was clicked. */
  'chat-link-click': ChatLinkClickEvent;
  /** Something went wrong. */
  'chat-error': ChatErrorEvent;
}
