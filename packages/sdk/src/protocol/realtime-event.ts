import type { WireConversation } from './conversation.ts';
import type { WireMessage } from './message.ts';
import type { WireQueue } from './sync.ts';
import type { WireAgent, WireAvailability } from './widget-config.ts';

/**
 * What arrives on the private channel `support:visitor:<visitor_id>`. A hint, never the truth: an event whose revision
 * is not the next one means that something was missed, and the client asks `chat/poll`.
 */
export type WireRealtimeEvent =
  | { readonly event: 'message.created' | 'message.updated'; readonly payload: { readonly message: WireMessage } }
  | {
      readonly event: 'conversation.updated' | 'read.updated';
      readonly payload: {
        readonly conversation: WireConversation;
        /** Of whom the visitor of this channel has become; the access token is worth nothing any more. */
        readonly visitor_id?: string;
      };
    }
  | { readonly event: 'typing.updated'; readonly payload: WireTeamTyping }
  /** Somebody of the team has come or gone. */
  | { readonly event: 'availability.updated'; readonly payload: { readonly availability: WireAvailability } }
  /** The visitor's place has changed. */
  | { readonly event: 'queue.updated'; readonly payload: { readonly queue: WireQueue } };

/** Who of the team is writing. Good for six seconds, so it is repeated meanwhile; null: nobody any more. */
export interface WireTeamTyping {
  readonly conversation_id: string;
  readonly agent: WireAgent | null;
}
