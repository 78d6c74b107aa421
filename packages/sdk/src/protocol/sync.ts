import type { WireConversation } from './conversation.ts';
import type { WireMessage, WirePrechatAnswers } from './message.ts';
import type { WireVisitorContext } from './session.ts';
import type { WireAvailability } from './widget-config.ts';

/** `POST chat/start`: finds the visitor's open conversation or opens one. */
export interface WireStartRequest {
  readonly department_id?: string;
  readonly context?: WireVisitorContext;
  readonly prechat?: WirePrechatAnswers;
  readonly category?: string;
  readonly subject?: string;
}

/**
 * The answer of `chat/start` and of `GET chat/poll?conversation_id=…&after_revision=N`: everything after revision N.
 *
 * Messages that are already known may come again; they merge by id, the higher revision wins. When `conversation.id`
 * is not the one that was asked about, the visitor has a newer conversation and `messages` holds its newest page.
 */
export interface WireSync {
  readonly conversation: WireConversation | null;
  readonly messages: readonly WireMessage[];
  /** True when older changes than these are still missing; ask again with the highest revision received. */
  readonly has_more: boolean;
  readonly availability: WireAvailability;
  /** Null where it is not shown, and when the conversation does not wait. Missing from an older server. */
  readonly queue?: WireQueue | null;
}

/** How many conversations an agent is going to take before this one, and this one. */
export interface WireQueue {
  readonly conversation_id: string;
  /** From 1. */
  readonly position: number;
  /** From how fast the queue has moved in the last hours; null: not known. */
  readonly estimated_wait_seconds: number | null;
}

/** `POST chat/read`. */
export interface WireReadRequest {
  readonly conversation_id: string;
  readonly seq: number;
}

export interface WireReadResponse {
  readonly conversation: WireConversation;
}
