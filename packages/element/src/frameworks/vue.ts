/**
 * Types of `<support-chat>`, `<support-chat-inbox>` and `<support-chat-console>` for Vue templates: import them once,
 * anywhere in the project, for their effect. Tell the template compiler that they are no Vue components:
 * `isCustomElement: (tag) => tag.startsWith('support-chat')`.
 *
 * ```vue
 * <support-chat widget-key="wk_ab12@abcdefgh" :user="{ name: 'Ana' }" @chat-opened="onOpened" />
 * ```
 */
import type { HTMLAttributes, ReservedProps } from 'vue';
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

/** `chat-message-sent` becomes `ChatMessageSent`, as in `onChatMessageSent`. */
type Pascal<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Pascal<Rest>}`
  : Capitalize<Name>;

type ElementProps<Attributes, Properties, Events> = Omit<HTMLAttributes & ReservedProps, keyof Properties> &
  Attributes &
  Properties & {
    [Name in keyof Events & string as `on${Pascal<Name>}`]?: ((event: Events[Name]) => void) | undefined;
  };

/** `<support-chat>` in a template. */
export type SupportChatProps = ElementProps<SupportChatAttributes, SupportChatProperties, SupportChatEvents>;

/** `<support-chat-inbox>` in a template. */
export type SupportChatInboxProps = ElementProps<
  SupportChatInboxAttributes,
  SupportChatInboxProperties,
  SupportChatInboxEvents
>;

/** `<support-chat-console>` in a template. */
export type SupportChatConsoleProps = ElementProps<
  SupportChatConsoleAttributes,
  SupportChatConsoleProperties,
  SupportChatConsoleEvents
>;

/** What templates see of each: its props, and the element behind a `ref`. */
type Component<Host extends HTMLElement, Props> = new () => Host & { readonly $props: Props };

/** `<support-chat>` as a component. */
export type SupportChatComponent = Component<SupportChatElement, SupportChatProps>;

/** `<support-chat-inbox>` as a component. */
export type SupportChatInboxComponent = Component<SupportChatInboxElement, SupportChatInboxProps>;

/** `<support-chat-console>` as a component. */
export type SupportChatConsoleComponent = Component<SupportChatConsoleElement, SupportChatConsoleProps>;

declare module 'vue' {
  interface GlobalComponents {
    'support-chat': SupportChatComponent;
    'support-chat-inbox': SupportChatInboxComponent;
    'support-chat-console': SupportChatConsoleComponent;
  }
}
