import { ChatError } from '@support-chat/sdk';
import { away, closed, config, conversation, dialogue, listed, message, ready, talking } from './story-material.ts';
import type { Story } from './story.ts';

/** At the end of the start page. */
const TO_LIST = '.cards > :last-child';

/** The start page, what leads away from it, and the launcher alone. */
export const startStories = {
  loading: { view: 'home', snapshot: { status: 'loading' } },
  failed: {
    view: 'home',
    snapshot: { status: 'failed', error: new ChatError('network_unavailable', 'No.', { retryable: true }) },
  },
  unavailable: { view: 'home', snapshot: { status: 'failed', error: new ChatError('widget_disabled', 'No.') } },
  home: { view: 'home', snapshot: { ...ready, connection: 'idle' } },
  away: { view: 'home', snapshot: { ...ready, availability: away, connection: 'idle' } },
  closed: { view: 'home', snapshot: { ...closed, connection: 'idle' } },
  promise: {
    view: 'home',
    snapshot: {
      ...ready,
      config: { ...config, behavior: { ...config.behavior, responsePromise: 'We answer within an hour.' } },
    },
  },
  known: {
    view: 'home',
    snapshot: {
      ...ready,
      visitor: { id: 'v1', externalId: '7', name: 'Robin', email: null, phone: null, avatarUrl: null, traits: {} },
      connection: 'idle',
    },
  },
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
  'ended-home': { view: 'home', snapshot: { ...talking, conversation: { ...conversation, status: 'resolved' } } },
  'german-home': { view: 'home', lang: 'de', snapshot: { ...ready } },
  badge: { view: 'closed', snapshot: { ...talking, unreadCount: 2 } },
  proactive: {
    view: 'closed',
    snapshot: { ...ready, proactive: { id: 't1', text: 'Questions about delivery? We are here.', opens: false } },
  },
} satisfies Record<string, Story>;
