import type { ChatSnapshot } from '@support-chat/sdk';

/** A moment that a visitor may meet. */
export interface Story {
  readonly snapshot: Partial<ChatSnapshot>;
  /** What was the case before, where that makes a difference. */
  readonly earlier?: Partial<ChatSnapshot>;
  readonly view: 'home' | 'conversation' | 'closed';
  readonly draft?: string;
  readonly lang?: string;
  /** Of the element. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** What is clicked once everything is there, by its selector in the element. */
  readonly click?: string;
}
