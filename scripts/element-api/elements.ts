import { SupportChatConsoleElement } from '../../packages/element/src/console/console.ts';
import { SupportChatInboxElement } from '../../packages/element/src/inbox/inbox-element.ts';
import { SupportChatElement } from '../../packages/element/src/support-chat/support-chat.ts';

/** An element that pages use, and where the source says what it has. Paths are within the package. */
export interface ElementSource {
  readonly tagName: string;
  readonly elementClass: Pick<typeof SupportChatElement, 'observedAttributes' | 'elementProperties'> & {
    readonly name: string;
  };
  /** The module of the class. */
  readonly module: string;
  /** The module that registers it. */
  readonly definition: string;
  /** Modules that export the class and its events. */
  readonly entries: readonly string[];
  /** Patterns of modules in which something of its public face is declared, in the order of the manifest. */
  readonly declared: readonly string[];
  /** Patterns of modules in which names of its parts, slots and states stand. */
  readonly drawn: readonly string[];
  /** Patterns of modules in which its custom properties stand. */
  readonly styled: readonly string[];
  /** Patterns of modules that are neither. */
  readonly others: readonly string[];
  /** The module that frameworks' types build on, which is written. */
  readonly markup: string;
  /** The document that has its tables. */
  readonly docs: string;
}

const DESK = ['desk/desk-element.ts', 'desk/toast/*.ts'];

/** The chat is the first: its custom properties are described once, and those of the others are some of them. */
export const ELEMENTS: readonly ElementSource[] = [
  {
    tagName: 'support-chat',
    elementClass: SupportChatElement,
    module: 'src/support-chat/support-chat.ts',
    definition: 'src/define.ts',
    entries: ['src/index.ts'],
    declared: [
      'src/events/*.ts',
      'src/support-chat/support-chat-api.ts',
      'src/support-chat/support-chat.ts',
      'src/index.ts',
    ],
    drawn: ['**/*.ts'],
    styled: ['**/*.ts'],
    others: ['**/*.test.ts', 'loader/**', 'desk/**', 'inbox/**', 'console/**'],
    markup: 'src/frameworks/chat-markup.ts',
    docs: 'docs/element.md',
  },
  {
    tagName: 'support-chat-inbox',
    elementClass: SupportChatInboxElement,
    module: 'src/inbox/inbox-element.ts',
    definition: 'src/define-inbox.ts',
    entries: ['src/define-inbox.ts', 'src/inbox/events/inbox-events.ts'],
    declared: [
      'src/inbox/events/*.ts',
      'src/desk/desk-element.ts',
      'src/inbox/inbox-api.ts',
      'src/inbox/inbox-element.ts',
    ],
    // What its own shadow root holds: the inner elements hand on their parts by `exportparts`.
    drawn: ['inbox/*.ts', ...DESK],
    styled: ['inbox/**/*.ts', 'desk/**/*.ts'],
    others: ['**/*.test.ts'],
    markup: 'src/frameworks/inbox-markup.ts',
    docs: 'docs/inbox.md',
  },
  {
    tagName: 'support-chat-console',
    elementClass: SupportChatConsoleElement,
    module: 'src/console/console.ts',
    definition: 'src/define-console.ts',
    entries: ['src/define-console.ts', 'src/console/events/console-events.ts'],
    declared: ['src/console/events/*.ts', 'src/desk/desk-element.ts', 'src/console/console.ts'],
    drawn: ['console/**/*.ts', 'desk/dialog/*.ts', 'desk/menu/*.ts', 'desk/tabs/*.ts', ...DESK],
    styled: ['console/**/*.ts', 'desk/**/*.ts'],
    others: ['**/*.test.ts', 'console/widget/branding-css.ts'],
    markup: 'src/frameworks/console-markup.ts',
    docs: 'docs/console.md',
  },
];
