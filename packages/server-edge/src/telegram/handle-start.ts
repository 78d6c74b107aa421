import { hashRefreshToken } from '../auth/refresh-token.ts';
import { parseAgentCode } from './agent-link.ts';
import type { BridgeDeps } from './bridge-deps.ts';
import { formatted } from './formatted-text.ts';
import { findMemberRank } from './member-rank.ts';
import { performAction } from './perform-action.ts';
import { isRefusal } from './refusal.ts';
import { sayQuietly } from './say.ts';
import { isExpired, parseClaimCode, type ClaimCode } from './start-link.ts';
import type { Author, TelegramIntent } from './telegram-intent.ts';

const WELCOME =
  'Welcome! From now on I can write to you. Claim a visitor in your group, and the conversation continues here.';
const STRANGER =
  'I connect a support team with the visitors of its website. Claim a visitor in your team’s group first.';
const LINKED =
  'This Telegram account is yours from now on, here and on the web: what you answer is signed with your name.';
const LINK_REFUSED = 'This link no longer works. Ask for a new one.';
const EXPIRED = 'Now I can write to you. This link is too old, though: tap Claim in the group again.';

/** `/start`: from now on the bot may write to this person. With a claim code, the claim that brought them is finished;
 * with an agent's code, the account is theirs. */
export async function handleStart(
  deps: BridgeDeps,
  intent: Extract<TelegramIntent, { kind: 'start_command' }>,
): Promise<void> {
  const { author, chatId } = intent;
  const token = parseAgentCode(intent.payload);
  const code = parseClaimCode(intent.payload);
  const text =
    token !== null
      ? await linkAgent(deps, author, token)
      : code === null
        ? await welcome(deps, author)
        : await finishClaim(deps, author, code);
  if (text !== null) await sayQuietly(deps, { chatId }, formatted(text));
}

async function welcome({ db }: BridgeDeps, author: Author): Promise<string> {
  const route = await db.findTelegramRoute({ chatId: author.telegramUserId, telegramUserId: author.telegramUserId });
  if (route.kind !== 'dm') return STRANGER;
  await db.upsertTelegramAgent({ ...author, organizationId: route.agent.organization_id, dmStarted: true });
  return WELCOME;
}

/** Whoever opened the link is that agent from now on, here as on the web. */
async function linkAgent({ db }: BridgeDeps, author: Author, token: string): Promise<string> {
  try {
    const { agent } = await db.acceptInvitationInTelegram({ ...author, tokenHash: await hashRefreshToken(token) });
    await db.upsertTelegramAgent({ ...author, organizationId: agent.organization_id, dmStarted: true });
    return LINKED;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return LINK_REFUSED;
  }
}

/** Null when the conversation is theirs: its transcript is on the way and says everything. */
async function finishClaim(deps: BridgeDeps, author: Author, code: ClaimCode): Promise<string | null> {
  const { conversationId, groupChatId } = code;
  const chat = await deps.db.findTelegramChat(groupChatId);
  // A code can be passed around; only who is in the group now may use it.
  if (chat === null || (await findMemberRank(deps, groupChatId, author.telegramUserId)) === 'outsider') return STRANGER;
  const agent = await deps.db.upsertTelegramAgent({ ...author, organizationId: chat.organization_id, dmStarted: true });
  if (isExpired(code, deps.clock())) return EXPIRED;
  try {
    const { text, isDone } = await performAction(deps, 'claim', { conversationId, agentId: agent.id });
    return isDone ? null : text;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return 'This conversation does not exist any more.';
  }
}
