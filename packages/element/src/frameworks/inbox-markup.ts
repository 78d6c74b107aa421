/** Written by `npm run element:write` from the docstrings of SupportChatInboxElement; not to be edited. */
import type {
  InboxReadyEvent,
  InboxUnreadChangeEvent,
  InboxConversationOpenEvent,
  InboxSignInRequiredEvent,
  InboxErrorEvent,
} from '../inbox/events/inbox-events.ts';
import type { SupportChatInboxElement } from '../inbox/inbox-element.ts';

/** What can be written in HTML. Booleans are there or not. */
export interface SupportChatInboxAttributes {
  /** Base URL of the API: `https://<project>.supabase.co/functions/v1/support-chat`. */
  'api-url'?: SupportChatInboxElement['apiUrl'] | undefined;
  /** Which organization, for people who belong to several; default: the one they joined first. */
  'organization-id'?: SupportChatInboxElement['organizationId'] | undefined;
  /** `auto` follows the system. */
  theme?: SupportChatInboxElement['theme'] | undefined;
  /** Language of the words; default: the page's, else English. */
  lang?: SupportChatInboxElement['lang'] | undefined;
  /** Which way it is laid out; default: that of the language. */
  dir?: SupportChatInboxElement['dir'] | undefined;
  /** The one colour that all others follow from; any CSS colour. */
  accent?: SupportChatInboxElement['accent'] | undefined;
  /** Name at the top; default: the organization's. */
  heading?: SupportChatInboxElement['heading'] | undefined;
}

/** What can be assigned in scripts. */
export interface SupportChatInboxProperties {
  /** An agent's client of the page's own; then `api-url`, `organization-id` and `getAccessToken` do nothing. */
  client?: SupportChatInboxElement['client'] | undefined;
  /** Base URL of the API: `https://<project>.supabase.co/functions/v1/support-chat`. */
  apiUrl?: SupportChatInboxElement['apiUrl'] | undefined;
  /** Which organization, for people who belong to several; default: the one they joined first. */
  organizationId?: SupportChatInboxElement['organizationId'] | undefined;
  /** `auto` follows the system. */
  theme?: SupportChatInboxElement['theme'] | undefined;
  /** Language of the words; default: the page's, else English. */
  lang?: SupportChatInboxElement['lang'] | undefined;
  /** Which way it is laid out; default: that of the language. */
  dir?: SupportChatInboxElement['dir'] | undefined;
  /** The one colour that all others follow from; any CSS colour. */
  accent?: SupportChatInboxElement['accent'] | undefined;
  /** Name at the top; default: the organization's. */
  heading?: SupportChatInboxElement['heading'] | undefined;
  /** Phrases of the page's own, over those of the language. */
  translations?: SupportChatInboxElement['translations'] | undefined;
  /** Gives the access token of whoever is signed in to the page, or null. Asked before each call, and once more, with `true`, when the server did not accept one. */
  getAccessToken?: SupportChatInboxElement['getAccessToken'] | undefined;
}

/** What is told, by name. */
export interface SupportChatInboxEvents {
  /** The server knows who is signed in. */
  'inbox-ready': InboxReadyEvent;
  /** The number of the agent's conversations with something unread changed. */
  'inbox-unread-change': InboxUnreadChangeEvent;
  /** Another conversation is shown, or none. */
  'inbox-conversation-open': InboxConversationOpenEvent;
  /** Nobody is signed in, or the agent asks to sign in. */
  'inbox-sign-in-required': InboxSignInRequiredEvent;
  /** Something went wrong; the agent was told. */
  'inbox-error': InboxErrorEvent;
}
