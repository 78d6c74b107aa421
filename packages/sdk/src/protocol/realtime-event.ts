import type { WireConversation } from './conversation.ts';
import type { WireMessage } from './message.ts';

/**
 * What arrives on the private channel `support:visitor:<visitor_id>`. A hint, never the truth: an event whose revision
 * is not the next one means that something was missed, and the client asks `chat/poll`.
 */
export type WireRealtimeEvent =
  | { readonly event: 'message.created' | 'message.updated'; readonly payload: { readonly message: WireMessage } }
  | {
      readonly event: 'conversation.updated' | 'read.updated';
      readonly payload: { readonly conversation: WireConversation };
    };
