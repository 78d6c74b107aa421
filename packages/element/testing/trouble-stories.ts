import { ChatError } from '@support-chat/sdk';
import { dialogue, failed, message, talking } from './story-material.ts';
import type { Story } from './story.ts';

/** What stands between the visitor and the team. */
export const troubleStories = {
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
  reconnecting: {
    view: 'conversation',
    earlier: { ...talking, connection: 'offline' },
    snapshot: {
      ...talking,
      connection: 'connecting',
      messages: [...dialogue, message('o1', 'Ah, let me ask her!', { at: 12, delivery: { state: 'queued' } })],
    },
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
  'failed-conversation': {
    view: 'conversation',
    snapshot: { status: 'failed', error: new ChatError('network_unavailable', 'No.', { retryable: true }) },
  },
  memory: { view: 'conversation', snapshot: { ...talking, storage: 'memory' } },
} satisfies Record<string, Story>;
