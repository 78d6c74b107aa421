/**
 * The link behind which an agent starts the bot and gets the conversation they wanted to claim:
 * `https://t.me/<bot>?start=claim_<conversation>_<group>`. A bot may not write first, so the tap has to be theirs.
 *
 * The code is public to everyone who sees the group and can be made up by anyone; whoever handles it checks membership in
 * that group. Telegram allows 64 characters of `A-Za-z0-9_-`; this needs at most 42.
 */
import { expandUuid, shortenUuid } from './callback-data.ts';

export interface ClaimCode {
  readonly conversationId: string;
  /** The group the claim was made in; negative. */
  readonly groupChatId: number;
}

export function startLink(botUsername: string, { conversationId, groupChatId }: ClaimCode): string {
  return `https://t.me/${botUsername}?start=claim_${shortenUuid(conversationId)}_${(-groupChatId).toString(36)}`;
}

/** Null when the payload of `/start` is no claim code. */
export function parseClaimCode(payload: string): ClaimCode | null {
  // The id's own alphabet has `_` too, so it is taken by its length.
  const match = /^claim_([A-Za-z0-9_-]{22})_([0-9a-z]{1,11})$/.exec(payload);
  const conversationId = expandUuid(match?.[1] ?? '');
  const groupChatId = -Number.parseInt(match?.[2] ?? '', 36);
  if (conversationId === null || !Number.isSafeInteger(groupChatId) || groupChatId >= 0) return null;
  return { conversationId, groupChatId };
}
