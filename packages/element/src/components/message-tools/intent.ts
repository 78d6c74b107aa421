import type { ChatMessage } from '@support-chat/sdk';

/** What the composer's text is for, where it is not simply the next message. */
export interface ComposerIntent {
  readonly kind: 'reply' | 'edit';
  readonly message: ChatMessage;
  /** Code of the error with which the last try was refused. */
  readonly refusal?: string;
}
