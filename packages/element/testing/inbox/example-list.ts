import type { AgentConversation } from '@support-chat/sdk/agent';
import { details } from './example-thread.ts';
import { conversation, minute, now } from './examples.ts';

export const conversations: readonly AgentConversation[] = [
  details.conversation,
  conversation('c2', {
    number: 1031,
    visitorName: 'Sam Okoro',
    priority: 'urgent',
    unreadCount: 3,
    lastSeq: 3,
    readSeq: 0,
    waitingSince: now - 9 * minute,
    lastMessageAt: now - 9 * minute,
    lastMessage: {
      seq: 3,
      sender: 'visitor',
      senderName: null,
      type: 'text',
      text: 'My card was charged twice, can somebody look at this please?',
      createdAt: now,
    },
  }),
  conversation('c3', {
    number: 1029,
    visitorName: null,
    visitorIsTyping: true,
    lastMessageAt: now - 30 * minute,
    departmentId: 'd2',
  }),
  conversation('c4', {
    number: 1017,
    visitorName: 'Inès Dubois-Lefèvre de la Montagne',
    lastMessageAt: now - 26 * 60 * minute,
    snoozedUntil: now + 20 * 60 * minute,
    lastMessage: {
      seq: 5,
      sender: 'agent',
      senderName: 'Mika',
      type: 'text',
      text: 'I will write again as soon as the part is here.',
      createdAt: now,
    },
  }),
  conversation('c5', {
    number: 998,
    visitorName: 'Noor',
    status: 'resolved',
    rating: 5,
    lastMessageAt: now - 50 * 60 * minute,
    agent: { id: 'ana', name: 'Ana Lopez' },
    lastMessage: {
      seq: 9,
      sender: 'agent',
      senderName: 'Ana Lopez',
      type: 'text',
      text: 'Happy to help!',
      createdAt: now,
    },
  }),
];

export function longList(count: number): AgentConversation[] {
  return Array.from({ length: count }, (_, index) =>
    conversation(`c${index + 1}`, {
      number: 10_000 - index,
      visitorName: `Visitor ${index + 1}`,
      lastMessageAt: now - index * minute,
    }),
  );
}
