/**
 * What an agent asks the bot. Nothing that starts with a slash ever reaches a visitor, also when it is mistyped, not
 * allowed, or fails.
 *
 * Who may ask: in a topic whoever is in the team's group, in direct messages an agent who still is in it. Blocking
 * visitors takes an admin, of the organization or of the group in Telegram.
 */
import { DatabaseError } from '../db/database-caller.ts';
import type { TeamView } from '../db/team-db.ts';
import type { BridgeDeps } from './bridge-deps.ts';
import { assign } from './commands/assign.ts';
import { ban, unban } from './commands/ban.ts';
import { listCanned, recordPicker } from './commands/canned.ts';
import { nameVisitor, setLanguage } from './commands/change-visitor.ts';
import { say, type CommandAnswer, type CommandContext } from './commands/command-context.ts';
import { helpText } from './commands/command-menu.ts';
import { showHistory, showInfo } from './commands/show-visitor.ts';
import { snooze } from './commands/snooze.ts';
import { findSpeaker, type Speaker } from './find-speaker.ts';
import { conversationLabel } from './format-card.ts';
import { returnToGroup } from './former-member.ts';
import { formatted, type FormattedText } from './formatted-text.ts';
import { hint } from './hint.ts';
import { findMemberRank } from './member-rank.ts';
import { performAction } from './perform-action.ts';
import { isRefusal, sayRefusal } from './refusal.ts';
import { sayQuietly } from './say.ts';
import type { Command, DmPlace, TelegramIntent, TopicPlace } from './telegram-intent.ts';

type CommandIntent = Extract<TelegramIntent, { kind: 'command' | 'unknown_command' }>;
type InConversation = Exclude<Command, 'help' | 'note'>;

const HELP_OUTSIDE =
  'I bring the visitors of your website here. Answer each one in their topic, or claim them with the button on their card.';

const REASONS: Readonly<Record<string, string>> = {
  SC022: 'This conversation has ended. /reopen it first.',
  SC023: 'They are away, or do not answer for this department.',
  SC050: 'This conversation is not for you.',
};

export async function handleCommand(deps: BridgeDeps, intent: CommandIntent): Promise<void> {
  const { place } = intent;
  if (place.kind === 'general') {
    if ((await deps.db.findTelegramChat(place.chatId)) !== null) await hint(deps, intent, HELP_OUTSIDE);
    return;
  }
  try {
    await obey(deps, intent, place);
  } catch (error) {
    await sayRefusal(deps, intent, error);
  }
}

async function obey(deps: BridgeDeps, intent: CommandIntent, place: TopicPlace | DmPlace): Promise<void> {
  const speaker = await findSpeaker(deps, { ...intent, place });
  if (speaker === null) return;
  if (intent.kind === 'unknown_command') {
    return hint(deps, intent, 'I do not know this command, so nothing was sent. Try /help.');
  }
  if (intent.command === 'help') return hint(deps, intent, helpText());
  if (intent.command === 'note') return hint(deps, intent, 'Write the note behind it: /note text');
  if (speaker.conversation === null) return hint(deps, intent, 'You have no open conversation here.');
  const view = await deps.db.getTeamView({ conversationId: speaker.conversation.id, agentId: speaker.agentId });
  if (view === null) return;
  const { telegramUserId } = intent.author;
  const groupChatId = groupOf(place, view);
  const rank = await findMemberRank(deps, groupChatId, telegramUserId);
  if (rank === 'outsider') {
    await returnToGroup(deps, { conversationId: view.conversation.id, telegramUserId, groupChatId });
    return hint(deps, intent, 'You are not in the team’s group any more.');
  }
  const answer = await answerOf(intent.command, {
    deps,
    place,
    agentId: speaker.agentId,
    view,
    isAdmin: rank === 'admin' || view.agent_role === 'admin' || view.agent_role === 'owner',
    argument: intent.argument.trim(),
  });
  if (place.kind === 'topic' && answer.isShownInTopic === true) return;
  const threadId = place.kind === 'topic' ? place.threadId : undefined;
  const target = { chatId: place.chatId, threadId, replyToMessageId: intent.messageId };
  const said = await sayQuietly(deps, target, labelled(answer.text, speaker, view), answer.buttons);
  if (said === null || answer.buttons === undefined) return;
  await recordPicker(deps, { conversationId: view.conversation.id, chatId: place.chatId, threadId }, said);
}

/** In direct messages the group is the one that answers for the conversation. */
function groupOf(place: TopicPlace | DmPlace, view: TeamView): number {
  return place.kind === 'topic' ? place.chatId : (view.group_chat_id ?? place.chatId);
}

async function answerOf(command: InConversation, context: CommandContext): Promise<CommandAnswer> {
  try {
    return await run(command, context);
  } catch (error) {
    const reason = isRefusal(error) && error instanceof DatabaseError ? REASONS[error.sqlstate] : undefined;
    if (reason === undefined) throw error;
    return say(reason);
  }
}

async function run(command: InConversation, context: CommandContext): Promise<CommandAnswer> {
  switch (command) {
    case 'claim':
    case 'pass':
    case 'close':
    case 'reopen': {
      const who = { conversationId: context.view.conversation.id, agentId: context.agentId };
      const { text, isDone } = await performAction(context.deps, command, who);
      return isDone ? { ...say(text), isShownInTopic: true } : say(text);
    }
    case 'assign':
      return assign(context);
    case 'ban':
      return ban(context);
    case 'unban':
      return unban(context);
    case 'canned':
      return listCanned(context);
    case 'info':
      return showInfo(context);
    case 'history':
      return showHistory(context);
    case 'name':
      return nameVisitor(context);
    case 'lang':
      return setLanguage(context);
    case 'snooze':
      return snooze(context);
  }
}

/** Who holds several conversations is told which one was meant. */
function labelled(text: FormattedText, { openConversations }: Speaker, view: TeamView): FormattedText {
  if (openConversations.length < 2) return text;
  const label = conversationLabel(view);
  // What already begins with the name is not told it twice.
  if (text.text.startsWith(label)) return text;
  return formatted({ bold: label }, '\n', text);
}
