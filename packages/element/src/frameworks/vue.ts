/**
 * Types of `<support-chat>` for Vue templates: import them once, anywhere in the project, for their effect. Tell the
 * template compiler that it is no Vue component: `isCustomElement: (tag) => tag === 'support-chat'`.
 *
 * ```vue
 * <support-chat widget-key="wk_ab12@abcdefgh" :user="{ name: 'Ana' }" @chat-opened="onOpened" />
 * ```
 */
import type { HTMLAttributes, ReservedProps } from 'vue';
import type { SupportChatElement } from '../support-chat/support-chat.ts';
import type { SupportChatAttributes, SupportChatEvents, SupportChatProperties } from './markup.ts';

/** `chat-message-sent` becomes `ChatMessageSent`, as in `onChatMessageSent`. */
type Pascal<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Pascal<Rest>}`
  : Capitalize<Name>;

/** `<support-chat>` in a template. */
export type SupportChatProps = Omit<HTMLAttributes & ReservedProps, keyof SupportChatProperties> &
  SupportChatAttributes &
  SupportChatProperties & {
    [Name in keyof SupportChatEvents as `on${Pascal<Name>}`]?: ((event: SupportChatEvents[Name]) => void) | undefined;
  };

/** What templates see of it: its props, and the element behind a `ref`. */
export type SupportChatComponent = new () => SupportChatElement & { readonly $props: SupportChatProps };

declare module 'vue' {
  interface GlobalComponents {
    'support-chat': SupportChatComponent;
  }
}
