/**
 * A topic's icon says how things stand, so that the list of topics reads like an inbox. Best effort: an icon that Telegram
 * refuses is logged, and never holds a delivery; only flood control and lost connections are thrown on, to be tried again.
 */
import type { TeamView } from '../db/team-db.ts';
import type { BotIdentity, BridgeDeps, Conversation } from './bridge-deps.ts';
import { classifyTelegramFailure, describeFailure, isTelegramError } from './telegram-failure.ts';

type TopicMood = 'waiting' | 'claimed' | 'snoozed' | 'closed' | 'banned';

/** Telegram offers a fixed choice that changes now and then; the first that is offered is taken. */
const EMOJIS: Readonly<Record<TopicMood, readonly string[]>> = {
  waiting: ['❗️', '❓'],
  claimed: ['💬', '🗣'],
  snoozed: ['📆', '☕️'],
  closed: ['✅', '🏁'],
  banned: ['🏴‍☠️', '👮‍♂️', '📁'],
};

/** One question per bot and process; the answer changes a few times a year. */
const offered = new WeakMap<BotIdentity, Promise<ReadonlyMap<string, string>>>();

/** The id of the icon for how the conversation stands; null when none fits. */
export async function findTopicIcon(
  deps: BridgeDeps,
  conversation: Conversation,
  view: Pick<TeamView, 'is_banned' | 'conversation'> | null,
): Promise<string | null> {
  const icons = await offeredIcons(deps);
  const ids = EMOJIS[moodOf(conversation, view, deps.clock())].map((emoji) => icons.get(bare(emoji)));
  return ids.find((id) => id !== undefined) ?? null;
}

/** Shows it, unless it is shown already. */
export async function showTopicIcon(
  deps: BridgeDeps,
  conversation: Conversation,
  view: TeamView | null,
): Promise<void> {
  const topic = view?.topic ?? null;
  if (topic === null) return;
  const icon = await findTopicIcon(deps, conversation, view);
  if (icon === null || icon === topic.icon) return;
  try {
    await deps.api.editForumTopic({
      chat_id: topic.chat_id,
      message_thread_id: topic.thread_id,
      icon_custom_emoji_id: icon,
    });
  } catch (error) {
    const { kind } = classifyTelegramFailure(error);
    if (kind === 'wait' || kind === 'retry' || kind === 'unknown-outcome' || kind === 'migrated') throw error;
    if (kind !== 'not-modified') {
      deps.logger.warn('telegram.topic_icon_failed', { chat_id: topic.chat_id, failure: describeFailure(error) });
      return;
    }
  }
  await deps.db.setTopicIcon({ chatId: topic.chat_id, threadId: topic.thread_id, icon });
}

function moodOf(
  { status, agent }: Conversation,
  view: Pick<TeamView, 'is_banned' | 'conversation'> | null,
  now: number,
): TopicMood {
  if (view?.is_banned === true) return 'banned';
  if (status === 'closed' || status === 'resolved') return 'closed';
  const snoozedUntil = view?.conversation.snoozed_until ?? null;
  if (snoozedUntil !== null && Date.parse(snoozedUntil) > now) return 'snoozed';
  return agent === null ? 'waiting' : 'claimed';
}

async function offeredIcons({ api, bot, logger }: BridgeDeps): Promise<ReadonlyMap<string, string>> {
  let asked = offered.get(bot);
  if (asked === undefined) {
    asked = api.getForumTopicIconStickers().then((icons) => new Map(icons.map(({ id, emoji }) => [bare(emoji), id])));
    offered.set(bot, asked);
  }
  try {
    return await asked;
  } catch (error) {
    offered.delete(bot);
    if (!isTelegramError(error)) throw error;
    logger.warn('telegram.topic_icons_unknown', { failure: describeFailure(error) });
    return new Map();
  }
}

/** Telegram writes the same emoji with and without the selector that asks for its colourful form. */
function bare(emoji: string): string {
  return emoji.replaceAll('\uFE0F', '');
}
