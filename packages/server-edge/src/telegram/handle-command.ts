import type { BridgeDeps, Conversation } from './bridge-deps.ts';
import { findSpeaker } from './find-speaker.ts';
import { hint } from './hint.ts';
import { sayRefusal } from './refusal.ts';
import { performAction } from './perform-action.ts';
import type { Command, DmPlace, TelegramIntent, TopicPlace } from './telegram-intent.ts';

type CommandIntent = Extract<TelegramIntent, { kind: 'command' | 'unknown_command' }>;

const HELP = [
  'What you write here goes to the visitor.',
  '//text or /note text – a note for the team only',
  '/claim – take the conversation, /pass – give it back',
  '/close – end it, /reopen – open it again',
].join('\n');

const HELP_OUTSIDE =
  'I bring the visitors of your website here. Answer each one in their topic, or claim them with the button on their card.';

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
  if (intent.command === 'help') return hint(deps, intent, HELP);
  if (intent.command === 'note') return hint(deps, intent, 'Write the note behind it: /note text');
  if (speaker.conversation === null) return hint(deps, intent, 'You have no open conversation here.');
  const answer = await run(deps, intent.command, speaker.conversation, speaker.agentId);
  // In a topic the card and the topic itself show what worked.
  if (place.kind === 'dm' || !answer.isDone) await hint(deps, intent, answer.text);
}

function run(
  deps: BridgeDeps,
  command: Exclude<Command, 'help' | 'note'>,
  conversation: Conversation,
  agentId: string,
) {
  return performAction(deps, command, { conversationId: conversation.id, agentId });
}
