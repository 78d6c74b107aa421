/** Written by `npm run element:write` from the docstrings of SupportChatConsoleElement; not to be edited. */
import type {
  ConsoleReadyEvent,
  ConsoleSavedEvent,
  ConsoleErrorEvent,
  ConsoleSignInRequiredEvent,
  ConsoleSectionChangeEvent,
} from '../console/events/console-events.ts';
import type { SupportChatConsoleElement } from '../console/console.ts';

/** What can be written in HTML. Booleans are there or not. */
export interface SupportChatConsoleAttributes {
  /** What is open: `widgets`, `widgets/<id>`, `widgets/<id>/appearance`, `departments`, `team`, `replies`, `telegram`, `analytics`, `audit`, `organization` or `visitors`. Set it to go there; unsaved changes are asked about first. */
  section?: SupportChatConsoleElement['section'] | undefined;
  /** Base URL of the API: `https://<project>.supabase.co/functions/v1/support-chat`. */
  'api-url'?: SupportChatConsoleElement['apiUrl'] | undefined;
  /** Which organization, for people who belong to several; default: the one they joined first. */
  'organization-id'?: SupportChatConsoleElement['organizationId'] | undefined;
  /** `auto` follows the system. */
  theme?: SupportChatConsoleElement['theme'] | undefined;
  /** Language of the words; default: the page's, else English. */
  lang?: SupportChatConsoleElement['lang'] | undefined;
  /** Which way it is laid out; default: that of the language. */
  dir?: SupportChatConsoleElement['dir'] | undefined;
  /** The one colour that all others follow from; any CSS colour. */
  accent?: SupportChatConsoleElement['accent'] | undefined;
  /** Name at the top; default: the organization's. */
  heading?: SupportChatConsoleElement['heading'] | undefined;
}

/** What can be assigned in scripts. */
export interface SupportChatConsoleProperties {
  /** What is open: `widgets`, `widgets/<id>`, `widgets/<id>/appearance`, `departments`, `team`, `replies`, `telegram`, `analytics`, `audit`, `organization` or `visitors`. Set it to go there; unsaved changes are asked about first. */
  section?: SupportChatConsoleElement['section'] | undefined;
  /** A client of the page's own; default: one for `api-url`, `organization-id` and `getAccessToken`. */
  client?: SupportChatConsoleElement['client'] | undefined;
  /** Base URL of the API: `https://<project>.supabase.co/functions/v1/support-chat`. */
  apiUrl?: SupportChatConsoleElement['apiUrl'] | undefined;
  /** Which organization, for people who belong to several; default: the one they joined first. */
  organizationId?: SupportChatConsoleElement['organizationId'] | undefined;
  /** `auto` follows the system. */
  theme?: SupportChatConsoleElement['theme'] | undefined;
  /** Language of the words; default: the page's, else English. */
  lang?: SupportChatConsoleElement['lang'] | undefined;
  /** Which way it is laid out; default: that of the language. */
  dir?: SupportChatConsoleElement['dir'] | undefined;
  /** The one colour that all others follow from; any CSS colour. */
  accent?: SupportChatConsoleElement['accent'] | undefined;
  /** Name at the top; default: the organization's. */
  heading?: SupportChatConsoleElement['heading'] | undefined;
  /** Phrases of the page's own, over those of the language. */
  translations?: SupportChatConsoleElement['translations'] | undefined;
  /** Gives the access token of whoever is signed in to the page, or null. Asked before each call, and once more, with `true`, when the server did not accept one. */
  getAccessToken?: SupportChatConsoleElement['getAccessToken'] | undefined;
}

/** What is told, by name. */
export interface SupportChatConsoleEvents {
  /** Somebody is signed in who may be here. */
  'console-ready': ConsoleReadyEvent;
  /** Something was changed, and the server has it. */
  'console-saved': ConsoleSavedEvent;
  /** Something went wrong. */
  'console-error': ConsoleErrorEvent;
  /** Nobody is signed in, or not any more. */
  'console-sign-in-required': ConsoleSignInRequiredEvent;
  /** Somebody went to another section. */
  'console-section-change': ConsoleSectionChangeEvent;
}
