import type { ChatProactiveMessage, ChatSnapshot } from '@support-chat/sdk';

/** What the team has said of its own accord, and whether the conversation begins with it. */
export interface ProactiveWords extends ChatProactiveMessage {
  readonly isBeginning: boolean;
}

/** Keeps what the team says of its own accord: a conversation that began with it goes on showing it. */
export class ProactiveController {
  #words: ProactiveWords | null = null;

  /** To be called before each drawing. True when the chat should open for something new. */
  update({ proactive, conversation, messages }: ChatSnapshot): boolean {
    if (proactive === null || proactive.id === this.#words?.id) return false;
    this.#words = { ...proactive, isBeginning: conversation === null && messages.length === 0 };
    return proactive.opens;
  }

  /** What the conversation shows now. */
  shown({ proactive }: ChatSnapshot): ProactiveWords | null {
    return proactive !== null || this.#words?.isBeginning ? this.#words : null;
  }
}
