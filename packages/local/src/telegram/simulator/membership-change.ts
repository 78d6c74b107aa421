import type { SimulatorCore } from './methods/method.ts';
import { renderMember } from './render-member.ts';
import { renderChat, renderUser } from './render.ts';
import type { Membership, SimGroup } from './world-state.ts';

/**
 * Changes somebody's place in a group and tells the bot: `my_chat_member` about itself, `chat_member` about others
 * (only while it is an administrator [DOC]), and the join and leave messages everybody sees.
 */
export function changeMembership(
  core: SimulatorCore,
  group: SimGroup,
  userId: number,
  next: Membership,
  byUserId: number,
): void {
  const { world, updates, posting } = core;
  const before = world.membership(group, userId) ?? { status: 'left' as const };
  if (JSON.stringify(before) === JSON.stringify(next)) return;
  const wasPresent = isPresent(before);
  const change = {
    chat: renderChat(world, group),
    from: renderUser(world, byUserId),
    date: world.clock.nowSeconds(),
    old_chat_member: renderMember(world, group, userId, before),
    new_chat_member: renderMember(world, group, userId, next),
  };
  const isBot = userId === world.bot.id;
  const mayHear = isBot || world.isBotAdmin(group);
  // A person who leaves is still named in the message about it, which the bot sees before it is gone itself.
  if (wasPresent && !isPresent(next))
    posting.postService(group, byUserId, { left_chat_member: renderUser(world, userId) });
  group.members[String(userId)] = next;
  if (mayHear) {
    updates.push(
      isBot ? 'my_chat_member' : 'chat_member',
      change,
      isBot ? `my_chat_member:${group.id}` : `chat_member:${userId}`,
    );
  }
  if (!wasPresent && isPresent(next))
    posting.postService(group, byUserId, { new_chat_members: [renderUser(world, userId)] });
  world.changed();
}

function isPresent({ status }: Membership): boolean {
  return status !== 'left' && status !== 'kicked';
}
