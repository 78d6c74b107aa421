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
import { attachment, everyUpload, withFiles } from './files.ts';
import { departments, everyKind, form, hoursUntil } from './prechat-stories.ts';

/** Snapshots that tests and the gallery share: each is a moment that a visitor may meet. */

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
};

/** Noon today, so that "today" and "yesterday" hold whenever this runs. */
const noon = new Date().setHours(12, 0, 0, 0);
const minute = 60_000;

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

const dialogue = [
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

const ready = { status: 'ready', config, availability: online, connection: 'live' } satisfies Partial<ChatSnapshot>;
const talking = { ...ready, conversation, messages: dialogue } satisfies Partial<ChatSnapshot>;
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
const closed = {
  ...ready,
  availability: { ...away, status: 'offline' },
  config: { ...config, hours: hoursUntil(noon + 21 * 60 * minute) },
} satisfies Partial<ChatSnapshot>;
const failed: MessageDelivery = { state: 'failed', error: new ChatError('rate_limited', 'Too many.') };

export interface Story {
  readonly snapshot: Partial<ChatSnapshot>;
  readonly view: 'home' | 'conversation' | 'closed';
  readonly draft?: string;
  readonly lang?: string;
  /** Of the element. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** What is clicked once everything is there, by its selector in the element. */
  readonly click?: string;
}

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

/** At the end of the start page. */
const TO_LIST = '.cards > :last-child';

const long = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikationsvertriebsleitung ';

export const stories = {
  home: { view: 'home', snapshot: { ...ready, connection: 'idle' } },
  away: { view: 'home', snapshot: { ...ready, availability: away, connection: 'idle' } },
  returning: {
    view: 'home',
    snapshot: {
      ...talking,
      messages: [
        ...dialogue,
        message('n1', 'Your new card is on its way, it should arrive on Friday.', { from: 'Mika', at: 40 }),
      ],
      unreadCount: 2,
    },
  },
  list: { view: 'home', snapshot: { ...talking, conversations: listed }, click: TO_LIST },
  'list-loading': { view: 'home', snapshot: talking, click: TO_LIST },
  'list-empty': {
    view: 'home',
    snapshot: { ...talking, conversations: { items: [], hasMore: false, isLoading: false } },
    click: TO_LIST,
  },
  known: {
    view: 'home',
    snapshot: {
      ...ready,
      visitor: { id: 'v1', externalId: '7', name: 'Robin', email: null, phone: null, avatarUrl: null, traits: {} },
      connection: 'idle',
    },
  },
  loading: { view: 'home', snapshot: { status: 'loading' } },
  failed: {
    view: 'home',
    snapshot: { status: 'failed', error: new ChatError('network_unavailable', 'No.', { retryable: true }) },
  },
  unavailable: { view: 'home', snapshot: { status: 'failed', error: new ChatError('widget_disabled', 'No.') } },
  badge: { view: 'closed', snapshot: { ...talking, unreadCount: 2 } },
  empty: { view: 'conversation', snapshot: { ...ready, connection: 'idle' } },
  conversation: { view: 'conversation', snapshot: talking },
  formatted: {
    view: 'conversation',
    snapshot: {
      ...talking,
      messages: [
        ...dialogue.slice(1, 4),
        formattedMessage(
          'It is ',
          ['ready', 'bold'],
          ' at ',
          ['the counter', 'https://northwind.example/counter'],
          '. ',
          ['Bring a', 'italic'],
          ' ',
          ['big', 'italic', 'underline'],
          ' bag, ',
          ['not', 'strikethrough'],
          ' a box. The code is ',
          ['4711', 'spoiler'],
          '.\n',
          ['Anything else?\nI asked before.', 'blockquote'],
          '\nTo print the label, run ',
          ['lp label.pdf', 'code'],
          ' or\n',
          ['curl https://northwind.example/labels/48213.pdf \\\n  | lp -d counter', 'pre'],
          '\nThank you!',
        ),
      ],
    },
  },
  files: {
    view: 'conversation',
    snapshot: {
      ...sharing,
      messages: [
        withFiles(
          message('p1', 'This is how it arrived.', { at: 1 }),
          attachment('a1', 'parcel.png', 'image/png', { width: 1600, height: 1066 }),
        ),
        withFiles(
          message('p2', 'Oh no. Please sign this one, then we send another.', { from: 'Mika', at: 2 }),
          attachment('a2', 'Claim form 48213 for Northwind and the courier.pdf', 'application/pdf'),
          attachment('a3', 'stamp.png', 'image/png', { width: 400, height: 620 }),
        ),
        withFiles(
          message('p3', '', { at: 4 }),
          attachment('a4', 'Voice message.ogg', 'audio/ogg', { durationMs: 72_000 }),
        ),
      ],
    },
  },
  quoting: {
    view: 'conversation',
    snapshot: {
      ...talking,
      messages: [
        ...dialogue.slice(1, 4),
        {
          ...message('q1', 'Yes, that one. It was ordered on Monday.', { at: 5 }),
          replyTo: { id: 'd3', sender: 'agent', name: 'Mika', text: 'Sorry about that, let me look it up for you.' },
        },
        {
          ...message('q2', 'Found it!', { from: 'Mika', at: 6 }),
          replyTo: { id: 'd2', sender: 'visitor', name: null, text: 'Order 48213' },
        },
      ],
    },
  },
  attaching: {
    view: 'conversation',
    snapshot: { ...sharing, uploads: everyUpload() },
    draft: 'Here you are',
  },
  emoji: { view: 'conversation', snapshot: sharing, draft: 'Thank you', click: 'support-chat-composer .pick' },
  rich: { view: 'conversation', snapshot: { ...talking, messages: [...dialogue.slice(1, 3), card, suggestion] } },
  form: { view: 'conversation', snapshot: { ...talking, messages: [...dialogue.slice(1, 3), question] } },
  'form-answered': {
    view: 'conversation',
    snapshot: {
      ...talking,
      messages: [
        question,
        {
          ...message('q2', 'Order number: 48213\nPhone: +44 20 7946 0958', { at: 9 }),
          replyTo: { id: 'q1', sender: 'agent', name: 'Mika', text: question.text },
        },
      ],
    },
  },
  unread: {
    view: 'conversation',
    snapshot: { ...talking, messages: dialogue.slice(0, 5), unreadCount: 2 },
  },
  typing: { view: 'conversation', snapshot: { ...talking, typing: { name: 'Mika', avatarUrl: null } } },
  history: { view: 'conversation', snapshot: { ...talking, messages: [], isLoadingMessages: true } },
  offline: {
    view: 'conversation',
    snapshot: {
      ...talking,
      connection: 'offline',
      messages: [
        ...dialogue,
        message('o1', 'Ah, let me ask her!', { at: 12, delivery: { state: 'queued' } }),
        message('o2', 'One moment', { at: 12.5, delivery: { state: 'queued' } }),
      ],
    },
    draft: 'Found it',
  },
  refused: {
    view: 'conversation',
    snapshot: {
      ...talking,
      messages: [
        ...dialogue,
        message('f1', 'Hello?', { at: 12, delivery: failed }),
        message('f2', 'Is anybody there?', { at: 12.1, delivery: { state: 'queued' } }),
      ],
    },
  },
  ended: { view: 'conversation', snapshot: { ...talking, conversation: { ...conversation, status: 'resolved' } } },
  'ended-home': { view: 'home', snapshot: { ...talking, conversation: { ...conversation, status: 'resolved' } } },
  'ended-nps': {
    view: 'conversation',
    snapshot: {
      ...talking,
      config: { ...config, features: { ...config.features, nps: true } },
      conversation: { ...conversation, id: 'c2', status: 'resolved' },
    },
    click: 'support-chat-ended label:nth-of-type(4)',
  },
  menu: { view: 'conversation', snapshot: talking, click: 'support-chat-menu button' },
  consent: { view: 'conversation', snapshot: { ...ready, connection: 'idle' }, attributes: { consent: 'unknown' } },
  proactive: {
    view: 'closed',
    snapshot: { ...ready, proactive: { id: 't1', text: 'Questions about delivery? We are here.', opens: false } },
  },
  'proactive-open': {
    view: 'conversation',
    snapshot: { ...ready, proactive: { id: 't1', text: 'Questions about delivery? We are here.', opens: true } },
  },
  memory: { view: 'conversation', snapshot: { ...talking, storage: 'memory' } },
  extremes: {
    view: 'conversation',
    snapshot: {
      ...talking,
      messages: [
        message('x0', 'Yesterday', { from: 'Ana Lopez', at: -1440 }),
        message('x1', 'a'.repeat(200), { at: 0 }),
        message('x2', '🎉', { at: 1 }),
        message('x3', '👍🏽❤️', { from: 'Mika', at: 2 }),
        message('x4', 'すみません、注文がまだ届いていません。確認していただけますか？', { at: 3 }),
        message('x5', 'مرحبا، أين طلبي؟ Order 48213', { from: 'Mika', at: 4 }),
        message('x6', 'Gone', { from: 'Mika', at: 4.2, deletedAt: 1 }),
        message('x7', 'Line one\nLine two\n\n  indented', { from: 'Mika', at: 4.4, editedAt: 1 }),
        message('x8', 'ok', { at: 6, delivery: { state: 'sent' } }),
      ],
    },
  },
  novel: {
    view: 'conversation',
    snapshot: {
      ...talking,
      messages: [
        message('l1', 'The parcel came, but not as I had hoped. '.repeat(100).slice(0, 4000), { at: 0 }),
        message('l2', 'That is a lot.', { from: 'Mika', at: 1 }),
      ],
    },
  },
  german: {
    view: 'conversation',
    lang: 'de',
    snapshot: {
      ...talking,
      availability: { ...online, replyTimeMs: 5_400_000 },
      conversation: { ...conversation, agent: { name: 'Maximiliane von Hohenzollern-Sigmaringen', avatarUrl: null } },
      connection: 'offline',
      messages: [
        message('g1', long.repeat(3), { at: 0 }),
        message('g2', `Guten Tag! ${long}`, { from: 'Ana Lopez', at: 1 }),
        message('g3', 'Noch da?', { at: 9, delivery: failed }),
      ],
    },
    draft: 'Vielen Dank für Ihre schnelle Antwort',
  },
  'german-home': { view: 'home', lang: 'de', snapshot: { ...ready } },
  promise: {
    view: 'home',
    snapshot: {
      ...ready,
      config: { ...config, behavior: { ...config.behavior, responsePromise: 'We answer within an hour.' } },
    },
  },
  closed: { view: 'home', snapshot: { ...closed, connection: 'idle' } },
  'closed-empty': { view: 'conversation', snapshot: { ...closed, connection: 'idle' } },
  'closed-waiting': {
    view: 'conversation',
    snapshot: {
      ...closed,
      conversation: { ...conversation, status: 'queued', agent: null },
      messages: [message('w1', 'Where is my order?', { delivery: { state: 'sent' } })],
    },
  },
  prechat: {
    view: 'conversation',
    snapshot: { ...ready, config: { ...config, prechat: form }, needsPrechat: true, connection: 'idle' },
  },
  'prechat-german': {
    view: 'conversation',
    lang: 'de',
    snapshot: { ...ready, config: { ...config, prechat: { ...form, title: null } }, needsPrechat: true },
  },
  'prechat-kinds': {
    view: 'conversation',
    snapshot: { ...ready, config: { ...config, prechat: everyKind, departments }, connection: 'idle' },
  },
  departments: { view: 'conversation', snapshot: { ...ready, config: { ...config, departments }, connection: 'idle' } },
  limit: {
    view: 'conversation',
    snapshot: { ...talking, config: { ...config, maxMessageLength: 60 } },
    draft: 'This text is a little longer than what one message may hold, so it stays.',
  },
} satisfies Record<string, Story>;
