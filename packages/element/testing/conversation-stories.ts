import { attachment, everyUpload, withFiles } from './files.ts';
import {
  card,
  config,
  conversation,
  dialogue,
  failed,
  formattedMessage,
  message,
  online,
  question,
  ready,
  sharing,
  suggestion,
  talking,
} from './story-material.ts';
import type { Story } from './story.ts';

const long = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikationsvertriebsleitung ';

/** What a conversation may hold. */
export const conversationStories = {
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
  menu: { view: 'conversation', snapshot: talking, click: 'support-chat-menu button' },
  'proactive-open': {
    view: 'conversation',
    snapshot: { ...ready, proactive: { id: 't1', text: 'Questions about delivery? We are here.', opens: true } },
  },
  ended: { view: 'conversation', snapshot: { ...talking, conversation: { ...conversation, status: 'resolved' } } },
  'ended-nps': {
    view: 'conversation',
    snapshot: {
      ...talking,
      config: { ...config, features: { ...config.features, nps: true } },
      conversation: { ...conversation, id: 'c2', status: 'resolved' },
    },
    click: 'support-chat-ended label:nth-of-type(4)',
  },
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
  limit: {
    view: 'conversation',
    snapshot: { ...talking, config: { ...config, maxMessageLength: 60 } },
    draft: 'This text is a little longer than what one message may hold, so it stays.',
  },
} satisfies Record<string, Story>;
