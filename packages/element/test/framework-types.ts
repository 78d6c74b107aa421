/**
 * What the types for frameworks promise, checked by the compiler and never run. A line under `@ts-expect-error` has to
 * be an error: when it becomes allowed, the compiler complains.
 */
import type { JSX } from 'react';
import type { SvelteHTMLElements } from 'svelte/elements';
import type { GlobalComponents } from 'vue';
import type { ChatMessageSentEvent, SupportChatElement } from '@support-chat/element';
import type { ConsoleSectionChangeEvent } from '../src/console/events/console-events.ts';
import type { InboxUnreadChangeEvent } from '../src/inbox/events/inbox-events.ts';
import type { SupportChatInboxElement } from '@support-chat/element/inbox';
import type {
  SupportChatConsoleProps as ConsoleInReact,
  SupportChatInboxProps as InboxInReact,
  SupportChatProps as InReact,
} from '@support-chat/element/react';
import type {
  SupportChatConsoleProps as ConsoleInSvelte,
  SupportChatInboxProps as InboxInSvelte,
  SupportChatProps as InSvelte,
} from '@support-chat/element/svelte';
import type {
  SupportChatConsoleProps as ConsoleInVue,
  SupportChatInboxProps as InboxInVue,
  SupportChatProps as InVue,
} from '@support-chat/element/vue';

type VuePropsOf<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>['$props'];
type VueProps = VuePropsOf<'support-chat'>;
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

/** The frameworks know the tag, and by these types. */
const known: [
  Same<JSX.IntrinsicElements['support-chat'], InReact>,
  Same<SvelteHTMLElements['support-chat'], InSvelte>,
  Same<VueProps, InVue>,
  Same<JSX.IntrinsicElements['support-chat-inbox'], InboxInReact>,
  Same<SvelteHTMLElements['support-chat-inbox'], InboxInSvelte>,
  Same<VuePropsOf<'support-chat-inbox'>, InboxInVue>,
  Same<JSX.IntrinsicElements['support-chat-console'], ConsoleInReact>,
  Same<SvelteHTMLElements['support-chat-console'], ConsoleInSvelte>,
  Same<VuePropsOf<'support-chat-console'>, ConsoleInVue>,
] = [true, true, true, true, true, true, true, true, true];

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

const onUnread = (event: InboxUnreadChangeEvent): number => event.detail.unreadCount;
const onSection = ({ detail }: ConsoleSectionChangeEvent): string => detail.section;
const team = {
  'api-url': 'https://abcdefgh.supabase.co/functions/v1/support-chat',
  theme: 'dark',
  dir: 'rtl',
  getAccessToken: () => Promise.resolve(null),
} as const;

export const inbox: [InboxInReact, InboxInSvelte, InboxInVue] = [
  {
    ...team,
    ref: (element: SupportChatInboxElement | null) => element?.openConversation('c1'),
    'oninbox-unread-change': onUnread,
  },
  { ...team, class: 'inbox', 'oninbox-unread-change': onUnread },
  { ...team, class: 'inbox', onInboxUnreadChange: onUnread },
];
export const adminConsole: [ConsoleInReact, ConsoleInSvelte, ConsoleInVue] = [
  { ...team, section: 'team', translations: { preview: 'Look' }, 'onconsole-section-change': onSection },
  { ...team, section: 'team', 'onconsole-section-change': onSection },
  { ...team, section: 'team', onConsoleSectionChange: onSection },
];

export const mistakesOfTeams: [InboxInReact, InboxInSvelte, InboxInVue, ConsoleInReact, ConsoleInSvelte, ConsoleInVue] =
  [
    // @ts-expect-error the inbox has no sections
    { section: 'team' },
    // @ts-expect-error the event says something else
    { 'oninbox-unread-change': (event: MouseEvent) => event.clientX },
    // @ts-expect-error Vue writes it in one word
    { 'oninbox-unread-change': onUnread },
    // @ts-expect-error there is no such theme
    { theme: 'sepia' },
    // @ts-expect-error a token is a text
    { getAccessToken: () => 1 },
    // @ts-expect-error the event says something else
    { onConsoleSectionChange: onUnread },
  ];

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
