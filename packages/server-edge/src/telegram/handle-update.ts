import type { Update } from 'grammy/types';
import type { BridgeDeps } from './bridge-deps.ts';
import { handleAgentText } from './handle-agent-text.ts';
import { handleCommand } from './handle-command.ts';
import { handleDeletion } from './handle-deletion.ts';
import { handleDmChanged } from './handle-dm-changed.ts';
import { handleEdit } from './handle-edit.ts';
import { handleGroupStart } from './handle-group-start.ts';
import { handleMemberChange } from './handle-member-change.ts';
import { handleMedia, handleUnsupportedMedia } from './handle-media.ts';
import { handleOwnMembership } from './handle-own-membership.ts';
import { handleReaction } from './handle-reaction.ts';
import { handleStart } from './handle-start.ts';
import { handleTap } from './handle-tap.ts';
import { handleTopicState } from './handle-topic-state.ts';
import { readUpdate } from './read-update.ts';

/**
 * Works one update off. Throws only what another try may change (no database), or a defect; what people did wrong is
 * answered and done with.
 */
export async function handleUpdate(deps: BridgeDeps, update: Update): Promise<void> {
  const intent = readUpdate(update, deps.bot);
  switch (intent.kind) {
    case 'agent_message':
    case 'internal_note':
      return handleAgentText(deps, intent);
    case 'agent_edit':
    case 'edit_into_command':
      return handleEdit(deps, intent);
    case 'command':
    case 'unknown_command':
      return handleCommand(deps, intent);
    case 'deletion':
      return handleDeletion(deps, intent);
    case 'reaction':
      return handleReaction(deps, intent);
    case 'agent_media':
      return handleMedia(deps, intent);
    case 'unsupported_media':
      return handleUnsupportedMedia(deps, intent);
    case 'start_command':
      return handleStart(deps, intent);
    case 'tap':
    case 'unknown_tap':
      return handleTap(deps, intent);
    case 'topic_closed':
    case 'topic_reopened':
      return handleTopicState(deps, intent);
    case 'migrated':
      return deps.db.migrateTelegramChat({ oldChatId: intent.oldChatId, newChatId: intent.newChatId });
    case 'bot_removed':
    case 'bot_admitted':
      return handleOwnMembership(deps, intent);
    case 'group_start':
      return handleGroupStart(deps, intent);
    case 'member_changed':
      return handleMemberChange(deps, intent);
    case 'dm_changed':
      return handleDmChanged(deps, intent);
    case 'ignore':
      deps.logger.info('telegram.update_ignored', { update_id: update.update_id, reason: intent.reason });
      return;
  }
}
