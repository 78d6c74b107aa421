/**
 * Types of `<support-chat>` for JSX: import them once, anywhere in the project, for their effect.
 *
 * ```tsx
 * import '@support-chat/element/define';
 * import type {} from '@support-chat/element/react';
 *
 * <support-chat widget-key="wk_ab12@abcdefgh" user={{ name: 'Ana' }} onchat-opened={() => log('opened')} />
 * ```
 *
 * React 19 sets properties where the element has them and attributes elsewhere, and listens to the event `chat-opened`
 * for `onchat-opened` (https://react.dev/blog/2024/12/05/react-19#support-for-custom-elements), so no wrapper is needed.
 * Nothing here is there at run time.
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { SupportChatElement } from '../support-chat/support-chat.ts';
import type { SupportChatAttributes, SupportChatEvents, SupportChatProperties } from './markup.ts';

/** `<support-chat>` in JSX. */
export type SupportChatProps = Omit<
  DetailedHTMLProps<HTMLAttributes<SupportChatElement>, SupportChatElement>,
  keyof SupportChatProperties
> &
  SupportChatAttributes &
  SupportChatProperties & {
    [Name in keyof SupportChatEvents as `on${Name}`]?: ((event: SupportChatEvents[Name]) => void) | undefined;
  };

declare module 'react' {
  // The name under which React looks for elements.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'support-chat': SupportChatProps;
    }
  }
}
