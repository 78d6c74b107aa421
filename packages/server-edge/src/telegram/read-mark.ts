/** How a chat lets us say "the visitor has read this": by a reaction of its own choosing, or not at all. */
import type { BridgeDeps } from './bridge-deps.ts';
import type { ReactionEmoji } from './telegram-api.ts';

export interface KnownReadMark {
  /** Null where none of ours is allowed, reactions being switched off included. */
  readonly emoji: ReactionEmoji | null;
  /** Milliseconds since 1970. */
  readonly knownUntil: number;
}

/** The first that a group allows. ✅ would say it best, but is no reaction in Telegram; ✍ stands for a note. */
export const READ_MARKS = ['👀', '👌', '👍'] as const satisfies readonly ReactionEmoji[];

/** No update tells that an administrator has changed the list. */
const KNOWN_FOR_MS = 10 * 60 * 1_000;

export async function readMarkOf(
  { api, clock, readMarks }: Pick<BridgeDeps, 'api' | 'clock' | 'readMarks'>,
  chatId: number,
): Promise<ReactionEmoji | null> {
  // In direct messages every reaction is allowed.
  if (chatId > 0) return READ_MARKS[0];
  const known = readMarks.get(chatId);
  if (known !== undefined && known.knownUntil > clock()) return known.emoji;
  const allowed = await api.getAllowedReactions(chatId);
  const emoji = READ_MARKS.find((mark) => allowed === null || allowed.includes(mark)) ?? null;
  readMarks.set(chatId, { emoji, knownUntil: clock() + KNOWN_FOR_MS });
  return emoji;
}

/**
 * Telegram does not take the mark. A group whose answer is from `former` times is asked again, as the list may have changed
 * since; one that was asked just now is let be for as long as an answer holds.
 */
export function forgetReadMark(
  { clock, readMarks }: Pick<BridgeDeps, 'clock' | 'readMarks'>,
  chatId: number,
  former: KnownReadMark | undefined,
): void {
  if (readMarks.get(chatId) === former) readMarks.delete(chatId);
  else readMarks.set(chatId, { emoji: null, knownUntil: clock() + KNOWN_FOR_MS });
}
