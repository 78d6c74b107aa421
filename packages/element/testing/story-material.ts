import {
  ChatError,
  DEFAULT_CONFIG,
  type ChatAvailability,
  type ChatConfig,
  type ChatConversation,
  type ChatConversationList,
  type ChatMessage,
  type ChatSnapshot,
  type MessageDelivery,
  type WireTextEntity,
} from '@support-chat/sdk';
import { hoursUntil } from './prechat-stories.ts';

/** What stories are made of: people, messages and the usual snapshots. */

export const config: ChatConfig = {
  ...DEFAULT_CONFIG,
  name: 'Shop',
  teamName: 'Northwind',
};

export const online: ChatAvailability = {
  status: 'online',
  agents: [
    { name: 'Ana Lopez', avatarUrl: null },
    { name: 'Mika', avatarUrl: null },
    { name: 'Jo Sand', avatarUrl: null },
  ],
  replyTimeMs: 120_000,
};

export const away: ChatAvailability = { ...online, status: 'away', replyTimeMs: null };

export const conversation: ChatConversation = {
  id: 'c1',
  number: 1024,
  status: 'active',
  agent: { name: 'Mika', avatarUrl: null },
  queuePosition: null,
  estimatedWaitMs: null,
};

/** Noon today, so that "today" and "yesterday" hold whenever this runs. */
export const noon = new Date().setHours(12, 0, 0, 0);
export const minute = 60_000;

export function message(
  id: string,
  text: string,
  options: {
    at?: number;
    from?: 'Mika' | 'Ana Lopez' | 'system';
    delivery?: MessageDelivery;
    editedAt?: number;
    deletedAt?: number;
  } = {},
): ChatMessage {
  const { from } = options;
  const kind = from === undefined ? 'visitor' : from === 'system' ? 'system' : 'agent';
  return {
    id,
    seq: 1,
    sender: { kind, name: kind === 'agent' ? (from ?? null) : null, avatarUrl: null },
    type: 'text',
    text,
    content: null,
    attachments: [],
    replyTo: null,
    createdAt: noon + (options.at ?? 0) * minute,
    editedAt: options.editedAt ?? null,
    deletedAt: options.deletedAt ?? null,
    delivery: kind === 'visitor' ? (options.delivery ?? { state: 'seen' }) : null,
  };
}

/** Plain text, or words with the types that are on them, the outer one first; an address is a link. */
export type Piece = string | readonly [string, ...(WireTextEntity['type'] | `http${string}`)[]];

export function formattedMessage(...pieces: Piece[]): ChatMessage {
  let text = '';
  const entities: WireTextEntity[] = [];
  for (const piece of pieces) {
    const [words, ...types] = typeof piece === 'string' ? [piece] : piece;
    for (const type of types) {
      const range = { offset: text.length, length: words.length };
      entities.push(
        type.startsWith('http') ? { type: 'link', url: type, ...range } : ({ type, ...range } as WireTextEntity),
      );
    }
    text += words;
  }
  return { ...message('rich', text, { from: 'Mika', at: 30 }), entities };
}

export const dialogue = [
  message('d0', 'Mika joined the conversation', { from: 'system', at: 0 }),
  message('d1', "Hey! My order says delivered but I don't see it anywhere 😕", { at: 1 }),
  message('d2', 'Order 48213', { at: 1.2 }),
  message('d3', 'Sorry about that, let me look it up for you.', { from: 'Mika', at: 2 }),
  message(
    'd4',
    'The courier left it with your neighbour at no. 14. Here is the proof of delivery: https://northwind.example/proof/48213',
    { from: 'Mika', at: 3 },
  ),
  message('d5', 'Found it, thank you so much!', { at: 6, delivery: { state: 'delivered' } }),
];

export const ready = {
  status: 'ready',
  config,
  availability: online,
  connection: 'live',
} satisfies Partial<ChatSnapshot>;
export const talking = { ...ready, conversation, messages: dialogue } satisfies Partial<ChatSnapshot>;
/** Where files may be sent. */
export const sharing = {
  ...talking,
  config: {
    ...config,
    features: {
      ...config.features,
      attachments: { isEnabled: true, maxBytes: 10_000_000, maxFiles: 5, types: ['image/*', 'application/pdf'] },
    },
  },
} satisfies Partial<ChatSnapshot>;
/** The one that is shown, one with news, and two from before. */
export const listed: ChatConversationList = {
  items: [
    { ...conversation, excerpt: 'Found it, thank you so much!', updatedAt: noon + 6 * minute, unreadCount: 0 },
    {
      ...conversation,
      id: 'c0',
      number: 1017,
      agent: { name: 'Ana Lopez', avatarUrl: null },
      excerpt: 'The blue one is back in stock. Shall I put one aside for you until Saturday?',
      updatedAt: noon - 2 * 1440 * minute,
      unreadCount: 2,
    },
    {
      ...conversation,
      id: 'c-1',
      number: 981,
      status: 'closed',
      excerpt: '',
      updatedAt: noon - 40 * 1440 * minute,
      unreadCount: 0,
    },
    {
      ...conversation,
      id: 'c-2',
      number: 902,
      status: 'resolved',
      agent: null,
      excerpt: 'Danke, das hat geholfen!',
      updatedAt: noon - 90 * 1440 * minute,
      unreadCount: 0,
    },
  ],
  hasMore: true,
  isLoading: false,
};
export const closed = {
  ...ready,
  availability: { ...away, status: 'offline' },
  config: { ...config, hours: hoursUntil(noon + 21 * 60 * minute) },
} satisfies Partial<ChatSnapshot>;
export const failed: MessageDelivery = { state: 'failed', error: new ChatError('rate_limited', 'Too many.') };

export const card: ChatMessage = {
  ...message('k1', 'Order 48213 arrives on Friday: https://northwind.example/48213', { from: 'Mika', at: 3 }),
  type: 'card',
  content: {
    title: 'Order 48213',
    text: 'It left our warehouse this morning and arrives on Friday, 3 pm at the latest.',
    image_url: 'https://northwind.example/parcel.jpg',
    image_alt: 'A parcel on a doorstep',
    buttons: [
      { label: 'Track the parcel', url: 'https://northwind.example/48213' },
      { label: 'Call the courier', url: 'tel:+442079460958' },
      { label: 'Ask for another day', text: 'Can it come on another day?' },
    ],
  },
};

export const suggestion: ChatMessage = {
  ...message('k2', 'Did you find it?', { from: 'Mika', at: 4 }),
  content: {
    quick_replies: [{ label: 'Got it, thanks!' }, { label: "Still can't find it", text: 'I cannot find it.' }],
  },
};

export const question: ChatMessage = {
  ...message('q1', 'Where shall the courier call?', { from: 'Mika', at: 5 }),
  type: 'form',
  content: {
    fields: [
      { name: 'order', label: 'Order number', required: true },
      { name: 'phone', label: 'Phone', kind: 'phone', required: true, placeholder: '+44 20 7946 0958' },
      { name: 'day', label: 'Day', kind: 'select', options: ['Friday', 'Saturday'] },
      { name: 'gift', label: 'It is a gift', kind: 'checkbox' },
    ],
    submit_label: 'Send to the courier',
  },
};
