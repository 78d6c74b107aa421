import type { AgentClient, AgentConversation, ConversationOutcome } from '@support-chat/sdk/agent';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { ConversationAction } from '../inbox-actions.ts';

/** What became of an action, in words. */
export interface ActionReport {
  readonly words: string;
  /** Whether it turned out differently than the agent wanted. */
  readonly isSurprise: boolean;
  /** What takes it back. */
  readonly undo: ConversationAction | null;
}

/** Asks the client for what an action stands for. Rejects with the client's `ChatError`. */
export async function callFor(
  client: AgentClient,
  action: ConversationAction,
  { id }: Pick<AgentConversation, 'id'>,
  words: InboxPhrases,
): Promise<ActionReport> {
  switch (action.kind) {
    case 'claim': {
      const { outcome, agent } = await client.claim(id);
      if (outcome !== 'taken') return report(words.done.claimed);
      return { words: words.takenBy(agent?.name ?? words.unassigned), isSurprise: true, undo: null };
    }
    case 'assign-to-me': {
      const me = client.getSnapshot().me?.agent.id;
      if (me !== undefined) await client.assign(id, me);
      return report(words.done.claimed);
    }
    case 'pass':
      return unlessLost(await client.pass(id), words.done.passed, words);
    case 'unassign':
      return report((await client.unassign(id)) === 'not_assigned' ? words.unassigned : words.done.unassigned);
    case 'resolve':
      await client.resolve(id);
      return report(words.done.resolved, { kind: 'reopen' });
    case 'close':
      await client.close(id);
      return report(words.done.closed, { kind: 'reopen' });
    case 'reopen':
      await client.reopen(id);
      return report(words.done.reopened);
    case 'snooze':
      await client.updateConversation(id, { snoozedUntil: action.until });
      return report(words.done.snoozed, { kind: 'wake' });
    case 'wake':
      await client.updateConversation(id, { snoozedUntil: null });
      return report(words.done.woken);
  }
}

function report(words: string, undo: ConversationAction | null = null): ActionReport {
  return { words, isSurprise: false, undo };
}

function unlessLost(outcome: ConversationOutcome, done: string, words: InboxPhrases): ActionReport {
  return outcome === 'not_yours' ? { words: words.notYours, isSurprise: true, undo: null } : report(done);
}
