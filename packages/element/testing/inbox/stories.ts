import { EMPTY_AGENT_SNAPSHOT, ChatError, type AgentSnapshot } from '@support-chat/sdk/agent';
import { conversations, longList } from './example-list.ts';
import { answeredForm, card, form, suggestion } from './example-offers.ts';
import { live, me, team } from './example-team.ts';
import { details, longThread, messages, queuedThread, thread, visitor } from './example-thread.ts';
import { message, minute, now, own } from './examples.ts';

/** Snapshots that tests and the gallery share: each is a moment that an agent may meet. */

/** Signed in, with a list, and nothing shown. */
export const ready: Partial<AgentSnapshot> = {
  status: { name: 'ready' },
  me,
  team,
  live,
  connection: 'live',
  presence: { choice: 'auto', until: null, status: 'online', openConversations: 4, maxConcurrentChats: 6 },
  inbox: {
    ...EMPTY_AGENT_SNAPSHOT.inbox,
    conversations,
    counts: { mine: 4, queued: 2, all: 9 },
  },
};

const failed = new ChatError('message_too_long', 'The message is too long.');

export const stories = {
  starting: {},
  'signed-out': { status: { name: 'signed-out' } },
  refused: { status: { name: 'refused', error: new ChatError('agent_not_found', 'Not an agent.') } },
  unavailable: { status: { name: 'refused', error: new ChatError('feature_disabled', 'No agents here.') } },
  list: ready,
  loading: { ...ready, inbox: { ...EMPTY_AGENT_SNAPSHOT.inbox, isLoading: true } },
  empty: { ...ready, inbox: { ...EMPTY_AGENT_SNAPSHOT.inbox } },
  'nothing-found': {
    ...ready,
    inbox: { ...EMPTY_AGENT_SNAPSHOT.inbox, filter: { scope: 'all', search: 'walrus' } },
  },
  'search-paused': {
    ...ready,
    inbox: {
      ...EMPTY_AGENT_SNAPSHOT.inbox,
      filter: { scope: 'all', search: 'lamp', status: ['closed'] },
      hasMore: true,
      isSearchPaused: true,
    },
  },
  'search-paused-found': {
    ...ready,
    inbox: {
      ...EMPTY_AGENT_SNAPSHOT.inbox,
      filter: { scope: 'all', search: 'lamp' },
      conversations: conversations.slice(0, 2),
      hasMore: true,
      isSearchPaused: true,
    },
  },
  'list-failed': {
    ...ready,
    inbox: { ...EMPTY_AGENT_SNAPSHOT.inbox, error: new ChatError('network_unavailable', 'No network.') },
  },
  conversation: { ...ready, thread },
  'thread-loading': { ...ready, thread: { ...thread, details: null, messages: [], isLoading: true } },
  'thread-failed': {
    ...ready,
    thread: { ...thread, messages: [], error: new ChatError('network_unavailable', 'No network.') },
  },
  queued: { ...ready, thread: queuedThread },
  ended: {
    ...ready,
    thread: {
      ...thread,
      details: { ...details, conversation: { ...details.conversation, status: 'resolved', rating: 5 } },
    },
  },
  offline: {
    ...ready,
    connection: 'offline',
    outbox: { waiting: 1, failed: 1 },
    thread: {
      ...thread,
      visitorIsTyping: true,
      otherAgentsTyping: ['Ana Lopez'],
      messages: [
        ...messages,
        own('q9', 'Great! Then I wish you a lovely evening.', { seq: null, delivery: { state: 'queued' } }),
        own('f10', 'And one that did not go through.', { seq: null, delivery: { state: 'failed', error: failed } }),
        message('d11', '', { deletedAt: now, deletedBy: 'visitor' }),
      ],
    },
  },
  offers: { ...ready, thread: { ...thread, messages: [card, ...answeredForm, suggestion] } },
  'form-open': { ...ready, thread: { ...thread, messages: [card, form] } },
  banned: {
    ...ready,
    thread: {
      ...thread,
      details: { ...details, visitor: { ...visitor, bannedAt: now, banReason: 'Insults' } },
      trail: {
        hasMore: true,
        isLoading: false,
        events: [
          {
            id: 'e1',
            kind: 'page_view',
            name: null,
            pageUrl: 'https://www.harbor-goods.example/cart',
            pageTitle: 'Cart',
            data: {},
            createdAt: now,
          },
          {
            id: 'e2',
            kind: 'custom',
            name: 'Added to cart',
            pageUrl: null,
            pageTitle: null,
            data: {},
            createdAt: now - minute,
          },
        ],
      },
    },
  },
  'ten-thousand': {
    ...ready,
    thread: longThread(10_000),
    inbox: { ...EMPTY_AGENT_SNAPSHOT.inbox, conversations: longList(10_000) },
  },
} satisfies Record<string, Partial<AgentSnapshot>>;

export type StoryName = keyof typeof stories;
