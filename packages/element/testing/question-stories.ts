import { departments, everyKind, form } from './prechat-stories.ts';
import { closed, config, conversation, message, ready } from './story-material.ts';
import type { Story } from './story.ts';

/** What is asked before the first message, and what is said where nobody is there. */
export const questionStories = {
  consent: { view: 'conversation', snapshot: { ...ready, connection: 'idle' }, attributes: { consent: 'unknown' } },
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
  'closed-empty': { view: 'conversation', snapshot: { ...closed, connection: 'idle' } },
  'closed-waiting': {
    view: 'conversation',
    snapshot: {
      ...closed,
      conversation: { ...conversation, status: 'queued', agent: null },
      messages: [message('w1', 'Where is my order?', { delivery: { state: 'sent' } })],
    },
  },
} satisfies Record<string, Story>;
