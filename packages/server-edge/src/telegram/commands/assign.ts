import type { TeamMember } from '../../db/team-db.ts';
import { cleanLine } from '../plain-text.ts';
import { say, type CommandAnswer, type CommandContext } from './command-context.ts';

const MAX_NAMED = 30;

/** `/assign Ana`, `/assign @ana_harbor`, `/assign me`: whoever has it now. */
export async function assign({ deps, agentId, view, argument }: CommandContext): Promise<CommandAnswer> {
  const { conversation } = view;
  const members = await deps.db.listAgents({ agentId, organizationId: conversation.organization_id });
  if (argument === '') return say(`To whom? /assign followed by a name:\n${names(members)}`);
  const found = argument.toLowerCase() === 'me' ? members.filter(({ id }) => id === agentId) : find(members, argument);
  const [member, ...others] = found;
  if (member === undefined) return say(`There is nobody of that name. The team:\n${names(members)}`);
  if (others.length > 0) return say(`Whom do you mean?\n${names(found)}`);
  const { outcome } = await deps.db.assignConversation({
    conversationId: conversation.id,
    agentId: member.id,
    byAgentId: agentId,
  });
  const name = cleanLine(member.name, 100);
  return outcome === 'assigned'
    ? { ...say(`${name} has this conversation now.`), isShownInTopic: true }
    : say(`${name} already has this conversation.`);
}

/** The whole name or user name wins over the beginning of one. */
function find(members: readonly TeamMember[], asked: string): readonly TeamMember[] {
  const wanted = asked.replace(/^@/, '').toLowerCase();
  const known = members.map((member) => ({
    member,
    called: [member.name.toLowerCase(), member.telegram_username?.toLowerCase() ?? ''],
  }));
  const exact = known.filter(({ called }) => called.includes(wanted));
  const fitting =
    exact.length > 0 ? exact : known.filter(({ called }) => called.some((name) => name.startsWith(wanted)));
  return fitting.map(({ member }) => member);
}

function names(members: readonly TeamMember[]): string {
  return members
    .slice(0, MAX_NAMED)
    .map(({ name }) => cleanLine(name, 100))
    .join(', ');
}
