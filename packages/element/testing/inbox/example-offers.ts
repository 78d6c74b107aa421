import type { ChatMessage } from '@support-chat/sdk';
import type { AgentMessage } from '@support-chat/sdk/agent';
import * as shown from '../story-material.ts';
import { message, minute, now } from './examples.ts';

/** What the visitor's own stories have of cards, forms and suggested answers, as agents get it. */

export const card = fromBot('m11', shown.card, 9);
export const form = fromBot('m12', shown.question, 8);
export const suggestion = fromBot('m15', shown.suggestion, 1);

/** The form once more, and what the visitor has filled in. */
export const answeredForm: readonly AgentMessage[] = [
  { ...form, id: 'm13', seq: 13, text: 'Who shall the courier call?', createdAt: now - 7 * minute },
  message('m14', 'Order number: 48213\nPhone: +49 30 1234567\nDay: Friday\nIt is a gift: Yes', {
    createdAt: now - 6 * minute,
    replyTo: { id: 'm13', sender: 'bot', name: 'Harbor bot', text: 'Who shall the courier call?' },
  }),
];

function fromBot(id: string, { type, text, content }: ChatMessage, minutesAgo: number): AgentMessage {
  return message(id, text, {
    type,
    content,
    sender: { kind: 'bot', name: 'Harbor bot', avatarUrl: null },
    createdAt: now - minutesAgo * minute,
  });
}
