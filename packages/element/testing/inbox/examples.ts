import type { AgentConversation, AgentMessage } from '@support-chat/sdk/agent';

/** One of each thing that an agent meets, changed as a test wants it. */

/** The minute that has begun: waiting times are counted from the clock. */
export const now = Math.floor(Date.now() / 60_000) * 60_000;
export const minute = 60_000;

export function conversation(id: string, change: Partial<AgentConversation> = {}): AgentConversation {
  return {
    id,
    number: 1024,
    status: 'active',
    widgetId: 'w1',
    departmentId: 'd1',
    visitorId: `v-${id}`,
    visitorName: 'Robin Vale',
    subject: null,
    category: null,
    priority: 'normal',
    tags: [],
    isOffline: false,
    agent: { id: 'mika', name: 'Mika' },
    waitingSince: null,
    snoozedUntil: null,
    rating: null,
    createdAt: now - 60 * minute,
    queuedAt: now - 60 * minute,
    updatedAt: now,
    closedAt: null,
    lastMessageAt: now,
    lastSeq: 6,
    readSeq: 6,
    visitorReadSeq: 4,
    unreadCount: 0,
    visitorIsTyping: false,
    lastMessage: {
      seq: 6,
      sender: 'visitor',
      senderName: null,
      type: 'text',
      text: 'Ah, let me ask my neighbour!',
      createdAt: now,
    },
    ...change,
  };
}

export function message(id: string, text: string, change: Partial<AgentMessage> = {}): AgentMessage {
  return {
    id,
    seq: Number(id.replaceAll(/\D/g, '')) || null,
    sender: { kind: 'visitor', name: 'Robin Vale', avatarUrl: null },
    type: 'text',
    text,
    content: null,
    isInternal: false,
    isOwn: false,
    agentId: null,
    attachments: [],
    replyTo: null,
    createdAt: now,
    editedAt: null,
    deletedAt: null,
    deletedBy: null,
    delivery: null,
    ...change,
  };
}

/** By this agent. */
export function own(id: string, text: string, change: Partial<AgentMessage> = {}): AgentMessage {
  return message(id, text, {
    sender: { kind: 'agent', name: 'Mika', avatarUrl: null },
    isOwn: true,
    agentId: 'mika',
    delivery: { state: 'sent' },
    ...change,
  });
}
