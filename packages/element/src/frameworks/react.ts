/**
 * Types of `<support-chat>`, `<support-chat-inbox>` and `<support-chat-console>` for JSX: import them once, anywhere in
 * the project, for their effect.
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
  DetailedHTMLProps<HTMLAttributes<Host>, Host>,
  keyof Properties
> &
  Attributes &
  Properties & {
    [Name in keyof Events & string as `on${Name}`]?: ((event: Events[Name]) => void) | undefined;
  };

/** `<support-chat>` in JSX. */
export type SupportChatProps = ElementProps<
  SupportChatElement,
  SupportChatAttributes,
  SupportChatProperties,
  SupportChatEvents
>;

/** `<support-chat-inbox>` in JSX. */
export type SupportChatInboxProps = ElementProps<
  SupportChatInboxElement,
  SupportChatInboxAttributes,
  SupportChatInboxProperties,
  SupportChatInboxEvents
>;

/** `<support-chat-console>` in JSX. */
export type SupportChatConsoleProps = ElementProps<
  SupportChatConsoleElement,
  SupportChatConsoleAttributes,
  SupportChatConsoleProperties,
  SupportChatConsoleEvents
>;

declare module 'react' {
  // The name under which React looks for elements.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'support-chat': SupportChatProps;
      'support-chat-inbox': SupportChatInboxProps;
      'support-chat-console': SupportChatConsoleProps;
    }
  }
}
