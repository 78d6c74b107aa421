import type { AgentOnConversation } from '../db/agent-db.ts';
import type { BridgeDeps } from './bridge-deps.ts';
import { cleanLine } from './plain-text.ts';

export interface ActionAnswer {
  /** One short sentence for whoever tapped or typed. */
  readonly text: string;
  /** False when everything stays as it was. */
  readonly isDone: boolean;
}

/** What moves a conversation on. */
export type StateAction = 'claim' | 'pass' | 'close' | 'reopen';

/** What a button and its command have in common. The database decides; of two claims at once exactly one wins there. */
export async function performAction(
  { db }: BridgeDeps,
  action: StateAction,
  who: AgentOnConversation,
): Promise<ActionAnswer> {
  switch (action) {
    case 'claim':
      return claim(db, who);
    case 'pass': {
      const { outcome } = await db.passConversation(who);
      return outcome === 'passed' ? done('Passed on.') : unchanged('This conversation is not yours.');
    }
    case 'close': {
      const { outcome } = await db.closeConversation(who);
      return outcome === 'closed' ? done('Closed.') : unchanged('This conversation is already closed.');
    }
    case 'reopen': {
      const { outcome } = await db.reopenConversation(who);
      return outcome === 'reopened'
        ? done('Opened again.')
        : unchanged('This visitor already has an open conversation.');
    }
  }
}

async function claim(db: BridgeDeps['db'], who: AgentOnConversation): Promise<ActionAnswer> {
  const { outcome, agent } = await db.claimConversation(who);
  switch (outcome) {
    case 'claimed':
      // What they write next is meant for whom they have just taken.
      await db.setAgentConversation(who);
      return done('This conversation is yours.');
    case 'already_yours':
      return unchanged('You already have this conversation.');
    case 'taken':
      return unchanged(`${cleanLine(agent?.name ?? '', 100) || 'Somebody else'} already has this conversation.`);
    case 'closed':
      return unchanged('This conversation is closed.');
  }
}

function done(text: string): ActionAnswer {
  return { text, isDone: true };
}

function unchanged(text: string): ActionAnswer {
  return { text, isDone: false };
}
