/**
 * Types of `<support-chat>` for Svelte 5: import them once, anywhere in the project, for their effect.
 *
 * ```svelte
 * <support-chat widget-key="wk_ab12@abcdefgh" user={{ name: 'Ana' }} onchat-opened={onOpened} />
 * ```
 */
import type { HTMLAttributes } from 'svelte/elements';
import type { SupportChatElement } from '../support-chat/support-chat.ts';
import type { SupportChatAttributes, SupportChatEvents, SupportChatProperties } from './markup.ts';

/** `<support-chat>` in a template. */
export type SupportChatProps = Omit<HTMLAttributes<SupportChatElement>, keyof SupportChatProperties> &
  SupportChatAttributes &
  SupportChatProperties & {
    [Name in keyof SupportChatEvents as `on${Name}`]?: ((event: SupportChatEvents[Name]) => void) | undefined;
  };

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'support-chat': SupportChatProps;
  }
}
