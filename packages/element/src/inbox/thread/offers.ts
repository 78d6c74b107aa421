import type { AgentMessage } from '@support-chat/sdk/agent';
import { isRich } from '../../components/message/message.ts';

/** How a card, a form or suggested answers of the team stand with the visitor. */
export interface Offer {
  /** `latest`: nothing was said after it; `open`: the visitor has not written since; `passed`: they have. */
  readonly state: 'latest' | 'open' | 'passed';
  /** What the visitor has answered to this very message, as a form is answered; null: nothing. */
  readonly answer: string | null;
}

/** Whether a message shows more than its words. Only the team's do. */
export function offersSomething(message: AgentMessage): boolean {
  const { sender, content, deletedAt } = message;
  if (sender.kind === 'visitor' || deletedAt !== null) return false;
  return isRich(message) || content?.['quick_replies'] !== undefined;
}

/**
 * How each message that offers something stands, by its id, as the visitor's own screen decides it: notes and the server's
 * own lines change nothing, and in a conversation that has ended nothing is the latest.
 */
export function findOffers(messages: readonly AgentMessage[], isEnded: boolean): Map<string, Offer> {
  const offers = new Map<string, Offer>();
  const answers = new Map<string, string>();
  let state: Offer['state'] = isEnded ? 'open' : 'latest';
  for (const message of [...messages].reverse()) {
    const { id, sender, isInternal, replyTo, text } = message;
    if (isInternal || sender.kind === 'system') continue;
    if (offersSomething(message)) offers.set(id, { state, answer: answers.get(id) ?? null });
    if (sender.kind === 'visitor') {
      state = 'passed';
      if (replyTo !== null) answers.set(replyTo.id, text);
    } else if (state === 'latest') state = 'open';
  }
  return offers;
}
