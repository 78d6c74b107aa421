/**
 * What the types for frameworks promise, checked by the compiler and never run. A line under `@ts-expect-error` has to
 * be an error: when it becomes allowed, the compiler complains.
 */
import type { JSX } from 'react';
import type { SvelteHTMLElements } from 'svelte/elements';
import type { GlobalComponents } from 'vue';
import type { ChatMessageSentEvent, SupportChatElement } from '@support-chat/element';
import type { SupportChatProps as InReact } from '@support-chat/element/react';
import type { SupportChatProps as InSvelte } from '@support-chat/element/svelte';
import type { SupportChatProps as InVue } from '@support-chat/element/vue';

type VueProps = InstanceType<GlobalComponents['support-chat']>['$props'];
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

/** The frameworks know the tag, and by these types. */
const known: [
  Same<JSX.IntrinsicElements['support-chat'], InReact>,
  Same<SvelteHTMLElements['support-chat'], InSvelte>,
  Same<VueProps, InVue>,
] = [true, true, true];

const onSent = (event: ChatMessageSentEvent): string => event.detail.message.text;
const common = {
  'widget-key': 'wk_ab12@abcdefgh',
  position: 'bottom-start',
  opened: true,
  muted: undefined,
  user: { name: 'Ana', email: 'ana@example.com' },
  identityToken: () => Promise.resolve('token'),
  translations: { team: 'Us' },
} as const;

export const react: InReact = {
  ...common,
  key: 'chat',
  ref: (element: SupportChatElement | null) => element?.open(),
  className: 'chat',
  hidden: false,
  'onchat-message-sent': onSent,
  'onchat-before-open': (event) => event.preventDefault(),
};
export const svelte: InSvelte = { ...common, class: 'chat', 'onchat-message-sent': onSent };
export const vue: VueProps = { ...common, class: 'chat', onChatMessageSent: onSent, onChatBeforeOpen: () => {} };

export const mistakes: [InReact, InReact, InReact, InSvelte, InSvelte, VueProps, VueProps, VueProps] = [
  // @ts-expect-error there is no such corner
  { position: 'middle' },
  // @ts-expect-error the event says something else
  { 'onchat-message-sent': (event: MouseEvent) => event.clientX },
  // @ts-expect-error a name is a text
  { user: { name: 1 } },
  // @ts-expect-error it is there or not
  { opened: 'yes' },
  // @ts-expect-error what the team has written cannot be set
  { unreadCount: 3 },
  // @ts-expect-error there is no such theme
  { theme: 'sepia' },
  // @ts-expect-error Vue writes it in one word
  { 'onchat-message-sent': onSent },
  // @ts-expect-error the event says something else
  { onChatMessageSent: (event: MouseEvent) => event.clientX },
];

export { known };
