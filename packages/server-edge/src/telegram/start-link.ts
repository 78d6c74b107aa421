/**
 * The link behind which an agent starts the bot and gets the conversation they wanted to claim:
 * `https://t.me/<bot>?start=claim_<conversation>_<group>_<time>`. A bot may not write first, so the tap has to be theirs.
 *
 * The code is public to everyone who sees the group and can be made up by anyone; whoever handles it checks membership in
 * that group. The time, minutes since 1970 in base 36, is there for honest people: a link found again weeks later would
 * claim something that they did not mean. Telegram allows 64 characters of `A-Za-z0-9_-`; this needs at most 49.
 */
import { expandUuid, shortenUuid } from './callback-data.ts';

export interface ClaimCode {
  readonly conversationId: string;
  /** The group the claim was made in; negative. */
  readonly groupChatId: number;
  /** Milliseconds since 1970; whole minutes are kept. */
  readonly madeAt: number;
}

const MINUTE_MS = 60_000;
const LASTS_MS = 60 * MINUTE_MS;

export function startLink(botUsername: string, { conversationId, groupChatId, madeAt }: ClaimCode): string {
  const parts = [shortenUuid(conversationId), (-groupChatId).toString(36), Math.floor(madeAt / MINUTE_MS).toString(36)];
  return `https://t.me/${botUsername}?start=claim_${parts.join('_')}`;
}

/** Null when the payload of `/start` is no claim code. */
export function parseClaimCode(payload: string): ClaimCode | null {
  // The id's own alphabet has `_` too, so it is taken by its length.
  const match = /^claim_([A-Za-z0-9_-]{22})_([0-9a-z]{1,11})_([0-9a-z]{1,6})$/.exec(payload);
  const conversationId = expandUuid(match?.[1] ?? '');
  const groupChatId = -Number.parseInt(match?.[2] ?? '', 36);
  if (conversationId === null || !Number.isSafeInteger(groupChatId) || groupChatId >= 0) return null;
  return { conversationId, groupChatId, madeAt: Number.parseInt(match?.[3] ?? '', 36) * MINUTE_MS };
}

/** An hour after it was made, or made by a clock that is far ahead. */
export function isExpired({ madeAt }: ClaimCode, now: number): boolean {
  return now - madeAt > LASTS_MS || madeAt - now > LASTS_MS;
}
