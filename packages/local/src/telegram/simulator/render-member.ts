import { renderUser } from './render.ts';
import type { World } from './world.ts';
import { ADMIN_RIGHTS } from './world-state.ts';
import type { Membership, SimGroup } from './world-state.ts';

/** A `ChatMember` as getChatMember and the membership updates show it. */
export function renderMember(world: World, group: SimGroup, userId: number, as?: Membership): Record<string, unknown> {
  const membership = as ?? world.membership(group, userId) ?? { status: 'left' as const };
  const user = renderUser(world, userId);
  switch (membership.status) {
    case 'creator':
      return { user, status: 'creator', is_anonymous: membership.isAnonymous, ...title(membership) };
    case 'administrator':
      return {
        user,
        status: 'administrator',
        can_be_edited: false,
        is_anonymous: membership.isAnonymous,
        can_manage_chat: true,
        can_manage_video_chats: false,
        can_post_stories: false,
        can_edit_stories: false,
        can_delete_stories: false,
        ...Object.fromEntries(ADMIN_RIGHTS.map((right) => [right, membership.rights.includes(right)])),
        ...title(membership),
      };
    case 'kicked':
      return { user, status: 'kicked', until_date: 0 };
    case 'member':
    case 'left':
      return { user, status: membership.status };
  }
}

function title({ customTitle }: { customTitle?: string }): { custom_title?: string } {
  return customTitle ? { custom_title: customTitle } : {};
}
