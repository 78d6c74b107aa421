import type { BridgeDeps } from './bridge-deps.ts';
import { formatted } from './formatted-text.ts';
import { readGroupCode, type GroupInvitation } from './group-link.ts';
import { TOPIC_RIGHTS } from './group-rights.ts';
import { isRefusal } from './refusal.ts';
import { sayQuietly } from './say.ts';
import type { OwnGroup } from './telegram-api.ts';
import { describeFailure, isTelegramError } from './telegram-failure.ts';
import type { TelegramIntent } from './telegram-intent.ts';

/**
 * Somebody has added the bot with the link of `support-chat telegram invite`: the group is connected, and hears at once what
 * is still missing. A code that is not sealed by us connects nothing, and is answered like any other start.
 */
export async function handleGroupStart(
  deps: BridgeDeps,
  { chatId, payload }: Extract<TelegramIntent, { kind: 'group_start' }>,
): Promise<void> {
  const invitation = await readGroupCode(payload, deps.linkSecrets ?? [], deps.clock());
  if (invitation === null) {
    deps.logger.warn('telegram.group_code_refused', { chat_id: chatId });
    return void (await sayQuietly(deps, { chatId }, formatted(NOT_OURS)));
  }
  await sayQuietly(deps, { chatId }, formatted(await connect(deps, chatId, invitation)));
}

const NOT_OURS = 'This link connects no group, or is older than a day.';

async function connect(deps: BridgeDeps, chatId: number, invitation: GroupInvitation): Promise<string> {
  const group = await lookAt(deps, chatId);
  const { mode, organizationId } = invitation;
  try {
    await deps.db.connectTelegramChat({
      actor: { kind: 'service' },
      organizationId,
      chat: {
        chat_id: chatId,
        mode,
        bot_id: deps.bot.id,
        ...(group === null ? {} : { title: group.title, is_forum: group.isForum }),
      },
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    deps.logger.warn('telegram.group_not_connected', { chat_id: chatId, sqlstate: error.sqlstate });
    return 'Not connected: another group answers for this organization, or this one for another.';
  }
  deps.logger.info('telegram.group_connected', { chat_id: chatId, organization_id: organizationId, mode });
  const missing = group === null ? [] : missingIn(group, mode);
  return [
    `Connected: every visitor comes here as a ${mode === 'topics' ? 'topic' : 'card to claim'}. See /help.`,
    ...(missing.length === 0 ? [] : ['Still missing:', ...missing.map((what) => `– ${what}`)]),
  ].join('\n');
}

/** Null when Telegram does not say; the group is connected all the same. */
async function lookAt({ api, bot, logger }: BridgeDeps, chatId: number): Promise<OwnGroup | null> {
  try {
    return await api.getOwnGroup(chatId, bot.id);
  } catch (error) {
    if (!isTelegramError(error)) throw error;
    logger.info('telegram.group_unknown', { chat_id: chatId, failure: describeFailure(error) });
    return null;
  }
}

function missingIn({ isForum, isAdmin, rights }: OwnGroup, mode: GroupInvitation['mode']): readonly string[] {
  const needed = mode === 'topics' && isAdmin ? TOPIC_RIGHTS.filter(([right]) => !rights.includes(right)) : [];
  return [
    ...(mode === 'topics' && !isForum ? ['topics: switch them on in its settings'] : []),
    ...(isAdmin ? [] : ['make me an administrator, to read what you answer and hear who leaves']),
    ...needed.map(([, purpose]) => `let me ${purpose}`),
  ];
}
