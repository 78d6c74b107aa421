/**
 * Types of `<support-chat>`, `<support-chat-inbox>` and `<support-chat-console>` for Svelte 5: import them once, anywhere
 * in the project, for their effect.
 *
 * ```svelte
 * <support-chat widget-key="wk_ab12@abcdefgh" user={{ name: 'Ana' }} onchat-opened={onOpened} />
 * ```
 */
import type { HTMLAttributes } from 'svelte/elements';
import type { SupportChatConsoleElement } from '../console/console.ts';
import type { SupportChatInboxElement } from '../inbox/inbox-element.ts';
import type { SupportChatElement } from '../support-chat/support-chat.ts';
import type { SupportChatAttributes, SupportChatEvents, SupportChatProperties } from './chat-markup.ts';
import type {
  SupportChatConsoleAttributes,
  SupportChatConsoleEvents,
  SupportChatConsoleProperties,
} from './console-markup.ts';
import type { SupportChatInboxAttributes, SupportChatInboxEvents, SupportChatInboxProperties } from './inbox-markup.ts';

type ElementProps<Host extends HTMLElement, Attributes, Properties, Events> = Omit<
  HTMLAttributes<Host>,
  keyof Properties
> &
  Attributes &
  Properties & {
    [Name in keyof Events & string as `on${Name}`]?: ((event: Events[Name]) => void) | undefined;
  };

/** `<support-chat>` in a template. */
export type SupportChatProps = ElementProps<
  SupportChatElement,
  SupportChatAttributes,
  SupportChatProperties,
  SupportChatEvents
>;

/** `<support-chat-inbox>` in a template. */
export type SupportChatInboxProps = ElementProps<
  SupportChatInboxElement,
  SupportChatInboxAttributes,
  SupportChatInboxProperties,
  SupportChatInboxEvents
>;

/** `<support-chat-console>` in a template. */
export type SupportChatConsoleProps = ElementProps<
  SupportChatConsoleElement,
  SupportChatConsoleAttributes,
  SupportChatConsoleProperties,
  SupportChatConsoleEvents
>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'support-chat': SupportChatProps;
    'support-chat-inbox': SupportChatInboxProps;
    'support-chat-console': SupportChatConsoleProps;
  }
}
