import type { WireConversation } from './conversation.ts';

/** `POST chat/feedback`, as often as the visitor likes: the last word counts, and what is left out stays as it was. */
export interface WireFeedbackRequest {
  readonly conversation_id: string;
  /** Stars, 1 to 5. */
  readonly rating?: number;
  /** At most 2 000 characters. An empty one takes back what was said. */
  readonly comment?: string;
  /** Would they recommend it, 0 to 10. */
  readonly nps?: number;
}

export interface WireFeedbackResponse {
  readonly conversation: WireConversation;
}
