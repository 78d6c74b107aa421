import { shortTime } from '../format-card.ts';
import { say, type CommandAnswer, type CommandContext } from './command-context.ts';
import { readDuration } from './read-duration.ts';

/** `/snooze 2h`, `/snooze off`. The visitor's next message ends it, too. */
export async function snooze({ deps, agentId, view, argument }: CommandContext): Promise<CommandAnswer> {
  const who = { conversationId: view.conversation.id, agentId };
  if (argument.toLowerCase() === 'off') {
    const { outcome } = await deps.db.snoozeConversation({ ...who, until: null });
    return outcome === 'updated'
      ? { ...say('This conversation is due again.'), isShownInTopic: true }
      : say('This conversation is not put off.');
  }
  const duration = readDuration(argument);
  if (duration === null) return say('For how long? /snooze 30m, 2h, 3d or 1w; /snooze off ends it.');
  const until = new Date(deps.clock() + duration).toISOString();
  await deps.db.snoozeConversation({ ...who, until });
  return { ...say(`Put off until ${shortTime(until)}.`), isShownInTopic: true };
}
