import type { AgentConversationDetails, AgentMessage, AgentThread, AgentVisitor } from '@support-chat/sdk/agent';
import { conversation, message, minute, now, own } from './examples.ts';

const byAna = { sender: { kind: 'agent', name: 'Ana Lopez', avatarUrl: null }, agentId: 'ana' } as const;

export const visitor: AgentVisitor = {
  id: 'v-c1',
  externalId: 'customer-48213',
  name: 'Robin Vale',
  email: 'robin@example.com',
  phone: '+49 30 1234567',
  avatarUrl: null,
  locale: 'de-DE',
  traits: { plan: 'Plus', orders: 12, newsletter: true },
  context: {},
  consent: 'granted',
  identifiedAt: now - 90 * minute,
  bannedAt: null,
  bannedUntil: null,
  banReason: null,
  createdAt: now - 40 * 24 * 60 * minute,
  lastSeenAt: now,
};

export const details: AgentConversationDetails = {
  conversation: conversation('c1', {
    subject: 'Parcel says delivered',
    tags: ['delivery', 'vip'],
    readSeq: 4,
    unreadCount: 2,
    waitingSince: now - 3 * minute,
  }),
  visitor,
  department: { id: 'd1', name: 'Orders' },
  assignments: [
    {
      agent: { id: 'ana', name: 'Ana Lopez' },
      reason: 'claim',
      startedAt: now - 50 * minute,
      endedAt: now - 40 * minute,
      endedReason: 'transfer',
    },
    {
      agent: { id: 'mika', name: 'Mika' },
      reason: 'transfer',
      startedAt: now - 40 * minute,
      endedAt: null,
      endedReason: null,
    },
  ],
  context: {
    page_url: 'https://www.harbor-goods.example/orders/48213',
    page_title: 'Your order 48213',
    referrer: 'https://search.example/',
    time_zone: 'Europe/Berlin',
    device: 'Phone',
    screen: '390 × 844',
  },
  prechat: { topic: 'Delivery', order_number: '48213' },
  requiredSkills: [],
  claimedAt: now - 50 * minute,
  firstResponseAt: now - 48 * minute,
  escalatedAt: null,
  reopenedCount: 0,
  endedBy: null,
  ratingComment: null,
  nps: null,
  waitSeconds: 95,
  firstResponseSeconds: 140,
  resolutionSeconds: null,
};

export const messages: readonly AgentMessage[] = [
  message('m1', 'Hey! My order says delivered but I don’t see it anywhere 😕', { createdAt: now - 50 * minute }),
  message('m2', 'Order 48213', { createdAt: now - 50 * minute }),
  message('s3', 'Ana Lopez handed the conversation over to Mika', {
    seq: 3,
    sender: { kind: 'system', name: null, avatarUrl: null },
    createdAt: now - 41 * minute,
  }),
  message('n4', 'Courier left it at no. 14, see the proof. Please tell them kindly, it happened before.', {
    ...byAna,
    isInternal: true,
    createdAt: now - 40 * minute,
  }),
  own('m5', 'Sorry about that, let me look it up for you.', { createdAt: now - 20 * minute }),
  own('m6', 'The courier left it with your neighbour at no. 14.', {
    createdAt: now - 20 * minute,
    entities: [{ type: 'bold', offset: 43, length: 6 }],
    editedAt: now - 19 * minute,
  }),
  message('m7', 'Ah, let me ask my neighbour!', {
    createdAt: now - 3 * minute,
    replyTo: { id: 'm6', sender: 'agent', name: 'Mika', text: 'The courier left it with your neighbour at no. 14.' },
  }),
  message('m8', 'Found it, thank you so much', { createdAt: now - 2 * minute }),
];

export const thread: AgentThread = {
  conversationId: 'c1',
  details,
  messages,
  hasOlder: false,
  isLoading: false,
  isLoadingOlder: false,
  error: null,
  visitorIsTyping: false,
  otherAgentsTyping: [],
  readSeq: 6,
  visitorReadSeq: 6,
  trail: null,
};

export const queuedThread: AgentThread = {
  ...thread,
  conversationId: 'c6',
  messages: messages.slice(0, 2),
  readSeq: 2,
  details: {
    ...details,
    conversation: { ...details.conversation, id: 'c6', status: 'queued', agent: null, subject: null, unreadCount: 0 },
    assignments: [],
  },
};

/** A thread of any length, as long ones are. */
export function longThread(count: number): AgentThread {
  const many = Array.from({ length: count }, (_, index) => {
    const make = index % 3 === 0 ? own : message;
    return make(`m${index + 1}`, `Message ${index + 1}. ${'It goes on for a while. '.repeat(index % 4)}`, {
      createdAt: now - (count - index) * 2 * minute,
    });
  });
  return { ...thread, messages: many, readSeq: count };
}
