import { shortTime } from '../format-card.ts';
import { ADMINS_ONLY, say, type CommandAnswer, type CommandContext } from './command-context.ts';
import { readDuration } from './read-duration.ts';

const MAX_REASON_UNITS = 500;

/** `/ban`, `/ban spam`, `/ban 7d spam`. */
export async function ban({ deps, agentId, view, isAdmin, argument }: CommandContext): Promise<CommandAnswer> {
  if (!isAdmin) return say(ADMINS_ONLY);
  const [first = '', ...rest] = argument.split(/\s+/);
  const duration = readDuration(first);
  const reason = (duration === null ? argument : rest.join(' ')).slice(0, MAX_REASON_UNITS);
  const until = duration === null ? undefined : new Date(deps.clock() + duration).toISOString();
  const { outcome } = await deps.db.banVisitor({
    visitorId: view.visitor.id,
    agentId,
    ...(reason === '' ? {} : { reason }),
    ...(until === undefined ? {} : { until }),
  });
  const end = until === undefined ? '' : ` until ${shortTime(until)}`;
  return say(outcome === 'banned' ? `This visitor is banned${end}. /unban lets them back in.` : `The ban holds${end}.`);
}

export async function unban({ deps, agentId, view, isAdmin }: CommandContext): Promise<CommandAnswer> {
  if (!isAdmin) return say(ADMINS_ONLY);
  const { outcome } = await deps.db.unbanVisitor({ visitorId: view.visitor.id, agentId });
  return say(outcome === 'unbanned' ? 'This visitor may write again.' : 'This visitor is not banned.');
}
