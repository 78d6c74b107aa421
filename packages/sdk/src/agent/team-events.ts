import type { BroadcastMessage } from '../transport/realtime-transport.ts';

/**
 * What comes over the organization's channel `support:org:<id>`. Hints, never the truth: an event whose revision is not
 * the next one means that something was missed. What is in them is looked at where it is used.
 */
export type TeamEvent =
  | {
      readonly event: 'message.created' | 'message.updated';
      readonly payload: { readonly message: unknown; readonly is_internal?: unknown };
    }
  | {
      readonly event: 'conversation.updated' | 'read.updated';
      readonly payload: { readonly conversation: unknown };
    }
  | {
      readonly event: 'typing';
      readonly payload: { readonly conversation_id: unknown; readonly sender: unknown; readonly is_typing: unknown };
    }
  | { readonly event: 'availability.updated'; readonly payload: object };

const CONTENT: Readonly<Record<TeamEvent['event'], string>> = {
  'message.created': 'message',
  'message.updated': 'message',
  'conversation.updated': 'conversation',
  'read.updated': 'conversation',
  typing: 'conversation_id',
  'availability.updated': 'availability',
};

export function isTeamEvent(message: BroadcastMessage): message is BroadcastMessage & TeamEvent {
  const { event, payload } = message;
  const isKnown = Object.hasOwn(CONTENT, event);
  return isKnown && typeof payload === 'object' && payload !== null && CONTENT[event as TeamEvent['event']] in payload;
}
