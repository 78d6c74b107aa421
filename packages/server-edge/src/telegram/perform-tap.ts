/** What a button does once it is clear who taps it and that they belong to the team. */
import type { TeamView } from '../db/team-db.ts';
import type { BridgeDeps } from './bridge-deps.ts';
import { cardButtons, NO_BUTTONS } from './buttons.ts';
import type { CardAction, CallbackData } from './callback-data.ts';
import { listCanned, recordPicker, sendCanned } from './commands/canned.ts';
import { ADMINS_ONLY } from './commands/command-context.ts';
import { findMemberRank } from './member-rank.ts';
import { performAction, type ActionAnswer, type StateAction } from './perform-action.ts';
import { sendText } from './send-text.ts';
import { describeFailure } from './telegram-failure.ts';
import type { Author, TelegramIntent } from './telegram-intent.ts';

type Tap = Extract<TelegramIntent, { kind: 'tap' }>;

export interface TapMessage {
  readonly chatId: number;
  readonly messageId: number;
}

interface Tapper {
  readonly message: TapMessage;
  readonly agentId: string;
  /** Known to administer the group in which they tap. False: still to be asked. */
  readonly isAdmin: boolean;
  /** Whether anybody who sees the button may answer, as in a topic; else only who has the conversation. */
  readonly isShared: boolean;
}

const GONE: ActionAnswer = { text: 'This conversation does not exist any more.', isDone: false };

export async function performTap(deps: BridgeDeps, tap: Tap, tapper: Tapper): Promise<ActionAnswer> {
  const { action, conversationId } = tap;
  const { agentId } = tapper;
  if (isStateAction(action)) return performAction(deps, action, { conversationId, agentId });
  if (action === 'use') return choose(deps, { conversationId, agentId });
  const view = await deps.db.getTeamView({ conversationId, agentId });
  if (view === null) return GONE;
  if (action === 'ban' || action === 'unban') return ban(deps, action, { ...tapper, author: tap.author }, view);
  return answerCanned(deps, tap, tapper, view);
}

/** The cards in the agent's direct messages follow by themselves. */
async function choose(
  { db }: BridgeDeps,
  choice: { readonly conversationId: string; readonly agentId: string },
): Promise<ActionAnswer> {
  const { outcome } = await db.setAgentConversation(choice);
  return outcome === 'chosen'
    ? { text: 'What you write goes to this visitor now.', isDone: true }
    : { text: 'This conversation is not yours.', isDone: false };
}

export function isStateAction(action: CardAction | 'say'): action is StateAction {
  return action === 'claim' || action === 'pass' || action === 'close' || action === 'reopen';
}

async function answerCanned(
  deps: BridgeDeps,
  data: CallbackData,
  { message, agentId, isShared }: Tapper,
  view: TeamView,
): Promise<ActionAnswer> {
  const { status, agent } = view.conversation;
  // Old lists stay in the chat; an answer must neither reopen what has ended nor go to who is somebody else's now.
  if (status !== 'queued' && status !== 'active') return { text: 'This conversation has ended.', isDone: false };
  if (!isShared && agent?.id !== agentId) return { text: 'This conversation is not yours.', isDone: false };
  if (data.action !== 'say') return offerCanned(deps, { message, agentId }, view);
  const { conversationId, responseId } = data;
  const answer = await sendCanned(deps, { conversationId, agentId, responseId }, message);
  await setButtons(deps, message, NO_BUTTONS);
  return answer;
}

async function offerCanned(
  deps: BridgeDeps,
  { message, agentId }: Pick<Tapper, 'message' | 'agentId'>,
  view: TeamView,
): Promise<ActionAnswer> {
  const { text, buttons } = await listCanned({ deps, agentId, view, argument: '' });
  const threadId = view.topic?.chat_id === message.chatId ? view.topic.thread_id : undefined;
  const target = { chatId: message.chatId, threadId, replyToMessageId: message.messageId };
  const options = { ...(buttons === undefined ? {} : { buttons }), isSilent: true };
  const list = await sendText(deps.api, target, text, options);
  await recordPicker(deps, { conversationId: view.conversation.id, chatId: message.chatId, threadId }, list);
  return { text: 'Choose below.', isDone: true };
}

async function ban(
  deps: BridgeDeps,
  action: 'ban' | 'unban',
  { message, agentId, isAdmin, author }: Tapper & { readonly author: Author },
  view: TeamView,
): Promise<ActionAnswer> {
  const mayBan = isAdmin || view.agent_role !== 'agent' || (await isAdminOfGroup(deps, author, view));
  if (!mayBan) return { text: ADMINS_ONLY, isDone: false };
  const who = { visitorId: view.visitor.id, agentId };
  const { outcome } = await (action === 'ban' ? deps.db.banVisitor(who) : deps.db.unbanVisitor(who));
  // The card in the group follows by itself; nothing else would change a direct message.
  if (message.chatId > 0) {
    await setButtons(deps, message, cardButtons(view.conversation, 'dm', action === 'ban'));
  }
  if (outcome === 'already') return { text: 'That is so already.', isDone: false };
  return { text: action === 'ban' ? 'This visitor is banned.' : 'This visitor may write again.', isDone: true };
}

async function isAdminOfGroup(deps: BridgeDeps, author: Author, view: TeamView): Promise<boolean> {
  return (
    view.group_chat_id !== null && (await findMemberRank(deps, view.group_chat_id, author.telegramUserId)) === 'admin'
  );
}

async function setButtons(
  { api, logger }: BridgeDeps,
  { chatId, messageId }: TapMessage,
  buttons: typeof NO_BUTTONS,
): Promise<void> {
  try {
    await api.editMessageReplyMarkup({ chat_id: chatId, message_id: messageId, reply_markup: buttons });
  } catch (error) {
    logger.info('telegram.buttons_left', { failure: describeFailure(error) });
  }
}
