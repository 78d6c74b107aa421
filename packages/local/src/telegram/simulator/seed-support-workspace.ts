import type { TelegramSimulator } from './telegram-simulator.ts';
import type { AdminRight } from './world-state.ts';

/** The workspace's well-known ids, for settings and tests. */
export const SUPPORT_WORKSPACE = {
  forumId: -1_001_000_000_001,
  claimsGroupId: -1_001_000_000_002,
  mika: 2_000_001,
  ana: 2_000_002,
  jo: 2_000_003,
  /** Writes as the group. */
  anonymousAdmin: 2_000_004,
  /** In no group. */
  outsider: 2_000_005,
} as const;

const BOT_RIGHTS: readonly AdminRight[] = ['can_manage_topics', 'can_delete_messages', 'can_pin_messages'];

/**
 * A small support team: a forum for one topic per visitor, a second group for claims, and agents who have started the
 * bot, except Jo. Does nothing when the forum is there already, as after loading a saved state.
 */
export function seedSupportWorkspace({ control }: TelegramSimulator): typeof SUPPORT_WORKSPACE {
  const { forumId, claimsGroupId, mika, ana, jo, anonymousAdmin, outsider } = SUPPORT_WORKSPACE;
  const overview = control.overview();
  if (overview.groups.some(({ id }) => id === forumId)) return SUPPORT_WORKSPACE;
  const { workspace } = control;
  workspace.createUser({
    id: mika,
    firstName: 'Mika',
    lastName: 'Lindgren',
    username: 'mika_harbor',
    languageCode: 'en',
    hasStartedBot: true,
  });
  workspace.createUser({
    id: ana,
    firstName: 'Ana',
    lastName: 'Castro',
    username: 'ana_harbor',
    languageCode: 'en',
    hasStartedBot: true,
  });
  workspace.createUser({ id: jo, firstName: 'Jo', username: 'jo_harbor', languageCode: 'en' });
  workspace.createUser({
    id: anonymousAdmin,
    firstName: 'Robin',
    username: 'robin_harbor',
    languageCode: 'en',
    hasStartedBot: true,
  });
  workspace.createUser({
    id: outsider,
    firstName: 'Sasha',
    lastName: 'Outsider',
    username: 'sasha_elsewhere',
    languageCode: 'en',
  });

  workspace.createGroup({ id: forumId, title: 'Harbor Goods Support', isForum: true });
  workspace.createGroup({ id: claimsGroupId, title: 'Harbor Goods Claims' });
  for (const chatId of [forumId, claimsGroupId]) {
    workspace.setMember({
      chatId,
      userId: anonymousAdmin,
      status: 'creator',
      isAnonymous: true,
      customTitle: 'Team lead',
    });
    workspace.setMember({ chatId, userId: mika, status: 'administrator', by: anonymousAdmin });
    workspace.setMember({ chatId, userId: ana, status: 'administrator', by: anonymousAdmin });
    workspace.setMember({ chatId, userId: jo, by: anonymousAdmin });
    workspace.setMember({
      chatId,
      userId: overview.bot.id,
      status: 'administrator',
      rights: BOT_RIGHTS,
      by: anonymousAdmin,
    });
  }
  return SUPPORT_WORKSPACE;
}
