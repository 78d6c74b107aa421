import { fullName } from './format.js';

/**
 * What the person at the keyboard is and may do in a conversation, as the simulator's state has it.
 * Every function takes the overview, the person's id and the entry of the conversation list.
 */
function memberOf(personaId, entry) {
  return entry.group?.members.find(({ userId }) => userId === personaId);
}

export function mayManage(personaId, entry) {
  const member = memberOf(personaId, entry);
  return member?.status === 'creator' || (member?.rights.includes('can_manage_topics') ?? false);
}

/** Whom "Act as" offers here. */
export function personasFor(overview, entry) {
  if (entry.kind === 'direct') return [personaOf(entry.user, false)];
  const anonymous = new Set(
    overview.groups.flatMap(({ members }) => members.filter((one) => one.isAnonymous).map(({ userId }) => userId)),
  );
  return overview.users.map((user) => personaOf(user, anonymous.has(user.id)));
}

function personaOf(user, isAnonymous) {
  const name = fullName(user);
  return { id: user.id, name, label: isAnonymous ? `${user.firstName} (anonymous)` : name };
}

/** Why the person cannot write here, if so. */
export function lockOf(overview, personaId, entry) {
  const persona = overview.users.find(({ id }) => id === personaId);
  if (!persona) return { text: 'Nobody is there to write.', canStart: false };
  if (entry.kind === 'direct') {
    if (persona.botChat === 'started') return undefined;
    const text =
      persona.botChat === 'blocked'
        ? `${persona.firstName} stopped this bot.`
        : `${persona.firstName} has not started this bot, so it may not write first.`;
    return { text, canStart: true };
  }
  const member = memberOf(personaId, entry);
  if (!member || member.status === 'left' || member.status === 'kicked')
    return { text: `${fullName(persona)} is not in this group.`, canStart: false };
  if (entry.isClosed && !mayManage(personaId, entry))
    return { text: 'This topic is closed. Only administrators can write here.', canStart: false };
  return undefined;
}

export function subtitleOf(overview, entry) {
  if (entry.kind === 'direct') return `Chat with ${overview.bot.first_name}`;
  const members = entry.group.members.filter(({ status }) => !['left', 'kicked'].includes(status)).length;
  if (entry.kind === 'general') return `${entry.group.title} · ${members} members`;
  return `${entry.isClosed ? 'Closed topic' : 'Topic'} in ${entry.group.title}`;
}
